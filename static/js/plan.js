// The editor of a plan's tree: nodes are dragged to another place; after each move the moved node
// has the focus and a live region says where it went. Without this file the buttons and the form
// do the same.

const editor = () => document.getElementById("plan-editor");

const send = (values) => {
  window.htmx.ajax("POST", editor().dataset.move, {
    target: "#plan-editor",
    swap: "outerHTML",
    values,
  });
};

const dropped = ({ item, to, from, oldIndex, newIndex }) => {
  if (to === from && oldIndex === newIndex) return;
  send({
    node: item.dataset.node,
    under: to.dataset.under,
    before: item.nextElementSibling?.dataset.node ?? "",
  });
};

// Only the lists in which the template lets the dragged level stand take it.
const takes = (list, item) => list.dataset.takes.split(" ").includes(item.dataset.level);

const open = (tree, item) => {
  tree.classList.add("edit-dragging");
  for (const list of tree.querySelectorAll(".edit-tree")) {
    list.classList.toggle("edit-taking", takes(list, item) && !item.contains(list));
  }
};

const arm = () => {
  const tree = editor();
  if (!tree || !window.Sortable || tree.querySelector(".edit-grip") === null) return;
  for (const list of tree.querySelectorAll(".edit-tree")) {
    window.Sortable.create(list, {
      group: { name: "plan", put: (to, _from, item) => takes(to.el, item) },
      handle: ".edit-grip",
      draggable: ".edit-node",
      animation: 0,
      forceFallback: true,
      fallbackOnBody: true,
      fallbackTolerance: 4,
      swapThreshold: 0.6,
      emptyInsertThreshold: 12,
      ghostClass: "edit-ghost",
      onStart: ({ item }) => open(tree, item),
      onEnd: (event) => {
        tree.classList.remove("edit-dragging");
        dropped(event);
      },
    });
  }
};

// A refusal brings the tree as it stands, with the sentence that says why.
document.addEventListener("htmx:beforeSwap", (event) => {
  if (event.detail.target.id === "plan-editor" && event.detail.xhr.status === 409) {
    event.detail.shouldSwap = true;
    event.detail.isError = false;
  }
});

document.addEventListener("htmx:afterSettle", () => {
  const tree = editor();
  if (!tree || tree.dataset.armed) return;
  tree.dataset.armed = "yes";
  arm();
  document.getElementById("plan-said").textContent = tree.dataset.said;
  tree.querySelector("[data-focus], [data-error-summary]")?.focus();
});

arm();
