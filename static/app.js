// Small comforts; every page works without them.
"use strict";

document.addEventListener("click", async (event) => {
  const button = event.target.closest("[data-copy]");
  if (!button) return;
  await navigator.clipboard.writeText(document.querySelector(button.dataset.copy).textContent.trim());
  button.textContent = button.dataset.copied;
});

for (const form of document.querySelectorAll("form[data-submit-once]")) {
  form.addEventListener("submit", () => {
    for (const button of form.querySelectorAll("button[type=submit]")) setTimeout(() => { button.disabled = true; }, 0);
  });
}

for (const select of document.querySelectorAll(".filters select")) {
  select.addEventListener("change", () => select.form.requestSubmit());
}

for (const link of document.querySelectorAll("[data-print]")) {
  link.addEventListener("click", (event) => { event.preventDefault(); window.print(); });
}

document.querySelector(".errors")?.focus();
