"""The contents of a 自评报告 by the names that its template uses."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from jiheng.model import Line, round_half_up
from jiheng.terms import notation
from jiheng.writing.report.parts import MOST_ROWS, indicators, troubles, work
from jiheng.writing.report.project import Project
from jiheng.writing.report.shown import number, percent, text, year
from jiheng.writing.report.sources import computations, marks, places

_TITLE = "项目支出绩效自评报告"
_FUNDING = {
    "年初预算数": "budget",
    "全年预算数": "adjusted",
    "全年执行数": "executed",
    "执行率": "rate",
    "分值": "points",
    "得分": "score",
}
_HEADER = {
    "项目名称": "project",
    "项目代码": "project_code",
    "主管部门": "department",
    "实施单位": "unit",
    "年度": "year",
    "项目类别": "category",
}
_NOTES = {
    "实施内容": "implementation",
    "项目期限": "project_period",
    "评价结论": "conclusion",
    "填报日期": "filled_on",
}


def contents(project: Project, titles: Mapping[str, str]) -> dict[str, Any]:
    """All that the template may name; what is not filled is ``""``, so that it can be asked for."""
    form, card = project.form, project.card
    return {
        **{name: _or_nothing(getattr(form.header, field)) for name, field in _HEADER.items()},
        **{name: "\n".join(map(text, project.notes(term))) for name, term in _NOTES.items()},
        "金额单位": text(form.fund_unit),
        "资金": [
            {"资金来源": text(row.label), **{k: text(getattr(row, field)) for k, field in _FUNDING.items()}}
            for row in form.funding
        ],
        "预期目标": _or_nothing(form.goals.expected),
        "实际完成情况": _or_nothing(form.goals.actual),
        **work([project]),
        "自评总分": _or_nothing(form.total.score),
        "评分等级": _or_nothing(form.grade),
        "重算得分": number(card.total),
        "重算等级": text(card.grade),
        "重算不全": "有指标未填得分，重新计算得分不完整" if card.partial else "",
        "重算不同": project.differs,
        "执行": _line(card.execution) | {"执行率": _rate(project)},
        "扣分": [
            {"分": number(item.points), "原因": text(item.why), "依据": text(item.clause)}
            for item in card.deductions
        ],
        **indicators([project]),
        "指标": [
            {
                "一级指标": text(line.level1),
                "二级指标": text(line.level2),
                "名称": text(line.name),
                "年度指标值": text(row.target.text),
                "实际完成值": text(row.actual),
                "分值": text(row.points),
                "得分": text(row.score),
                "重算得分": number(scored.score),
                "算式": text(scored.working or scored.rule),
            }
            for line, row, scored in zip(project.indicators(), form.indicators, card.indicators, strict=True)
        ],
        **troubles([project], titles, MOST_ROWS),
        "注": marks(many=False),
        "数据来源": computations(many=False),
        "来源位置": places([project]),
    }


def title(project: Project) -> str:
    """What the document is called."""
    header = project.form.header
    period = f"{year(header.year)}年度" if year(header.year) else ""
    return f"{header.project}{period}{_TITLE}"


def _rate(project: Project) -> str:
    rate = project.card.execution.rate
    return percent(None if rate is None else round_half_up(rate, 2))


def _line(line: Line) -> dict[str, str]:
    return {
        "分值": number(line.points),
        "得分": text(line.printed),
        "重算得分": number(line.score),
        "算式": text(line.working or line.rule),
        "依据": text(line.clause),
    }


def _or_nothing(printed: str) -> str:
    return "" if notation.is_empty(printed) else text(printed)
