// What stands beside the table: points, scores with their reasons, findings, remarks. Text only, never markup.

import { cellAt, isEditable } from "./cells.js";

const $ = (id) => document.getElementById(id);

export function element(tag, { text, className, ...attributes } = {}, ...children) {
  const made = document.createElement(tag);
  if (text !== undefined) made.textContent = text;
  if (className) made.className = className;
  for (const [name, value] of Object.entries(attributes)) {
    if (name.startsWith("on")) made.addEventListener(name.slice(2), value);
    else made.setAttribute(name, value);
  }
  made.append(...children.filter(Boolean));
  return made;
}

export function goTo(path) {
  const cell = cellAt(path) ?? document.querySelector(`.cell[data-path^="${CSS.escape(path)}"]`);
  if (!cell) return;
  cell.scrollIntoView({ block: "center" });
  cell.focus();
}

export function showScores(judgement) {
  $("total").textContent = judgement.total || `${judgement.earned}（未填完）`;
  const all = judgement.findings.flatMap((group) => [group, ...group.others]);
  const wrong = all.some((item) => item.severity === "error" && !item.blank);
  $("grade").textContent = judgement.total && !wrong ? judgement.grade : "";
  $("self-total").textContent = judgement.total || "—";
  showPoints(judgement.points);
  for (const [path, line] of Object.entries(judgement.lines)) {
    const box = cellAt(path)?.closest("td");
    box?.classList.toggle("differs", line.differs);
  }
}

function showPoints(points) {
  const missing = Number(points.missing);
  const bar = element("div", { className: "bar", "aria-hidden": "true" });
  for (const block of points.blocks) {
    const part = element("span", { title: `${block.name} ${block.points}分` });
    part.style.flexGrow = Number(block.points);
    bar.append(part);
  }
  if (missing > 0) {
    const part = element("span", { className: "missing" });
    part.style.flexGrow = missing;
    bar.append(part);
  }
  const say = missing > 0 ? `，还差${points.missing}分` : missing < 0 ? `，超出${points.missing.slice(1)}分` : "";
  const names = `分值构成：${points.blocks.map((block) => `${block.name}${block.points}`).join("、")}`;
  const sum = element("p", { text: `分值合计${points.sum} / ${points.full}${say}` });
  if (missing) sum.className = "error-text";
  $("points").replaceChildren(sum, bar, element("p", { className: "muted", text: names }));
}

export function showFindings(judgement, { correct }) {
  const all = judgement.findings.flatMap((group) => [group, ...group.others]);
  const blanks = correct ? all.filter(isBlank) : [];
  const groups = judgement.findings.filter((group) => !blanks.includes(group));
  const count = (severity) => all.filter((item) => item.severity === severity && !blanks.includes(item)).length;
  $("counts").textContent = `强制${count("error")} 提示${count("warning")} 参考${count("hint")}`;
  const list = element("ul");
  if (blanks.length) list.append(toFill(blanks));
  for (const group of groups) list.append(found(group, correct));
  if (!all.length) list.append(element("li", { text: "没有疑点。" }));
  $("findings").replaceChildren(list);
  document.querySelectorAll("td.found").forEach((box) => box.classList.remove("found", "warning", "error"));
  for (const item of all.filter((other) => !blanks.includes(other)).reverse()) {
    const box = cellAt(item.path)?.closest("td");
    if (!box) continue;
    box.classList.remove("hint", "warning", "error");
    box.classList.add("found", item.severity);
  }
}

// Nothing is wrong with a form that somebody is still filling in: what is blank is told in one line.
const isBlank = (item) => item.blank;

function toFill(blanks) {
  const list = element("ul");
  for (const item of blanks) list.append(element("li", {}, element("button", { className: "link", type: "button", text: item.message, onclick: () => goTo(item.path) })));
  return element("li", { className: "finding" }, element("details", {}, element("summary", { text: `还有${blanks.length}处没有填写` }), list));
}

function found(group, correct) {
  const item = element("li", { className: `finding ${group.severity}` });
  item.append(
    element("span", { className: "kind", text: `${group.severity_name} ` }),
    element("button", { className: "link", type: "button", text: group.message, onclick: () => goTo(group.path) }),
  );
  const more = element("details", {}, element("summary", { text: group.others.length ? `怎么办；由此引出的${group.others.length}项` : "怎么办" }));
  more.append(element("p", { text: group.fix }), element("p", { className: "muted", text: `${group.code}　依据：${group.source}` }));
  if (group.correction && correct) {
    more.append(element("button", { type: "button", className: "plain", text: `改为“${group.correction}”`, onclick: () => correct(group.path, group.correction) }));
  }
  if (correct) more.append(...[group, ...group.others].map((one) => sentence(one, correct)).filter(Boolean));
  for (const other of group.others.filter((item) => !correct || !isBlank(item))) {
    more.append(element("p", {}, element("button", { className: "link", type: "button", text: other.message, onclick: () => goTo(other.path) })));
  }
  item.append(more);
  return item;
}

// The beginning of a reason, to be ended by the person: at its colon.
function sentence({ sentence: draft }, correct) {
  if (!draft || !cellAt(draft.path)) return null;
  const write = () => {
    correct(draft.path, draft.text);
    goTo(draft.path);
    const place = draft.text.indexOf("：", draft.text.lastIndexOf("原因是")) + 1 || draft.text.length;
    cellAt(draft.path).setSelectionRange(place, place);
  };
  return element("p", {}, element("button", { type: "button", className: "plain", text: `写入原因栏：${draft.text}`, onclick: write }));
}

// Everything that is known of the cell in which somebody stands.
export function showCell(path, { judgement, remarks, approved, editable, actions }) {
  const box = $("line");
  const cell = cellAt(path);
  if (!cell) return;
  const parts = [element("h2", { text: cell.getAttribute("aria-label") })];
  const line = judgement.lines[scorePath(path)];
  if (line) parts.push(...explained(line, scorePath(path), editable, actions));
  const here = judgement.findings.flatMap((group) => [group, ...group.others]).filter((item) => item.path === path);
  for (const item of here) {
    parts.push(element("p", { className: `finding ${item.severity}` }, element("span", { className: "kind", text: `${item.severity_name} ` }), `${item.message}。怎么办：${item.fix}`));
  }
  if (approved.has(path)) {
    parts.push(element("p", { className: "muted", text: "此处来自批复，不能直接修改。" }));
    if (editable) parts.push(element("button", { type: "button", className: "plain", text: "目标调整", onclick: () => actions.adjust(path) }));
  }
  for (const remark of remarks.filter((item) => item.path === path && !item.resolved)) {
    parts.push(element("p", { className: "finding", text: `${remark.by}：${remark.text}` }));
  }
  if (isEditable(cell) || editable === false) {
    parts.push(element("div", { className: "actions" },
      element("button", { type: "button", className: "link", text: "这一格的历史", onclick: () => actions.history(path) }),
      element("button", { type: "button", className: "link", text: "写意见", onclick: () => actions.remark(path) })));
  }
  parts.push(element("div", { id: "more" }));
  box.replaceChildren(...parts);
}

const scorePath = (path) => (/^(indicators|funding)\[/.test(path) ? `${path.slice(0, path.indexOf("]") + 1)}.score` : path);

function explained(line, path, editable, actions) {
  const parts = [];
  if (line.score !== null) parts.push(element("p", {}, element("b", { text: `${line.score}分` }), `（分值${line.points ?? "未填"}）`));
  parts.push(element("p", { text: line.rule }));
  if (line.differs) {
    parts.push(element("p", { className: "finding warning", text: "填报的得分与按评分办法计算的不同，以填报的为准。" }));
    if (editable) parts.push(element("button", { type: "button", className: "plain", text: "按评分办法计算", onclick: () => actions.score(path, "") }));
  }
  parts.push(element("details", { open: "" }, element("summary", { text: "怎样算出来的" }), element("p", { text: line.working }), element("p", { className: "muted", text: `依据：${line.clause}` })));
  if (editable && line.tiers.length) {
    const tiers = element("div", { className: "tiers" });
    for (const tier of line.tiers) {
      tiers.append(element("button", { type: "button", text: `${tier.name}（${tier.band}）`, onclick: () => actions.score(path, tier.score) }));
    }
    parts.push(element("p", { className: "muted", text: "定性指标选择档次，分数可在档内修改：" }), tiers);
  }
  return parts;
}

export function showRemarks(remarks, { resolve, add }) {
  const list = element("ul");
  for (const remark of remarks) {
    const item = element("li", { className: "finding" });
    item.append(element("button", { type: "button", className: "link", text: `${remark.cell}：${remark.text}`, onclick: () => goTo(remark.path) }), element("span", { className: "muted", text: ` ${remark.by}` }));
    if (remark.resolved) item.append(element("p", { className: "muted", text: `已处理（${remark.resolved}）${remark.answer ? `：${remark.answer}` : ""}` }));
    else item.append(element("p", {}, element("button", { type: "button", className: "plain", text: "已处理", onclick: (event) => { event.target.remove(); resolve(remark.id, item); } })));
    list.append(item);
  }
  if (!remarks.length) list.append(element("li", { className: "muted", text: "没有意见。" }));
  $("remarks").replaceChildren(list, element("button", { type: "button", className: "plain", text: "对整表写意见", onclick: () => add("") }));
  document.querySelectorAll("td.remarked").forEach((box) => box.classList.remove("remarked"));
  for (const remark of remarks.filter((item) => !item.resolved)) cellAt(remark.path)?.closest("td")?.classList.add("remarked");
}
