// Small comforts; every page works without them.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button || !navigator.clipboard) return;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
  button.textContent = button.dataset.copied;
});

// One click sends once; the button comes back for those who return or only got a file.
for (const form of document.querySelectorAll("form[data-submit-once]")) {
  const buttons = form.querySelectorAll("button[type=submit]");
  const set = (isDisabled) => buttons.forEach((button) => { button.disabled = isDisabled; });
  form.addEventListener("submit", () => { setTimeout(set, 0, true); setTimeout(set, 5000, false); });
  addEventListener("pageshow", () => set(false));
}

// Ticking rows: all at once, and how many there are; the bar of acts appears with the first tick.
for (const form of document.querySelectorAll("form[data-bulk]")) {
  const picks = [...form.elements].filter((each) => each.name === "pk");
  const all = [...form.elements].filter((each) => "pickAll" in each.dataset);
  const told = form.querySelector("[data-picked]");
  const tell = () => {
    const count = picks.filter((pick) => pick.checked).length;
    told.textContent = `${told.dataset.picked} ${count}`;
    all.forEach((each) => { each.checked = count === picks.length; each.indeterminate = count > 0 && !each.checked; });
    form.classList.toggle("is-idle", count === 0);
  };
  document.addEventListener("change", ({ target }) => {
    if (all.includes(target)) picks.forEach((pick) => { pick.checked = target.checked; });
    if (target.form === form) tell();
  });
  addEventListener("pageshow", tell);
  tell();
}

// A table that fits lets its head stick to the window; one that does not scrolls inside its own frame.
const fitting = new ResizeObserver((entries) => entries.forEach(({ target: wrap }) => {
  const fits = wrap.querySelector("table").scrollWidth <= wrap.clientWidth + 1;
  wrap.classList.toggle("fits", fits);
  wrap.classList.toggle("scrolls", !fits);
  wrap.toggleAttribute("tabindex", !fits);
  if (!fits) wrap.tabIndex = 0;
}));
document.querySelectorAll(".table-wrap:has(table)").forEach((wrap) => fitting.observe(wrap));

// What ends in dots says all of it under the pointer.
document.addEventListener("mouseover", ({ target }) => {
  const cell = target.closest?.("table.dense td");
  if (cell && !cell.title && cell.scrollWidth > cell.clientWidth) cell.title = cell.textContent.trim();
});

// On a phone the filters of a list wait behind one button, unless they are in use.
for (const form of document.querySelectorAll("form[data-fold]:not([data-used])")) {
  const button = document.createElement("button");
  Object.assign(button, { type: "button", className: "btn btn-quiet fold-button", textContent: form.dataset.fold });
  button.setAttribute("aria-expanded", "false");
  button.addEventListener("click", () => {
    button.setAttribute("aria-expanded", String(!form.classList.toggle("is-folded")));
  });
  form.classList.add("is-folded");
  form.querySelector(".wide")?.after(button);
}

for (const link of document.querySelectorAll("[data-print]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
}

document.querySelector(".errors")?.focus();

/* A person is chosen by two letters: who they fit appears below while one types; without this the form is the search. */
for (const picker of document.querySelectorAll("[data-person-picker]")) {
  const written = picker.querySelector("input[type=search]");
  const choices = picker.querySelector("[data-person-choices]");
  let waiting;
  written.addEventListener("input", () => {
    clearTimeout(waiting);
    waiting = setTimeout(async () => {
      const asked = written.value;
      const answer = await fetch(`${picker.dataset.personPicker}&q=${encodeURIComponent(asked)}`);
      if (answer.ok && !answer.redirected && asked === written.value) choices.innerHTML = await answer.text();
    }, 250);
  });
}
