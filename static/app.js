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

// Ticking rows: all at once, and how many there are.
for (const form of document.querySelectorAll("form[data-bulk]")) {
  const picks = [...form.querySelectorAll("input[name=pk]")];
  const all = form.querySelector("[data-pick-all]");
  const told = form.querySelector("[data-picked]");
  form.addEventListener("change", (event) => {
    if (event.target === all) picks.forEach((pick) => { pick.checked = all.checked; });
    const count = picks.filter((pick) => pick.checked).length;
    told.textContent = count ? `${told.dataset.picked} ${count}` : "";
  });
}

for (const link of document.querySelectorAll("[data-print]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
}

document.querySelector(".errors")?.focus();
