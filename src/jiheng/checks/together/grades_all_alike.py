"""PRT952."""

from collections import defaultdict
from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import plain


@check(
    code="PRT952",
    title="一个单位的等级全部相同",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    message="{unit}的{count}张表评分等级全部为“{grade}”{spread}",
    fix="对照执行率和未完成的指标逐项复核，确认得分反映了项目之间的差别",
    clause="多表比对（复核经验，非法规）",
    parameters=("spread_from",),
    together=True,
)
def grades_all_alike(cases: tuple[Case, ...]) -> Iterator[Answer]:
    """All forms of one unit with the same grade."""
    units: dict[str, list[int]] = defaultdict(list)
    for index, case in enumerate(cases):
        units[plain(case.form.header.unit)].append(index)
    if all(len(members) < 2 for members in units.values()):
        yield NotApplicable("没有哪个单位有两张以上的表")
    for members in units.values():
        grades = {plain(cases[index].form.grade) for index in members}
        if len(members) < 2 or len(grades) > 1 or not all(grades):
            continue
        values = {
            "unit": cases[members[0]].form.header.unit,
            "count": len(members),
            "grade": grades.pop(),
            "spread": _spread(cases, members),
        }
        yield Hit("grade", values, form=members[0])


def _spread(cases: tuple[Case, ...], members: list[int]) -> str:
    totals = {cases[index].form.total.score for index in members}
    alike = len(members) >= cases[0].rules.spread_from.value and len(totals) == 1
    return "，总分也完全相同" if alike else ""
