// Long lists to choose from become a box to type in: any part of the words finds an entry.
// The list itself stays in the form and is what is sent; without this file it is used as it is.
// What is said comes from the list's data attributes, in the language of the page.

const chosen = (select, text) => [...select.options].find((option) => option.text === text.trim());

const enhance = (select) => {
  const id = select.id;
  const said = select.dataset;
  const first = select.selectedOptions[0];
  const choose = (text) => {
    const found = chosen(select, text);
    if (!found) return;
    select.value = found.value;
    select.dispatchEvent(new Event("change", { bubbles: true }));
  };
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: first?.value ? first.text : "",
    autoselect: false,
    confirmOnBlur: false,
    showAllValues: true,
    dropdownArrow: () => "",
    tNoResults: () => said.none,
    tStatusQueryTooShort: () => said.few,
    tStatusNoResults: () => said.none,
    tStatusResults: (number) => `${said.found}: ${number}`,
    tAssistiveHint: () => said.few,
    onConfirm: (text) => text && choose(text),
  });
  const box = document.getElementById(id);
  box.addEventListener("input", () => box.setCustomValidity(""));
  // What stands in the box when the form is sent is what counts, also where it was only typed.
  select.form.addEventListener("submit", (event) => {
    const found = chosen(select, box.value);
    if (found || !box.value.trim()) {
      select.value = found?.value ?? "";
      return;
    }
    event.preventDefault();
    box.setCustomValidity(said.none);
    box.reportValidity();
  });
};

if (window.accessibleAutocomplete) {
  for (const select of document.querySelectorAll("select[data-search]")) enhance(select);
}
