// A block copied from Excel or WPS: merged cells are spread, a row of headings tells which column is which.

const spread = new Set(["level1", "level2"]);

const clean = (text) => text.replace(/\u00a0/g, " ").replace(/[ \t]+\n/g, "\n").trim();

function fromMarkup(markup) {
  const table = new DOMParser().parseFromString(markup, "text/html").querySelector("table");
  if (!table) return null;
  const rows = [];
  const merged = [];
  [...table.rows].forEach((row, y) => {
    rows[y] ??= [];
    merged[y] ??= [];
    let x = 0;
    for (const cell of row.cells) {
      while (rows[y][x] !== undefined) x += 1;
      cell.querySelectorAll("br").forEach((line) => line.replaceWith("\n"));
      const text = clean(cell.textContent.replace(/\s*\n\s*/g, "\n"));
      for (let dy = 0; dy < cell.rowSpan; dy += 1) {
        for (let dx = 0; dx < cell.colSpan; dx += 1) {
          (rows[y + dy] ??= [])[x + dx] = dx === 0 ? text : "";
          (merged[y + dy] ??= [])[x + dx] = dy > 0;
        }
      }
      x += cell.colSpan;
    }
  });
  return rows.length ? { rows, merged } : null;
}

// Tab-separated text; a cell in quotes may hold line breaks.
function fromText(text) {
  const rows = [[]];
  let cell = "";
  let quoted = false;
  for (let n = 0; n < text.length; n += 1) {
    const sign = text[n];
    if (quoted) {
      if (sign === '"' && text[n + 1] === '"') n += 1;
      else if (sign === '"') quoted = false;
      if (sign !== '"' || quoted) cell += sign;
    } else if (sign === '"' && cell === "") quoted = true;
    else if (sign === "\t" || sign === "\n") {
      rows.at(-1).push(clean(cell));
      cell = "";
      if (sign === "\n") rows.push([]);
    } else if (sign !== "\r") cell += sign;
  }
  rows.at(-1).push(clean(cell));
  while (rows.length > 1 && rows.at(-1).every((item) => item === "")) rows.pop();
  return { rows, merged: [] };
}

// The copied block; null where it is plain text for one cell.
export function copied(clipboard) {
  const text = clipboard.getData("text/plain");
  const markup = clipboard.getData("text/html");
  const found = (markup && fromMarkup(markup)) || (/[\t\n]./.test(text.trimEnd()) ? fromText(text) : null);
  if (!found) return null;
  const single = found.rows.length === 1 && found.rows[0].length === 1;
  return single || (!markup && !text.includes("\t") && found.rows.length === 1) ? null : found;
}

const bare = (text) => text.replace(/[\s（）()：:]/g, "");

// The fields under which the columns of the block go, and where its data begin.
export function columnsFor(block, headings, first) {
  const names = new Map(headings.map(({ label, field }) => [bare(label), field]));
  const found = block.rows[0].map((text) => names.get(bare(text)));
  if (found.filter(Boolean).length >= 2) return { fields: found, skip: 1 };
  const fields = headings.map(({ field }) => field).slice(headings.findIndex(({ field }) => field === first));
  return { fields, skip: 0 };
}

// The text for a cell: merged levels repeat what stands above them, other merged cells stay blank.
export function textFor(block, y, x, field) {
  const text = block.rows[y][x] ?? "";
  if (block.merged[y]?.[x]) return spread.has(field) ? text : "";
  if (text === "" && spread.has(field) && y > 0) return null;
  return text;
}
