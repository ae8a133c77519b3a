// The page of a form: typing, pasting, saving, and what stands beside it.

import { ask, Refused, SignedOut } from "./server.js";
import { blockOf, cellAt, fit, fitAll, isEditable, markRepeated, onKey, rowOf, show, textOf } from "./cells.js";
import { contentOf, insert, keyBefore, keyOf, lastRow, newKey, remove, rowAt, startingFrom } from "./rows.js";
import { columnsFor, copied, textFor } from "./paste.js";
import { element, goTo, showCell, showFindings, showRemarks, showScores } from "./panel.js";
import { Saver } from "./saving.js";
import { Undo } from "./undo.js";

const data = JSON.parse(document.getElementById("form-data").textContent);
const $ = (id) => document.getElementById(id);
const page = { judgement: data.judgement, remarks: data.remarks, approved: new Set(data.approved), here: "" };

const saver = new Saver(data, {
  state(kind, text) {
    const box = $("save-state");
    if (box) Object.assign(box, { textContent: text, className: `save-state ${kind}` });
  },
  cell(path, text) {
    show(path, text);
  },
  row(change) {
    if (!change.path.startsWith("indicators[")) return;
    const key = keyOf(change.path);
    if (change.new === null) remove(key);
    else insert(key, change.new, change.after ?? "");
    know();
  },
  judged(answer) {
    page.judgement = answer.judgement;
    $("version").textContent = answer.version;
    document.querySelectorAll("[data-code]").forEach((box) => { box.textContent = answer.code; });
    const version = document.querySelector('#step-form [name="version"]');
    if (version) version.value = answer.version;
    showRemoved(answer.removed ?? []);
    refresh();
  },
  conflicts: showConflicts,
  refused(edits, message, status) {
    notice(status === 422 ? message : `${message}。刚才填写的内容没有保存，仍在页面上，也存在本机；请刷新页面。`);
    for (const edit of edits) {
      if (status === 422 && edit.path.endsWith("]")) putBack(edit);
      else cellAt(edit.path)?.closest("td")?.classList.add("refused");
    }
  },
});

function know() {
  document.querySelectorAll(".cell[data-path]").forEach((cell) => saver.known(cell.dataset.path, textOf(cell)));
}

function notice(text, kind = "error") {
  const close = element("button", { type: "button", className: "link", text: "知道了", onclick: (event) => event.target.parentElement.remove() });
  $("notices").append(element("p", { className: `notice ${kind}` }, `${text} `, close));
}

// What was typed and can no longer be saved is shown until the person lets it go.
function tellKept(edits) {
  const texts = edits.filter((edit) => typeof edit.new === "string" && edit.new);
  const items = texts.map((edit) => element("li", { text: `${cellAt(edit.path)?.getAttribute("aria-label") ?? edit.path}：${edit.new}` }));
  const drop = element("button", { type: "button", className: "plain", text: "不再保留", onclick: () => { saver.forget(); $("notices").replaceChildren(); } });
  $("notices").append(element("div", { className: "notice error" }, element("p", { text: "以下内容填写后没有保存，而自评表现在不能修改：" }), element("ul", {}, ...items), drop));
}

function refresh() {
  showScores(page.judgement);
  showFindings(page.judgement, { correct: data.editable ? (path, text) => put([[path, text]]) : null });
  showRemarks(page.remarks, { resolve, add: writeRemark });
  if (page.here) here(page.here);
}

function here(path) {
  page.here = path;
  showCell(path, { ...page, editable: data.editable, actions: { adjust, history, remark: writeRemark, score: (at, text) => put([[at, text]]) } });
}

// ---- changing cells and rows

// The cell in which somebody stands, and what stood in it before.
let before = null;

const undo = new Undo(
  ({ path, from, to, after }) => {
    if (!path.endsWith("]")) return textOf(cellAt(path) ?? document.body) === from ? write(path, to) : notice("这一格已被别人改过，没有撤销", "warning");
    return to === null ? takeOut(keyOf(path)) : putIn(keyOf(path), to, after);
  },
  ({ past, future }) => {
    $("undo").disabled = !past.length;
    $("redo").disabled = !future.length;
  },
);

// What was done at once is one step back; the cell somebody stands in has not been typed into by it.
function done(group) {
  undo.add(group);
  const cell = before && cellAt(before.path);
  if (cell) before.text = textOf(cell);
}

function write(path, text) {
  show(path, text);
  saver.edit(path, text);
  cellAt(path)?.closest("td")?.classList.remove("refused");
}

function put(pairs) {
  const group = [];
  for (const [path, text] of pairs) {
    const cell = cellAt(path);
    if (!cell || !isEditable(cell) || textOf(cell) === text) continue;
    group.push({ path, from: textOf(cell), to: text });
    write(path, text);
  }
  markRepeated();
  done(group);
}

function putIn(key, content, after) {
  insert(key, content, after);
  saver.editRow(`indicators[${key}]`, null, content, after);
  know();
}

function takeOut(key) {
  const row = rowAt(key);
  if (!row) return;
  saver.editRow(`indicators[${key}]`, contentOf(row), null, keyBefore(row));
  remove(key);
}

// A row that could not be taken out or put in stands again as the server has it.
function putBack({ path, old, new: content, after }) {
  if (content === null) insert(keyOf(path), old, after);
  else remove(keyOf(path));
  know();
}

function addAfter(row) {
  const key = newKey();
  const after = row?.dataset.key ?? "";
  const content = startingFrom(row);
  putIn(key, content, after);
  undo.add([{ path: `indicators[${key}]`, from: null, to: content, after }]);
  return rowAt(key);
}

function removeRow(row) {
  const step = { path: `indicators[${row.dataset.key}]`, from: contentOf(row), to: null, after: keyBefore(row) };
  const next = row.nextElementSibling ?? row.previousElementSibling;
  takeOut(row.dataset.key);
  undo.add([step]);
  next?.querySelector(".cell")?.focus();
  if (!next?.dataset.key) $("add-row").focus();
}

function showRemoved(rows) {
  const box = $("removed");
  if (!box) return;
  const items = rows.map(({ path, row, name }) => {
    const back = () => {
      const after = lastRow()?.dataset.key ?? "";
      putIn(keyOf(path), row, after);
      undo.add([{ path, from: null, to: row, after }]);
    };
    return element("li", {}, `${name} `, element("button", { type: "button", className: "link", text: "恢复", onclick: back }));
  });
  box.hidden = !items.length;
  box.querySelector("ul").replaceChildren(...items);
}

// ---- pasting a block

function paste(event) {
  const cell = event.target;
  if (!isEditable(cell) || !cell.classList.contains("cell")) return;
  const block = copied(event.clipboardData);
  const name = blockOf(cell);
  if (!block || !(name === "indicators" || name === "funding")) return;
  event.preventDefault();
  const table = cell.closest("table");
  const headings = [...table.querySelectorAll("tr.heading [data-field]")].map((box) => ({ label: box.textContent, field: box.dataset.field }));
  const { fields, skip } = columnsFor(block, headings, cell.closest("td").dataset.field);
  fill(block, fields, skip, cell, name);
}

function fill(block, fields, skip, start, name) {
  const group = [];
  let row = rowOf(start);
  let refused = 0;
  const present = [...row.parentElement.querySelectorAll("tr[data-key]")];
  if (present.indexOf(row) + block.rows.length - skip > data.most_rows) {
    notice(`一份表最多${data.most_rows}行，这一块有${block.rows.length - skip}行，没有粘贴`);
    return;
  }
  for (let y = skip; y < block.rows.length; y += 1) {
    if (y > skip) {
      const next = row.nextElementSibling?.dataset.key ? row.nextElementSibling : null;
      if (!next && name !== "indicators") break;
      row = next ?? grown(row, group);
    }
    refused += fillRow(block, y, fields, row, group);
  }
  markRepeated();
  done(group);
  if (refused) notice(`${refused}格不能填写（来自批复或自动计算），没有改动`, "warning");
}

function grown(row, group) {
  const key = newKey();
  const content = startingFrom(row);
  putIn(key, content, row.dataset.key);
  group.push({ path: `indicators[${key}]`, from: null, to: content, after: row.dataset.key });
  return rowAt(key);
}

function fillRow(block, y, fields, row, group) {
  let refused = 0;
  fields.forEach((field, x) => {
    if (!field || x >= block.rows[y].length) return;
    const cell = row.querySelector(`td[data-field="${CSS.escape(field)}"] .cell`);
    const text = textFor(block, y, x, field);
    if (!cell || text === null || textOf(cell) === text) return;
    if (!isEditable(cell)) {
      refused += 1;
      return;
    }
    group.push({ path: cell.dataset.path, from: cell.value, to: text });
    write(cell.dataset.path, text);
  });
  return refused;
}

// ---- two people in one cell

function showConflicts(conflicts) {
  const list = conflicts.map(({ path, theirs, yours }) => {
    const box = element("section", {}, element("h3", { text: cellAt(path)?.getAttribute("aria-label") ?? "一行" }));
    if (typeof theirs !== "string" || typeof yours !== "string") {
      box.append(element("p", { text: "这一行刚刚被别人改过或删除，您的改动没有执行。" }));
      return box;
    }
    const choose = (text) => () => {
      show(path, text);
      if (text !== theirs) saver.edit(path, text);
      box.remove();
      if (!$("conflict-list").children.length) $("conflict").close();
    };
    box.append(element("div", { className: "both" },
      element("div", {}, element("p", { text: "别人已保存的" }), element("blockquote", { text: theirs || "（空）" }), element("button", { type: "button", className: "plain", text: "用别人的", onclick: choose(theirs) })),
      element("div", {}, element("p", { text: "您填写的" }), element("blockquote", { text: yours || "（空）" }), element("button", { type: "button", text: "用我的", onclick: choose(yours) }))));
    return box;
  });
  $("conflict-list").append(...list);
  if (list.every((box) => !box.querySelector("blockquote"))) {
    const close = element("button", { type: "button", text: "知道了", onclick: () => { $("conflict-list").replaceChildren(); $("conflict").close(); } });
    $("conflict-list").append(close);
  }
  if (!$("conflict").open) $("conflict").showModal();
}

// Nothing typed may vanish with the dialog: it stays until every cell is decided.
$("conflict").addEventListener("cancel", (event) => event.preventDefault());

// ---- remarks, history, adjustment, other standards

async function post(address, fields) {
  const form = new FormData();
  for (const [name, value] of Object.entries(fields)) form.append(name, value);
  try {
    page.remarks = (await ask(address, { form })).remarks;
    refresh();
  } catch (error) {
    notice(said(error));
  }
}

const said = (error) => (error instanceof Refused || error instanceof SignedOut ? error.message : "网络不通，请稍后再试");

// A box for a few words under *place*; sending them closes it.
function askWords(place, label, button, send) {
  const box = element("textarea", { rows: "2", maxlength: "1000", "aria-label": label });
  place.append(element("div", {}, box, element("button", { type: "button", text: button, onclick: () => send(box.value) })));
  box.focus();
}

const resolve = (id, place) => askWords(place, "答复", "答复并办结", (answer) => post(`/forms/${data.id}/remark/${id}/resolve/`, { answer }));

const writeRemark = (path) => askWords(path ? $("more") : $("remarks"), "审核意见", "写下意见", (text) => post(`/forms/${data.id}/remark/`, { path, text }));

async function history(path) {
  try {
    const { history: found } = await ask(`/forms/${data.id}/cell/?path=${encodeURIComponent(path)}`);
    const items = found.map((item) => element("li", { text: `${item.at} ${item.by}${item.auto ? "（自动）" : ""}：${item.from || "（空）"} → ${item.to || "（空）"}` }));
    $("more").replaceChildren(element("ul", {}, ...(items.length ? items : [element("li", { text: "没有改动过。" })])));
  } catch {
    notice("暂时查不到历史，请稍后再试");
  }
}

function adjust(path) {
  const dialog = $("adjust");
  const form = dialog.querySelector("form");
  form.reset();
  $("adjust-cell").textContent = `${cellAt(path).getAttribute("aria-label")}：现为“${textOf(cellAt(path))}”`;
  form.new.value = textOf(cellAt(path));
  dialog.returnValue = "";
  dialog.showModal();
  dialog.onclose = async () => {
    if (dialog.returnValue !== "ok") return;
    const edits = [{ path, old: textOf(cellAt(path)), new: form.new.value }];
    const body = { version: saver.version, document_number: form.document_number.value, reason: form.reason.value, edits };
    try {
      await saver.settle();
      saver.receive(await ask(`/forms/${data.id}/adjustment/`, { body }));
      notice("目标已调整，文号和理由记入历史", "done");
    } catch (error) {
      notice(said(error));
    }
  };
}

document.querySelector("#other-standards").closest("details").addEventListener("toggle", async (event) => {
  if (!event.target.open) return;
  await saver.settle();
  const { standards } = await ask(`/forms/${data.id}/standards/`).catch((error) => {
    notice(said(error));
    return { standards: [] };
  });
  const items = standards.map((item) => element("li", { text: `${item.name}：${item.total ? `${item.total} ${item.grade}` : "未填完，不能计算"}${item.own ? "（本任务）" : ""}` }));
  $("other-standards").replaceChildren(element("ul", {}, ...items));
});

// ---- the page's events

document.addEventListener("focusin", ({ target }) => {
  if (!target.classList?.contains("cell") || !target.dataset.path) return;
  before = isEditable(target) ? { path: target.dataset.path, text: target.value } : null;
  here(target.dataset.path);
});

document.addEventListener("focusout", ({ target }) => endTyping(target));

// A click into a number takes the whole number, as in a workbook; the next click sets the place.
let entered = null;
document.addEventListener("mousedown", ({ target }) => { entered = document.activeElement === target ? null : target; });
document.addEventListener("click", ({ target }) => {
  if (target === entered && isEditable(target) && target.classList.contains("number")) target.select();
});

function endTyping(target) {
  if (!before || target.dataset?.path !== before.path) return;
  if (target.value !== before.text) undo.add([{ path: before.path, from: before.text, to: target.value }]);
  before = { path: before.path, text: target.value };
}

if (data.editable) {
  document.addEventListener("input", ({ target }) => {
    if (!isEditable(target) || !target.dataset.path) return;
    fit(target);
    saver.edit(target.dataset.path, target.value);
    if (/\.level[12]$/.test(target.dataset.path)) markRepeated();
  });
  document.addEventListener("keydown", (event) => {
    onKey(event);
    const key = event.key.toLowerCase();
    if (!(event.ctrlKey || event.metaKey) || event.altKey || !(key === "z" || key === "y")) return;
    if (event.target.matches?.("textarea:not(.cell), input")) return;
    event.preventDefault();
    endTyping(event.target);
    if (key === "y" || event.shiftKey) undo.redo();
    else undo.undo();
    if (before) before.text = event.target.value;
  });
  document.addEventListener("paste", paste);
  document.addEventListener("click", ({ target }) => {
    if (target.matches(".row-add")) addAfter(rowOf(target)).querySelector('td[data-field="level3"] .cell')?.focus();
    if (target.matches(".row-remove")) removeRow(rowOf(target));
  });
  $("add-row").addEventListener("click", () => {
    addAfter(lastRow())?.querySelector('td[data-field="level3"] .cell')?.focus();
  });
  $("undo").addEventListener("click", () => undo.undo());
  $("redo").addEventListener("click", () => undo.redo());
  $("fund-unit").addEventListener("change", async ({ target }) => {
    await saver.settle();
    try {
      await ask(`/forms/${data.id}/fund-unit/`, { body: { version: saver.version, unit: target.value } });
      location.reload();
    } catch (error) {
      notice(said(error));
    }
  });
}

// A step that needs words asks for them here; words of a step that was not taken are still there afterwards.
const remarkBox = document.querySelector('#step-form [name="remark"]');
const remarkStore = `jiheng-remark-${data.id}-${data.state}`;
if (remarkBox) {
  remarkBox.value ||= sessionStorage.getItem(remarkStore) ?? "";
  remarkBox.addEventListener("input", () => sessionStorage.setItem(remarkStore, remarkBox.value));
  remarkBox.form.addEventListener("click", ({ target }) => {
    if (target.matches("button[formaction]")) remarkBox.required = "remark" in target.dataset;
  });
}

// A step is taken with what stands on the screen: everything typed is saved first.
document.getElementById("step-form")?.addEventListener("submit", async (event) => {
  if (!saver.isBusy) return;
  event.preventDefault();
  const { target: form, submitter } = event;
  if (await saver.settle()) form.requestSubmit(submitter);
  else notice("刚才填写的内容还没有保存，请稍候再办理");
});

// Somebody may have begun to write before this script was there.
const early = data.editable ? [...document.querySelectorAll("textarea.cell[data-path]")].filter((cell) => cell.value !== cell.defaultValue) : [];
early.forEach((cell) => saver.known(cell.dataset.path, cell.defaultValue));
know();
showRemoved(data.removed);
const kept = saver.takeUp();
if (kept.length && !data.editable) tellKept(kept);
for (const edit of data.editable ? kept : []) {
  if (typeof edit.new === "string") show(edit.path, edit.new);
  else if (edit.new === null) remove(keyOf(edit.path));
  else insert(keyOf(edit.path), edit.new, edit.after ?? "");
}
early.forEach((cell) => saver.edit(cell.dataset.path, cell.value));
fitAll();
markRepeated();
refresh();
setInterval(() => saver.listen(), 10000);
if (location.hash) goTo(decodeURIComponent(location.hash.slice(1)));
