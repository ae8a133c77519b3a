// The cells of the table on the page, by path.

const grows = CSS.supports("field-sizing", "content");

export const cellAt = (path) => document.querySelector(`.cell[data-path="${CSS.escape(path)}"]`);
export const isEditable = (cell) => cell instanceof HTMLTextAreaElement;
export const textOf = (cell) => (isEditable(cell) ? cell.value : cell.textContent);
export const rowOf = (cell) => cell.closest("tr[data-key]");
export const blockOf = (cell) => cell.closest("table[data-block]")?.dataset.block;

export function show(path, text) {
  const cell = cellAt(path);
  if (!cell) return;
  if (isEditable(cell)) {
    if (cell.value !== text) cell.value = text;
    fit(cell);
  } else {
    cell.textContent = text;
  }
}

// Older browsers do not let a box grow with its text.
export function fit(cell) {
  if (grows || !isEditable(cell)) return;
  cell.style.height = "auto";
  cell.style.height = `${cell.scrollHeight}px`;
}

export function fitAll() {
  document.querySelectorAll("textarea.cell").forEach(fit);
}

// Levels that say what the row above says are shown as one cell with it.
export function markRepeated() {
  let above = {};
  for (const row of document.querySelectorAll('table[data-block="indicators"] tr[data-key]')) {
    const levels = {};
    let same = true;
    for (const field of ["level1", "level2"]) {
      const box = row.querySelector(`td[data-field="${field}"]`);
      if (!box) continue;
      levels[field] = textOf(box.querySelector(".cell"));
      same = same && levels[field] !== "" && levels[field] === above[field];
      box.classList.toggle("repeated", same);
    }
    above = levels;
  }
}

function neighbour(cell, step) {
  const field = cell.closest("td")?.dataset.field;
  let row = rowOf(cell);
  while (row) {
    row = step > 0 ? row.nextElementSibling : row.previousElementSibling;
    const next = row?.querySelector(`td[data-field="${field}"] .cell`);
    if (next) return next;
  }
  return null;
}

function atEdge(cell, step) {
  if (!isEditable(cell)) return true;
  const rest = step > 0 ? cell.value.slice(cell.selectionEnd) : cell.value.slice(0, cell.selectionStart);
  return !rest.includes("\n");
}

// Enter goes down, Shift+Enter breaks the line; the arrows go up and down from the first and last line.
export function onKey(event) {
  const cell = event.target;
  if (!cell.classList?.contains("cell") || event.isComposing || event.ctrlKey || event.metaKey || event.altKey) return;
  const down = event.key === "ArrowDown" || (event.key === "Enter" && !event.shiftKey);
  const up = event.key === "ArrowUp";
  if (!down && !up) return;
  if (event.key === "Enter" && blockOf(cell) !== "indicators" && blockOf(cell) !== "funding") return;
  if (event.key !== "Enter" && !atEdge(cell, down ? 1 : -1)) return;
  const next = neighbour(cell, down ? 1 : -1);
  if (event.key === "Enter" || next) event.preventDefault();
  if (next) {
    next.focus();
    if (isEditable(next)) next.select();
  }
}
