"""LOG801."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, round_half_up
from jiheng.terms import label


@check(
    code="LOG801",
    title="执行率低而产出全部满分",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding.executed",),
    parameters=("low_execution",),
    message="预算执行率{rate}%，低于{limit}%，{count}项产出指标却全部得满分",
    fix="写明钱没有花而产出全部完成的原因（款项未结、其他经费承担、预算编多等）；产出填报不实的，更正实际完成值和得分",
    clause="low_execution",
    cause="low_execution",
)
def low_execution_full_output(case: Case) -> Iterator[Answer]:
    """Little money spent, and every output said to be fully delivered."""
    rate, limit = case.scorecard.execution.rate, case.rules.low_execution.value
    outputs = [row for row in case.rows if row.level1 == "output"]
    if rate is None:
        yield NotApplicable("预算数为零或不能识别，执行率没有意义")
    elif rate < limit and not (outputs and case.has_points):
        yield NotApplicable("没有印着分值的产出指标")
    elif rate < limit and not any(row.is_short for row in outputs):
        if all(row.is_scored for row in outputs):
            values = {"rate": round_half_up(rate, 2), "limit": limit, "count": len(outputs)}
            yield Hit(case.funds_at("rate"), values)
        else:
            yield MissingInput(label("score"))
