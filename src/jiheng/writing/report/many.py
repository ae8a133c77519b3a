"""The contents of a 汇总分析报告 by the names that its template uses."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping, Sequence
from decimal import Decimal
from typing import Any

from jiheng.model import Header, Outcome
from jiheng.writing.distribution import Group, by_grade, by_rate
from jiheng.writing.report.chart import Chart
from jiheng.writing.report.parts import FEW_EXAMPLES, indicators, troubles, work
from jiheng.writing.report.project import Project
from jiheng.writing.report.score_figures import Scores, scores
from jiheng.writing.report.shown import amounts, joined, number, part, percent, text, units, year
from jiheng.writing.report.sources import computations, marks, places
from jiheng.writing.summary_figures import AMOUNTS, Sum, summed

_ADJUSTED, _EXECUTED = AMOUNTS.index("adjusted"), AMOUNTS.index("executed")
_TITLE = "项目支出绩效自评汇总分析报告"


def contents(
    projects: Sequence[Project], titles: Mapping[str, str], together: Sequence[Outcome]
) -> dict[str, Any]:
    """All that the template may name; *together* are the outcomes of the checks across projects."""
    total = summed([project.line for project in projects])
    return {
        **_subject(projects),
        **_sum(total),
        "项目数": str(len(projects)),
        "部门情况": _offices(projects, lambda header: (header.department, "")),
        "单位情况": _offices(projects, lambda header: (header.department, header.unit)),
        **work(projects),
        **_spread(projects, total),
        "得分": _scores(projects),
        "重算不同": _differing(projects),
        **indicators(projects),
        **troubles(projects, titles, FEW_EXAMPLES),
        "项目之间": _together(together),
        "汇总表": _summary(projects),
        "注": marks(many=True),
        "数据来源": computations(many=True),
        "来源位置": places(projects),
    }


def title(projects: Sequence[Project]) -> str:
    """What the document is called."""
    subject = _subject(projects)
    period = f"{subject['年度']}年度" if subject["年度"] else ""
    return f"{subject['报告单位']}{period}{_TITLE}"


def _subject(projects: Sequence[Project]) -> dict[str, str]:
    """Whose report it is: the one unit's, else the one department's; ``""`` where there are several."""
    headers = [project.form.header for project in projects]
    names = list(units(h.unit for h in headers)), list(units(h.department for h in headers))
    years = sorted(units(year(h.year) for h in headers))
    all_named = [all(h.unit for h in headers), all(h.department for h in headers)]
    alone = (found[0] for found, named in zip(names, all_named, strict=True) if len(found) == 1 and named)
    return {
        "报告单位": next(alone, ""),
        "年度": "、".join(years),
        "单位数": str(len(names[0])),
        "部门数": str(len(names[1])),
    }


def _sum(total: Sum) -> dict[str, str]:
    return {
        **amounts(total),
        "执行率": percent(total.rate),
        "执行率数": number(total.rate),
        "备注": joined(total.remarks),
    }


def _offices(
    projects: Sequence[Project], office: Callable[[Header], tuple[str, str]]
) -> list[dict[str, str]]:
    found: dict[tuple[str, str], list[Project]] = {}
    for project in projects:
        found.setdefault(office(project.form.header), []).append(project)
    return [
        {
            "部门": text(department),
            "单位": text(unit),
            "项目数": str(len(members)),
            **_sum(summed([project.line for project in members])),
            "平均分": number(scores(members).simple),
        }
        for (department, unit), members in found.items()
    ]


def _spread(projects: Sequence[Project], total: Sum) -> dict[str, Any]:
    lines = [project.line for project in projects]
    grades, rates = by_grade(lines), by_rate(lines)
    budgets = [group.total.amounts[_ADJUSTED] for group in grades]
    return {
        "等级分布": [_group(group, total, len(lines)) for group in grades],
        "执行率分布": [_group(group, total, len(lines)) for group in rates],
        "图_等级项目数": _chart("各评分等级项目数", "个", grades, _counts(grades)),
        "图_等级金额": _chart("各评分等级全年预算数", "万元", grades, budgets),
        "图_执行率": _chart("各执行率档次项目数", "个", rates, _counts(rates), width=150),
    }


def _counts(groups: Sequence[Group]) -> list[Decimal]:
    return [Decimal(len(group.lines)) for group in groups]


def _group(group: Group, total: Sum, count: int) -> dict[str, str]:
    budget, executed = group.total.amounts[_ADJUSTED], group.total.amounts[_EXECUTED]
    whole = None not in (budget, executed) and not group.total.remarks
    return {
        "名称": text(group.name),
        "项目数": str(len(group.lines)),
        "项目占比": part(len(group.lines), count),
        **_sum(group.total),
        "预算占比": part(budget, total.amounts[_ADJUSTED]),
        "未执行数": number((budget or 0) - (executed or 0) if whole else None),
    }


def _chart(
    name: str, unit: str, groups: Sequence[Group], values: Iterable[Decimal | None], width: int = 75
) -> Chart:
    return Chart(name, unit, tuple(text(group.name) for group in groups), tuple(values), width)


def _scores(projects: Sequence[Project]) -> dict[str, str]:
    found = scores(projects)
    return {
        "计分项目数": str(found.count),
        "简单平均": number(found.simple),
        "加权平均": number(found.weighted),
        "加权项目数": str(found.weighed),
        "中位数": number(found.median),
        "最高": number(found.highest),
        "最低": number(found.lowest),
        "备注": joined(_left_out(found)),
    }


def _left_out(found: Scores) -> Iterable[str]:
    if found.unread:
        yield f"不含总分未填或无法识别的{found.unread}个项目"
    if found.other_scale:
        yield f"不含满分不是100分的{found.other_scale}个项目"
    if found.weighed < found.count:
        yield f"加权平均不含全年预算数为零、未填或无法识别的{found.count - found.weighed}个项目"


def _differing(projects: Sequence[Project]) -> dict[str, str]:
    compared = sum(isinstance(p.line.score, Decimal) and not p.card.partial for p in projects)
    return {"项目数": str(sum(p.differs for p in projects)), "比较项目数": str(compared)}


def _together(outcomes: Sequence[Outcome]) -> list[dict[str, str]]:
    return [
        {"编号": finding.code, "疑点": text(finding.message), "办法": text(finding.fix)}
        for outcome in outcomes
        for finding in outcome.findings
    ]


def _summary(projects: Sequence[Project]) -> list[dict[str, str]]:
    return [
        {
            "序号": str(project.number),
            "部门": text(project.form.header.department),
            "单位": text(project.line.unit),
            "项目": text(project.name),
            **amounts(project.line),
            "执行率": number(project.line.rate),
            "得分": number(project.line.score),
            "重算得分": number(project.line.recomputed),
            "等级": text(project.line.grade),
            "备注": joined(project.line.remarks),
        }
        for project in projects
    ]
