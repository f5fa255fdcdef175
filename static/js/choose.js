// Long lists to choose from become a box to type in: any part of the words finds an entry.
// The list itself stays in the form and is what is sent; without this file it is used as it is.

const boxes = document.querySelectorAll("select[data-search]");

for (const select of boxes) {
  if (!window.accessibleAutocomplete) break;
  const label = document.querySelector(`label[for="${select.id}"]`);
  const said = select.dataset;
  window.accessibleAutocomplete.enhanceSelectElement({
    selectElement: select,
    defaultValue: select.selectedOptions[0]?.value ? select.selectedOptions[0].text : "",
    autoselect: false,
    confirmOnBlur: false,
    showAllValues: true,
    dropdownArrow: () => "",
    tNoResults: () => said.none,
    tStatusQueryTooShort: () => said.few,
    tStatusNoResults: () => said.none,
    tStatusResults: (number) => `${said.found}: ${number}`,
    tAssistiveHint: () => said.few,
    onConfirm: (text) => choose(select, text),
  });
  label?.setAttribute("for", select.id.replace(/-select$/, ""));
}

// What is typed decides: an emptied box chooses the empty entry again.
function choose(select, text) {
  const typed = text ?? document.getElementById(select.id.replace(/-select$/, ""))?.value ?? "";
  const found = [...select.options].find((option) => option.text === typed);
  select.value = found ? found.value : typed ? select.value : "";
  select.dispatchEvent(new Event("change", { bubbles: true }));
}
