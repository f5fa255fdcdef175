// Long lists of boxes become shorter while one types: every word must stand in the entry.
// Without this file the list is used as it is; the search that needs it stays hidden.
// What is said comes from data attributes, in the language of the page.

const key = (text) => text.normalize("NFC").toLocaleLowerCase().replace(/\s+/g, " ").trim();

const sift = (list) => {
  const search = list.querySelector("[data-sift-search]");
  const box = search.querySelector("input");
  const found = search.querySelector("[data-sift-found]");
  const groups = [...list.querySelectorAll("[data-sift-group]")];
  const open = new Map(groups.map((group) => [group, group.open]));
  const entries = [...list.querySelectorAll("[data-sift-one]")].map((one) => {
    const heading = one.closest("[data-sift-group]")?.querySelector("summary")?.textContent ?? "";
    return [one, key(`${heading} ${one.textContent}`)];
  });
  const narrow = () => {
    const words = key(box.value).split(" ").filter(Boolean);
    let number = 0;
    for (const [one, text] of entries) {
      one.hidden = !words.every((word) => text.includes(word));
      if (!one.hidden) number += 1;
    }
    for (const group of groups) {
      group.hidden = !group.querySelector("[data-sift-one]:not([hidden])");
      group.open = words.length ? true : open.get(group);
    }
    if (!words.length) found.textContent = "";
    else found.textContent = number ? `${found.dataset.found} ${number}` : found.dataset.none;
  };
  search.hidden = false;
  box.addEventListener("input", narrow);
  box.addEventListener("keydown", (event) => {
    if (event.key === "Enter") event.preventDefault(); // it narrows; it does not send the form
  });
};

// How many boxes are ticked, said where the page asks for it.
const count = (place) => {
  const form = place.closest("form");
  const tell = () => {
    place.textContent = form.querySelectorAll(`input[name="${place.dataset.ticked}"]:checked`).length;
  };
  form.addEventListener("change", tell);
  tell();
};

for (const list of document.querySelectorAll("[data-sift]")) sift(list);
for (const place of document.querySelectorAll("[data-ticked]")) count(place);
