// Keeps what is typed in forms marked data-keep, as a draft on the server and across a sign-in.
//
// Drafts. A form with data-draft-url POSTs its fields there two seconds after the last keystroke,
// with the header X-Draft: 1. The server answers JSON:
//   200 {"saved_at": "2026-11-22T14:02:00+07:00", "edition": 4}   the draft is stored; `edition`
//       goes into the form's hidden field of that name, so that the next save is compared with it
//   409 {...}   somebody else changed the thing; nothing is stored, the page says so and stops
//   401, 403 or a redirect to the sign-in page   the session is over; the page says so
// A draft is not checked like a submission: empty and half-typed fields are allowed.
// Files are not part of drafts. A page with unsaved changes asks before it is left.
//
// Expired sign-in. While the form is typed into, its values stand in sessionStorage under the
// address of the page. When a submission ends on the sign-in page, they are marked as lost; when
// the same person opens the same page afterwards, they are put back, once. Passwords, files and
// tokens are never kept.

const PREFIX = "kept:";
const WAIT = 2000;
const SKIPPED = new Set(["csrfmiddlewaretoken", "edition"]);

const keyOf = (form) =>
  `${PREFIX}${location.pathname}#${[...document.forms].indexOf(form)}`;

const read = (key) => {
  try {
    return JSON.parse(sessionStorage.getItem(key));
  } catch {
    return null;
  }
};

const write = (key, value) => {
  try {
    sessionStorage.setItem(key, JSON.stringify(value));
  } catch {
    // Full or forbidden: the draft on the server and the back button remain.
  }
};

const valuesOf = (form) => {
  const kept = [];
  for (const [name, value] of new FormData(form)) {
    const box = form.elements[name];
    if (typeof value === "string" && !SKIPPED.has(name) && box?.type !== "password") {
      kept.push([name, value]);
    }
  }
  return kept;
};

const putBack = (form, kept) => {
  const values = new Map();
  for (const [name, value] of kept) values.set(name, [...(values.get(name) ?? []), value]);
  for (const box of form.elements) {
    if (!box.name || SKIPPED.has(box.name) || ["file", "password", "submit"].includes(box.type)) {
      continue;
    }
    const typed = values.get(box.name) ?? [];
    if (box.type === "checkbox" || box.type === "radio") box.checked = typed.includes(box.value);
    else if (box.type === "select-multiple") {
      for (const option of box.options) option.selected = typed.includes(option.value);
    } else if (box.type !== "hidden" && typed.length) box.value = typed.shift();
  }
};

const keep = (form) => {
  const key = keyOf(form);
  const note = form.querySelector("[data-draft-note]");
  const user = document.body.dataset.user;
  let timer = 0;
  let dirty = false;
  let stopped = false;

  const say = (state, words) => {
    if (!note) return;
    note.dataset.state = state;
    note.textContent = words;
  };

  const save = async () => {
    if (!form.dataset.draftUrl || stopped) return;
    const body = new FormData(form);
    for (const [name, value] of [...body]) if (value instanceof File) body.delete(name);
    dirty = false;
    try {
      const answer = await fetch(form.dataset.draftUrl, {
        method: "POST",
        body,
        headers: { "X-Draft": "1", Accept: "application/json" },
        redirect: "manual",
      });
      if (answer.status === 409) {
        stopped = dirty = true;
        say("conflict", form.dataset.conflict);
        return;
      }
      if (!answer.ok) throw new Error(String(answer.status));
      const { saved_at: at, edition } = await answer.json();
      if (edition !== undefined && form.elements.edition) form.elements.edition.value = edition;
      const time = new Date(at).toLocaleTimeString("th-TH", {
        hour: "2-digit",
        minute: "2-digit",
        timeZone: "Asia/Bangkok",
      });
      say("saved", form.dataset.saved.replace("%(time)s", time));
    } catch {
      dirty = true;
      say("failed", form.dataset.failed);
    }
  };

  const changed = () => {
    dirty = true;
    write(key, { user, kept: valuesOf(form), state: "typed" });
    clearTimeout(timer);
    timer = setTimeout(save, WAIT);
  };

  const before = read(key);
  sessionStorage.removeItem(key);
  if (before?.state === "lost" && before.user === user) {
    putBack(form, before.kept);
    say("restored", form.dataset.restored);
    changed();
  }

  form.addEventListener("input", changed);
  form.addEventListener("change", changed);
  form.addEventListener("submit", () => {
    clearTimeout(timer);
    dirty = false;
    stopped = true;
    write(key, { user, kept: valuesOf(form), state: "sent" });
  });
  window.addEventListener("beforeunload", (event) => {
    if (dirty) event.preventDefault();
  });
};

if (document.querySelector("[data-sign-in]")) {
  for (const key of Object.keys(sessionStorage).filter((name) => name.startsWith(PREFIX))) {
    const kept = read(key);
    if (kept?.state === "sent") write(key, { ...kept, state: "lost" });
  }
}

const kept = new WeakSet();
const keepAll = () => {
  for (const form of document.querySelectorAll("form[data-keep]")) {
    if (!kept.has(form)) keep(form);
    kept.add(form);
  }
};
keepAll();
document.addEventListener("htmx:afterSwap", keepAll);
