"""Write the generated documentation: the catalogue of checks, the standards, the glossary, the workflow.

``python tools/generate_docs.py`` writes; ``--check`` only compares and fails when something is stale.
"""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from pathlib import Path

from jiheng.checks import Check, Fixable, Stage, catalogue, page, sources
from jiheng.model import Severity
from jiheng.standards import load, standard_ids, words
from jiheng.terms import glossary, label
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.review.transitions import TRANSITIONS, Transition

DOCS = Path(__file__).parent.parent / "docs"
NOTICE = "<!-- 由 make gen 生成，请勿手改 -->\n\n"
_FIXES = {Fixable.SAFE: "可由其他栏目推出（--fix）", Fixable.PERSON: "须由人改", Fixable.NONE: "表内不能改"}
_KINDS = {
    "field": "栏目", "block": "区块", "funding_row": "资金行", "level1": "一级指标", "level2": "二级指标",
    "tier": "定性结果", "operator": "方向", "summary": "汇总表栏目", "open_data": "开放数据栏目",
    "grade": "等级", "title": "表名", "mark": "记号", "severity": "校验级别", "status": "校验结论",
}  # fmt: skip


def pages() -> Iterator[tuple[str, str]]:
    """Path below docs/, and content."""
    yield "checks/README.md", _catalogue()
    for item in catalogue().values():
        yield f"checks/{item.code}.md", _check(item)
    yield "standards/README.md", _standards()
    for standard_id in standard_ids():
        yield f"standards/{standard_id}.md", _standard(standard_id)
    yield "glossary.md", _glossary()
    yield "workflow.md", _workflow()


def _table(headings: tuple[str, ...], rows: Iterable[tuple[str, ...]]) -> str:
    lines = [f"| {' | '.join(headings)} |", f"|{' --- |' * len(headings)}"]
    lines += [f"| {' | '.join(cell.replace('|', chr(92) + '|') for cell in row)} |" for row in rows]
    return "\n".join(lines) + "\n"


def _catalogue() -> str:
    rows = (
        (f"[{c.code}]({c.code}.md)", label(c.severity), c.title, _FIXES[c.fixable])
        for c in catalogue().values()
    )
    counts = "，".join(
        f"{label(level)}{sum(c.severity is level for c in catalogue().values())}项" for level in Severity
    )
    text = _table(("编号", "级别", "查什么", "更正"), rows)
    return f"# 校验目录\n\n共{len(catalogue())}项：{counts}。\n\n{text}"


def _check(item: Check) -> str:
    facts = {
        "级别": label(item.severity),
        "更正": _FIXES[item.fixable],
        **({"拦截": "只在公开前拦截，不妨碍填报和上报"} if item.blocks is Stage.PUBLICATION else {}),
        "提示": item.message,
        "怎么办": item.fix,
        **{f"依据（{'、'.join(ids)}）": cited for cited, ids in sources(item).items()},
    }
    return f"{page(item).rstrip()}\n\n## 提示与依据\n\n{_table(('项目', '内容'), facts.items())}"


def _standards() -> str:
    rows = ((f"[{s.id}]({s.id}.md)", s.name, s.region, s.about) for s in map(load, standard_ids()))
    return f"# 评分办法\n\n{_table(('编号', '名称', '地区', '说明'), rows)}"


def _standard(standard_id: str) -> str:
    standard = load(standard_id)
    chain = " ← ".join(standard.chain)
    facts = f"继承：{chain}。版式：{standard.layout.id}。"
    head = f"# {standard.id} {standard.name}\n\n{standard.about}\n\n{facts}\n"
    return f"{head}\n{_table(words.HEADINGS, words.table(standard))}"


def _glossary() -> str:
    rows = (
        (t.label, f"`{t.id}`", _KINDS[t.kind], "、".join(t.aliases) or "—", t.meaning)
        for t in glossary().values()
    )
    return f"# 术语表\n\n{_table(('术语', '英文名', '类别', '其他叫法', '含义'), rows)}"


def _workflow() -> str:
    """Who takes which step, from the one table that drives the pages."""
    steps = (
        (
            step.label,
            step.source.label,
            step.to.label,
            "、".join(role.label for role in step.roles),
            "；".join(_conditions(step)),
        )
        for step in TRANSITIONS
    )
    arrows = (f"    {step.source} --> {step.to}: {step.label}" for step in TRANSITIONS)
    names = (f'    state "{state.label}" as {state.value}' for state in State)
    diagram = "\n".join(("```mermaid", "stateDiagram-v2", *names, "    [*] --> draft", *arrows, "```"))
    return (
        "# 审核流程\n\n财政业务科室审核、绩效科备案两个环节由自评任务设定，没有启用的环节直接跳过。\n\n"
        f"{_table(('办理', '从', '到', '岗位', '条件'), steps)}\n{diagram}\n"
    )


def _conditions(step: Transition) -> Iterator[str]:
    if step.judged:
        yield "强制校验全部通过，提示性校验须说明"
    if step.remark:
        yield "须写明理由"
    if step.second_person:
        yield "须由另一人办理"


def main(arguments: list[str]) -> int:
    """Write all pages, or with --check say which are stale; pages of checks that are gone are removed."""
    wanted = {DOCS / path: NOTICE + text for path, text in pages()}
    present = {*DOCS.glob("checks/*.md"), *DOCS.glob("standards/*.md")}
    stale = sorted(path for path in wanted if not path.exists() or path.read_text("utf-8") != wanted[path])
    gone = sorted(present - wanted.keys())
    if "--check" in arguments:
        for path in (*stale, *gone):
            print(f"stale: {path.relative_to(DOCS)}")
        return bool(stale or gone)
    for path in gone:
        path.unlink()
    for path in stale:
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_text(wanted[path], "utf-8")
    print(f"{len(wanted)} pages, {len(stale)} written, {len(gone)} removed")
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
