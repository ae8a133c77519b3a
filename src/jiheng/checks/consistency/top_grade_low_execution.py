"""LOG802."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, round_half_up
from jiheng.terms import find, label


@check(
    code="LOG802",
    title="执行率低而评为最高等级",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding.executed",),
    parameters=("low_execution", "grades"),
    message="评分等级为“{grade}”，预算执行率只有{rate}%，低于{limit}%",
    fix="复核没有执行的部分对应的工作是否完成、各项得分是否有依据；等级无误的，在自评报告中说明理由",
    clause="low_execution",
    cause="low_execution",
)
def top_grade_low_execution(case: Case) -> Iterator[Answer]:
    """The best grade for a project that spent little of its money."""
    rate, limit = case.scorecard.execution.rate, case.rules.low_execution.value
    highest = case.rules.grades.value[0].name
    best = find(highest, "grade")
    if rate is None:
        yield NotApplicable("预算数为零或不能识别，执行率没有意义")
    elif rate < limit and not case.grade:
        yield MissingInput(label("grade")) if case.layout.grade else NotApplicable("本表没有评分等级一栏")
    elif rate < limit and case.grade == (highest if best is None else best.id):
        values = {"grade": case.form.grade, "rate": round_half_up(rate, 2), "limit": limit}
        yield Hit("grade", values)
