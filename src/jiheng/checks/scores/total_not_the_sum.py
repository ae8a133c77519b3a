"""SCO402."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, MissingInput, check
from jiheng.model import Interval, Number, Severity, quotient, roundings
from jiheng.scoring import applicable_cap
from jiheng.terms import label

NAMED = 3


@check(
    code="SCO402",
    title="总分不等于各项得分之和",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("total.score", "indicators.score"),
    message="总分填{printed}分，预算执行率得分{execution}分与各项指标得分{rows}分之和为{summed}分",
    fix="核对各项得分；各项无误的，总分应为{right}分",
    clause=ARITHMETIC,
)
def total_not_the_sum(case: Case) -> Iterator[Answer]:
    """A printed total that is not the sum of the printed scores."""
    total = case.figures.total_score
    execution = case.total_funds.score if case.total_funds else None
    unread = list(_unread(case))
    if total is None or execution is None or unread:
        yield MissingInput("、".join(unread[:NAMED]) + ("等" if len(unread) > NAMED else ""))
        return
    rows = sum((row.score for row in case.rows if row.score is not None), Decimal(0))
    summed = rows + execution.value
    cap = applicable_cap(case.scorecard.execution.rate, case.rules)
    right = summed if cap is None else min(summed, cap.most)
    if total.value in (summed, right) or _adds_unrounded_execution(case, total, rows, execution):
        return
    values = {"execution": execution, "rows": f"{rows:f}", "summed": f"{summed:f}", "right": f"{right:f}"}
    yield Hit("total.score", {"printed": total, **values}, correction=f"{right:f}")


def _unread(case: Case) -> Iterator[str]:
    """The lines whose score is not there or is no number."""
    if case.figures.total_score is None:
        yield f"{label('total')}的得分（不能识别）"
    if case.total_funds is None or case.total_funds.score is None:
        yield f"{label('rate')}的得分"
    yield from (f"“{row.name}”的得分" for row in case.rows if row.score is None)


def _adds_unrounded_execution(case: Case, total: Number, rows: Decimal, execution: Number) -> bool:
    """Some systems add the execution score before it is rounded for print."""
    low, high = execution.interval.low, execution.interval.high
    funds, points = case.total_funds, case.scorecard.execution.points
    if funds and funds.executed and funds.annual_budget and points is not None:
        share = quotient(funds.executed, funds.annual_budget)
        if share is not None:
            low, high = max(low, min(share.low * points, points)), min(high, min(share.high * points, points))
    near = abs(total.value - rows - execution.value) <= execution.half_unit
    return near and low <= high and roundings(Interval(rows + low, rows + high), total).rounded
