"""The empty lists that are handed out: what a column is called, and two examples."""

from __future__ import annotations

from jiheng.terms import label, term
from jiheng.web.apps.imports.models import Kind
from jiheng.web.apps.tasks.models import Task
from jiheng.writing.import_template import template

_MONEY = "（万元）"
_TARGETS = (
    "unit_code", "unit", "project_code", "project", "year", "budget", "expected", "level1", "level2",
    "level3", "target", "points",
)  # fmt: skip
_EXECUTION = (
    "unit_code", "unit", "project_code", "project", "year", "funding_row", "budget", "adjusted", "executed"
)  # fmt: skip
_NOTES = {
    Kind.TARGETS: (
        "一行一个三级指标；同一项目的单位、项目、预算、总体目标写在第一行即可，下面空着表示同上。",
        "一级、二级指标与上一行相同的可以空着，也可以合并单元格。",
        "单位代码、项目代码请保持文本格式，前面的0不要丢。",
        "各指标分值合计应为满分减去预算执行率的分值（一般是90分）；没有批复分值的整列空着，由单位填写。",
        "年度指标值写方向、数值和单位，例如“≥50次”“≤80万元”；定性的直接写文字。",
        "没有批复预算的，年初预算数一列可以空着。",
    ),
    Kind.EXECUTION: (
        "一行一个项目，资金来源空着表示年度资金总额；分来源填写的，一行一个来源。",
        "只写了各来源的，年度资金总额按各来源相加。",
        "单位代码、项目代码请保持文本格式，前面的0不要丢。",
        "金额单位写在标题行里，整份清单只能用一种单位。",
    ),
}


def empty_list(kind: Kind, task: Task | None) -> bytes:
    """The template of a kind as a workbook, with the year of *task* in its examples."""
    names = _TARGETS if kind is Kind.TARGETS else _EXECUTION
    header = [label(name) + (_MONEY if term(name).unit == "万元" else "") for name in names]
    year = str(task.year) if task is not None else ""
    return template(kind.label, header, _examples(kind, year), _NOTES[kind])


def _examples(kind: Kind, year: str) -> list[list[str]]:
    head = ["示例001", "示例单位", "示例XM0001", "示例项目（请删去示例行）", year]
    if kind is Kind.TARGETS:
        goals = "完成年度协作任务，服务对象满意。"
        first = [label("output"), label("quantity"), "走访企业次数", "≥50次", "60"]
        second = [label("satisfaction"), label("beneficiary_satisfaction"), "企业满意度", "≥90%", "30"]
        return [[*head, "100.00", goals, *first], [*[""] * 7, *second]]
    return [
        [*head, label("year_appropriation"), "90.00", "85.00", "80.00"],
        [*[""] * 5, label("carried_over"), "10.00", "10.00", "10.00"],
    ]
