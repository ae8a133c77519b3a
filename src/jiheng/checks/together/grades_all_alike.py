"""PRT952."""

from collections import defaultdict
from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import label, notation, plain


@check(
    code="PRT952",
    title="一个单位的等级全部相同",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    message="{unit}的{count}张表{alike}",
    fix="对照执行率和未完成的指标逐项复核，确认得分反映了项目之间的差别",
    clause="多表比对（复核经验，非法规）",
    parameters=("spread_from", "score_spread"),
    together=True,
)
def grades_all_alike(cases: tuple[Case, ...]) -> Iterator[Answer]:
    """All forms of one unit with the same grade, or many of them with next to the same total."""
    units: dict[str, list[int]] = defaultdict(list)
    for index, case in enumerate(cases):
        unit = case.form.header.unit
        units["" if notation.is_empty(unit) else plain(unit)].append(index)
    several = {unit: places for unit, places in units.items() if len(places) > 1}
    if not several:
        yield NotApplicable("没有哪个单位有两张以上的表")
    for unit, places in several.items():
        members = [cases[index] for index in places]
        grades = {case.grade for case in members}
        graded = f"评分等级全部为“{members[0].form.grade}”" if len(grades) == 1 and all(grades) else ""
        alike = [part for part in (graded, _without_spread(members)) if part]
        if not unit:
            yield MissingInput(label("unit"))
        elif alike:
            values = {"unit": cases[places[0]].form.header.unit, "count": len(places)}
            path = "grade" if graded else "total.score"
            yield Hit(path, {**values, "alike": "，".join(alike)}, form=places[0])
        elif len(grades - {""}) < 2:
            yield MissingInput(label("grade"))
        elif _are_many(members) and any(case.figures.total_score is None for case in members):
            yield MissingInput(label("total"))


def _are_many(members: list[Case]) -> bool:
    return len(members) >= members[0].rules.spread_from.value


def _without_spread(members: list[Case]) -> str:
    """The narrow range of the totals in words; nothing for few forms, a wide range or a total not printed."""
    totals = [case.figures.total_score.value for case in members if case.figures.total_score is not None]
    if not _are_many(members) or len(totals) < len(members):
        return ""
    low, high, least = min(totals), max(totals), members[0].rules.score_spread.value
    return f"总分最低{low:f}、最高{high:f}，相差不到{least:f}分" if high - low < least else ""
