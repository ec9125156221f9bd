// A grid of cells filled in by keyboard: Enter and the arrows lead on, a block copied from Excel is pasted cell by cell.
// Without this the grid is a form like any other.
"use strict";

for (const table of document.querySelectorAll("[data-grid]")) {
  const rows = [...table.tBodies[0].rows].map((row) => [...row.querySelectorAll("[data-cell]")]);
  const placeOf = (cell) => {
    const row = rows.findIndex((cells) => cells.includes(cell));
    return [row, row < 0 ? -1 : rows[row].indexOf(cell)];
  };
  const go = (row, column) => {
    const cell = rows[row]?.[column];
    cell?.focus();
    cell?.select?.();
    return cell !== undefined;
  };
  const isText = (cell) => cell.tagName === "INPUT";
  const atStart = (cell) => !isText(cell) || cell.selectionEnd === 0 || cell.selectionEnd - cell.selectionStart === cell.value.length;
  const atEnd = (cell) => !isText(cell) || cell.selectionStart === cell.value.length || cell.selectionEnd - cell.selectionStart === cell.value.length;

  table.addEventListener("keydown", (event) => {
    const [row, column] = placeOf(event.target);
    if (row < 0 || event.ctrlKey || event.altKey || event.metaKey) return;
    const moves = {
      Enter: () => go(row + (event.shiftKey ? -1 : 1), column),
      ArrowDown: () => isText(event.target) && go(row + 1, column),
      ArrowUp: () => isText(event.target) && go(row - 1, column),
      ArrowLeft: () => atStart(event.target) && go(row, column - 1),
      ArrowRight: () => atEnd(event.target) && go(row, column + 1),
    };
    if (event.key === "Enter" || moves[event.key]?.()) event.preventDefault(); // Enter never sends a half-filled grid
    if (event.key === "Enter") moves.Enter();
  });

  // A choice takes the pasted text when it is one of its labels or values.
  const put = (cell, text) => {
    if (isText(cell)) cell.value = text;
    else {
      const wanted = text.toLowerCase();
      const option = [...cell.options].find((each) => [each.value, each.text].some((said) => said.toLowerCase() === wanted));
      if (!option) return;
      cell.value = option.value;
    }
    cell.dispatchEvent(new Event("input", { bubbles: true })); // the draft and the check hear of it
  };
  table.addEventListener("paste", (event) => {
    const text = event.clipboardData.getData("text/plain").replace(/\r/g, "").replace(/\n$/, "");
    const [row, column] = placeOf(event.target);
    if (row < 0 || !/[\t\n]/.test(text)) return;
    event.preventDefault();
    text.split("\n").forEach((line, down) => line.split("\t").forEach((value, right) => {
      const cell = rows[row + down]?.[column + right];
      if (cell) put(cell, value.trim());
    }));
  });

  // A wrong cell is marked at once; what it means is said when the form is sent.
  table.addEventListener("input", ({ target }) => {
    if (target.inputMode !== "numeric") return;
    const isWrong = target.value !== "" && !(/^\d{1,3}$/.test(target.value.trim()) && Number(target.value) <= 100);
    target.classList.toggle("is-wrong", isWrong);
    if (isWrong) target.setAttribute("aria-invalid", "true");
    else target.removeAttribute("aria-invalid");
  });
}
document.querySelectorAll("[data-needs-script]").forEach((each) => { each.hidden = false; });
