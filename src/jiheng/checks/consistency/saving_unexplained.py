"""LOG803."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, round_half_up
from jiheng.terms import label

HUNDRED = Decimal(100)


@check(
    code="LOG803",
    title="大额结余而成本指标满分、未作说明",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("funding.executed",),
    parameters=("saving",),
    message="预算执行率{rate}%，结余{left}%，成本指标“{name}”得满分，没有说明结余从何而来",
    fix="写明结余是节约（单价、数量各降了多少）还是工作没有做；工作没有做的不算节约，成本指标按实际情况扣分",
    clause="saving",
    cause="low_execution",
)
def saving_unexplained(case: Case) -> Iterator[Answer]:
    """Much money left over, cost at full points, and not a word about it."""
    rate = case.scorecard.execution.rate
    costs = [row for row in case.rows if row.is_cost]
    if rate is None:
        yield NotApplicable("预算数为零或不能识别，执行率没有意义")
    elif HUNDRED - rate >= case.rules.saving.value and not case.explains_execution:
        admitted = any(row.is_short or case.explains(row) for row in costs)
        if not (costs and case.has_points):
            yield NotApplicable("没有印着分值的成本指标")
        elif not all(row.is_scored for row in costs):
            yield MissingInput(label("score"))
        elif not admitted:
            values = {"rate": round_half_up(rate, 2), "left": round_half_up(HUNDRED - rate, 2)}
            yield Hit(costs[0].at("score"), {**values, "name": costs[0].name})
