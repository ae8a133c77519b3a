"""The parts that both reports have, as their templates name them: indicators, findings, reasons."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from typing import Any

from jiheng.model import Severity, Status
from jiheng.standards import load
from jiheng.terms import label
from jiheng.writing.report.chart import Chart
from jiheng.writing.report.indicator_figures import Earned, by_level1, by_level2, by_name
from jiheng.writing.report.project import IndicatorLine, Project
from jiheng.writing.report.shown import number, percent, text
from jiheng.writing.report.troubles import Kind, kinds, reasons

MOST_ROWS = 50
"""So many rows a list of texts has in the report; how many more there are is said."""
FEW_EXAMPLES = 5
"""So many findings of one check the report on many projects lists."""


def work(projects: Sequence[Project]) -> dict[str, Any]:
    """评价工作开展情况: by which standards, and what the checks answered."""
    standards = Counter(project.card.standard for project in projects)
    answers = Counter(outcome.status for project in projects for outcome in project.outcomes)
    return {
        "评分办法": [
            {"编号": name, "名称": load(name).name, "项目数": str(count)} for name, count in standards.items()
        ],
        "校验": {"项次": str(answers.total()), **{label(status): str(answers[status]) for status in Status}},
    }


def indicators(projects: Sequence[Project]) -> dict[str, Any]:
    """指标分析: by level 1 and 2, what loses points most, what never loses any."""
    lines = [line for project in projects for line in project.indicators()]
    levels = by_level1(lines)
    losing, never = by_name(lines)
    unscored = sum(item.unscored for item in levels.values())
    return {
        "一级指标": [_earned(item) | {"名称": text(name)} for name, item in levels.items()],
        "二级指标": [
            _earned(item) | {"一级指标": text(level1), "名称": text(level2)}
            for (level1, level2), item in by_level2(lines).items()
        ],
        "失分指标": [_named(item) for item in losing[:MOST_ROWS]],
        "失分指标数": str(len(losing)),
        "其余失分指标数": _rest(losing),
        "未失分指标": [_named(item) for item in never[:MOST_ROWS]],
        "未失分指标数": str(len(never)),
        "其余未失分指标数": _rest(never),
        "指标备注": f"不含分值或得分未填、无法识别的{unscored}项指标" if unscored else "",
        "图_指标得分率": rates_chart(levels),
    }


def rates_chart(levels: Mapping[str, Earned]) -> Chart:
    """得分率 of every 一级指标."""
    rates = tuple(item.rate for item in levels.values())
    return Chart("各一级指标得分率", "%", tuple(map(text, levels)), rates, width=150)


def _earned(item: Earned) -> dict[str, str]:
    return {
        "指标数": str(len(item.lines)),
        "分值": number(item.points),
        "得分": number(item.score),
        "失分": number(item.lost),
        "得分率": percent(item.rate),
        "满分指标数": str(item.full),
        "失分指标数": str(item.short),
        "项目数": str(item.projects),
    }


def _named(item: Earned) -> dict[str, str]:
    first: IndicatorLine = item.lines[0]
    names = list(dict.fromkeys(line.project.name for line in item.lines))
    return {
        **_earned(item),
        "名称": text(first.name),
        "一级指标": text(first.level1),
        "二级指标": text(first.level2),
        "项目": text(names[0]) + (f"等{len(names)}个项目" if len(names) > 1 else ""),
    }


def troubles(projects: Sequence[Project], titles: Mapping[str, str], examples: int) -> dict[str, Any]:
    """存在的问题及原因: the findings by check, the lines that lost points, what the forms say themselves.

    *titles* are those of the checks by code; of each check *examples* findings are listed.
    """
    found = kinds(projects, titles)
    lost = reasons(projects)
    grave = [kind for kind in found if kind.severity is not Severity.HINT]
    return {
        "疑点类别": [_kind(kind) for kind in found],
        "疑点清单": [_listed(kind, examples) for kind in grave],
        "失分原因": [
            {
                "项目": text(reason.project.name),
                "指标": text(reason.name),
                "分值": number(reason.points),
                "得分": number(reason.score),
                "失分": number(reason.points - reason.score),
                "原因": text(reason.text) if reason.text else "",
            }
            for reason in lost[:MOST_ROWS]
        ],
        "失分项数": str(len(lost)),
        "未填原因项数": str(sum(not reason.text for reason in lost)),
        "其余失分项数": _rest(lost),
        "存在问题": _notes(projects, "problems", "overall_reason"),
        "改进措施": _notes(projects, "measures"),
    }


def _kind(kind: Kind) -> dict[str, str]:
    return {
        "编号": kind.code,
        "校验": text(kind.title),
        "级别": label(kind.severity),
        "处数": str(len(kind.found)),
        "项目数": str(kind.projects),
    }


def _listed(kind: Kind, most: int) -> dict[str, Any]:
    listed = [
        {
            "项目": text(item.project.name),
            "位置": text(item.cell),
            "疑点": text(item.finding.message),
            "办法": text(item.finding.fix),
            "依据": text(item.finding.source),
        }
        for item in kind.found[:most]
    ]
    rest = max(len(kind.found) - most, 0)
    return {**_kind(kind), "例": listed, "其余处数": str(rest) if rest else ""}


def _notes(projects: Sequence[Project], *terms: str) -> list[dict[str, str]]:
    return [
        {"项目": text(project.name), "内容": text(note)}
        for project in projects
        for term in terms
        for note in project.notes(term)
    ]


def _rest(items: Sequence[object]) -> str:
    """How many there are beyond those that are listed; ``""`` where none."""
    return str(len(items) - MOST_ROWS) if len(items) > MOST_ROWS else ""
