"""FND207."""

from collections.abc import Iterator

from jiheng.checks.case import NO_REASON_CELL, Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity, cut, round_half_up

WITHOUT_CELL = f"{NO_REASON_CELL}执行率偏低的原因和改进措施"


@check(
    code="FND207",
    title="执行率偏低未说明原因",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding.executed",),
    parameters=("execution_reason_below",),
    message="预算执行率{rate}%，低于{limit}%，没有说明原因",
    fix="在原因栏写明资金未使用的具体原因和后续措施，例如“项目跨年，余款按合同于次年支付”",
    clause="execution_reason_below",
    cause="low_execution",
)
def low_execution_unexplained(case: Case) -> Iterator[Answer]:
    """A low execution rate that nobody explained."""
    rate = case.scorecard.execution.rate
    limit = case.rules.execution_reason_below.value
    if rate is None:
        yield NotApplicable("预算数为零或不能识别，执行率没有意义")
    elif rate < limit and not case.explains_execution:
        rounded = round_half_up(rate, 2)
        # 89.996 must not read "90.00%, below 90%".
        values = {"rate": rounded if rounded < limit else cut(rate, 2), "limit": limit}
        if case.has_cell("funding", "reason"):
            yield Hit(case.funds_at("rate"), values)
        else:
            yield Hit(case.funds_at("rate"), values, severity=Severity.HINT, fix=WITHOUT_CELL)
