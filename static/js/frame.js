// The frame: one menu open at a time, closed by Escape or a click elsewhere; errors take the focus.
// Everything works without this file; it only makes menus close by themselves.

const menus = () => [...document.querySelectorAll("details.menu[open]")];

document.addEventListener("click", (event) => {
  for (const menu of menus()) {
    if (!menu.contains(event.target)) menu.open = false;
  }
});

document.addEventListener("keydown", (event) => {
  if (event.key !== "Escape") return;
  for (const menu of menus()) {
    menu.open = false;
    menu.querySelector("summary").focus();
  }
});

const focusErrors = (root) => root.querySelector("[data-error-summary]")?.focus();

focusErrors(document);
document.addEventListener("htmx:afterSwap", (event) => focusErrors(event.target));

// What paper shows open must be open: details fold away otherwise.
let folded = [];
window.addEventListener("beforeprint", () => {
  folded = [...document.querySelectorAll("details:not(.menu):not([open])")];
  for (const one of folded) one.open = true;
});
window.addEventListener("afterprint", () => {
  for (const one of folded) one.open = false;
  folded = [];
});

// A page that the browser kept for the back button is not shown again after signing out: the mark
// of the sign-in is gone by then (the answer to signing out empties the storage, too).
const MARK = "signed-in";
const storage = (act) => {
  try {
    return act(localStorage);
  } catch {
    return null; // forbidden: the page is then asked for again each time
  }
};
if (document.body.dataset.user) {
  storage((kept) => kept.getItem(MARK) ?? kept.setItem(MARK, crypto.getRandomValues(new Uint32Array(2)).join("-")));
  const mark = storage((kept) => kept.getItem(MARK));
  window.addEventListener("pageshow", (event) => {
    if (!event.persisted || (mark && storage((kept) => kept.getItem(MARK)) === mark)) return;
    document.documentElement.hidden = true;
    location.reload();
  });
  document.addEventListener("submit", (event) => {
    if (event.target.matches('form[action$="/sign-out/"]')) storage((kept) => kept.removeItem(MARK));
  });
}
