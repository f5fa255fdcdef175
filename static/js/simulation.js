// After the card was counted anew: boxes that cannot be read are marked as such, the others are not.
// What is wrong comes from the server and stands beside each box; without this file it is read there.

document.addEventListener("htmx:afterSettle", () => {
  for (const box of document.querySelectorAll("#simulation .simulated-value")) {
    if (document.getElementById(`${box.id}_error`).textContent) box.setAttribute("aria-invalid", "true");
    else box.removeAttribute("aria-invalid");
  }
});
