// Rows of indicators: put in, taken out, put back.

import { fit, markRepeated, textOf } from "./cells.js";

const body = () => document.querySelector('table[data-block="indicators"] tbody');
export const rowAt = (key) => body().querySelector(`tr[data-key="${CSS.escape(key)}"]`);
export const lastRow = () => [...body().querySelectorAll("tr[data-key]")].at(-1) ?? null;
export const keyOf = (path) => path.slice(path.indexOf("[") + 1, path.indexOf("]"));
export const newKey = () => `k${Array.from(crypto.getRandomValues(new Uint8Array(6)), (n) => n.toString(36).padStart(2, "0")).join("")}`;
export const keyBefore = (row) => row.previousElementSibling?.dataset.key ?? "";

// The texts of a row as the server keeps them; empty cells are left out.
export function contentOf(row) {
  const found = {};
  for (const box of row.querySelectorAll("td[data-field]")) {
    const text = textOf(box.querySelector(".cell"));
    const [field, part] = box.dataset.field.split(".");
    if (!text) continue;
    if (field !== "target") found[field] = text;
    else (found.target ??= {})[part ?? "text"] = text;
  }
  return found;
}

function value(content, field) {
  const [name, part] = field.split(".");
  const found = content[name] ?? "";
  if (typeof found === "string") return found;
  return found[part ?? "text"] || (part ? "" : `${found.op ?? ""}${found.value ?? ""}${found.unit ?? ""}`);
}

// A row on the page with this content, after the row with the key *after*.
export function insert(key, content, after) {
  if (rowAt(key) || !body()) return null;
  const markup = document.getElementById("new-row");
  if (!markup) return null;
  const row = markup.content.firstElementChild.cloneNode(true);
  row.dataset.key = key;
  for (const cell of row.querySelectorAll(".cell")) {
    cell.dataset.path = cell.dataset.path.replace("__key__", key);
    cell.value = value(content, cell.closest("td").dataset.field);
  }
  const place = after ? rowAt(after) : body().querySelector("tr.heading");
  if (place) place.after(row);
  else body().append(row);
  row.querySelectorAll(".cell").forEach(fit);
  markRepeated();
  return row;
}

export function remove(key) {
  rowAt(key)?.remove();
  markRepeated();
}

// A new row begins in the group of the row above it.
export function startingFrom(row) {
  const { level1, level2 } = row ? contentOf(row) : {};
  return Object.fromEntries(Object.entries({ level1, level2 }).filter(([, text]) => text));
}
