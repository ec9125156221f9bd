// Nothing typed is lost: what somebody types into a form is kept in this browser, under the address of the form and the
// person who is logged in, until the form has done its work. It comes back after a change of language, a reload, the way
// back, an ended session, in a second tab. Passwords, files, hidden and secret fields are never kept; logging out forgets all.
"use strict";

(() => {
  const PREFIX = "draft:", SENT = "draft sent", DAYS = 7;
  const SECRET = "button, [type=hidden], [type=password], [type=file], [data-secret], [data-secret] *, [name$=pin]";
  const person = document.body.dataset.person;
  const here = location.pathname + location.search;

  const store = (act) => { try { return act(); } catch { return null; } }; // a full or forbidden store keeps nothing
  const read = (key) => store(() => JSON.parse(localStorage.getItem(key)));
  const drop = (key) => store(() => localStorage.removeItem(key));
  const drafts = () => store(() => Object.keys(localStorage).filter((key) => key.startsWith(PREFIX))) || [];
  const addressOf = (key) => key.slice(key.indexOf(" ") + 1).split("#")[0];

  for (const key of drafts()) {
    if (!(read(key)?.at > Date.now() - DAYS * 86_400_000)) drop(key);
  }

  const waiting = document.querySelector("[data-kept-for]");
  if (waiting) {
    waiting.hidden = !drafts().some((key) => addressOf(key) === waiting.dataset.keptFor);
  }
  for (const form of document.querySelectorAll("form[data-forgets]")) {
    form.addEventListener("submit", () => drafts().forEach(drop));
  }

  // A form that was sent has done its work when another page follows, or the same one says so; else it waits for mending.
  const sent = store(() => sessionStorage.getItem(SENT));
  const isRefused = document.querySelector(".errors, [data-failed]") !== null;
  const forgetSent = () => store(() => sessionStorage.removeItem(SENT));
  forgetSent();
  addEventListener("pageshow", ({ persisted }) => { if (persisted) forgetSent(); });
  if (!person) return;
  if (sent && !isRefused && (addressOf(sent) !== here || document.querySelector("[data-done]"))) drop(sent);

  const fieldsOf = (form, name) => [...form.elements].filter((each) => each.name === name && !each.matches(SECRET));
  const isTick = (field) => field.type === "checkbox" || field.type === "radio";
  const valuesOf = (fields) => fields.flatMap((field) => {
    if (isTick(field)) return field.checked ? [field.value] : [];
    return field.type === "select-multiple" ? [...field.selectedOptions].map((each) => each.value) : [field.value];
  });
  const put = (fields, values) => fields.forEach((field, index) => {
    if (isTick(field)) field.checked = values.includes(field.value);
    else if (field.type === "select-multiple") [...field.options].forEach((each) => { each.selected = values.includes(each.value); });
    else if (index in values) field.value = values[index];
  });

  // Puts back what was typed; says whether anything of it was not there.
  const restore = (form, draft) => {
    let isNew = false;
    for (const [name, values] of Object.entries(draft.fields)) {
      const fields = fieldsOf(form, name);
      if (fields.length === 0 || String(valuesOf(fields)) === String(values)) continue;
      put(fields, values);
      isNew = isNew || String(valuesOf(fields)) === String(values);
    }
    if (isNew && draft.shown && form.elements.shown) form.elements.shown.value = draft.shown;
    return isNew;
  };

  // Says above the form that it holds what was typed before, with the way to be rid of it.
  const tell = (form, key) => {
    const notice = document.getElementById("draft-restored").content.firstElementChild.cloneNode(true);
    const shown = form.elements.shown?.getAttribute("value");
    notice.querySelector("button").addEventListener("click", () => {
      drop(key);
      form.reset();
      if (shown) form.elements.shown.value = shown;
      notice.remove();
      form.querySelector("input:not([type=hidden]), select, textarea")?.focus();
    });
    form.prepend(notice);
  };

  const taken = new Set(); // the second form of one address has a draft of its own
  const keyOf = (form) => {
    const address = new URL(form.getAttribute("action") || location, location);
    const key = `${PREFIX}${person} ${address.pathname}${address.search}`;
    const free = taken.has(key) ? `${key}#${taken.size}` : key;
    taken.add(free);
    return free;
  };

  const watch = (form) => {
    const key = keyOf(form);
    const shownAtFirst = form.elements.shown?.value;
    const draft = read(key);
    if (draft && !isRefused && restore(form, draft)) tell(form, key);
    form.addEventListener("input", ({ target }) => {
      if (!target.name || target.matches(SECRET)) return;
      const kept = read(key) || { fields: {}, shown: shownAtFirst };
      kept.at = Date.now();
      kept.fields[target.name] = valuesOf(fieldsOf(form, target.name));
      store(() => localStorage.setItem(key, JSON.stringify(kept)));
    });
    form.addEventListener("submit", () => store(() => sessionStorage.setItem(SENT, key)));
  };
  document.querySelectorAll("main form[method=post]:not([data-forgetful])").forEach(watch);
})();
