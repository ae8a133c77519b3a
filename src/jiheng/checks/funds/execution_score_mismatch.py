"""FND203."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Interval, Number, Severity, quotient, round_half_up
from jiheng.model.number import ZERO
from jiheng.terms import label


@check(
    code="FND203",
    title="执行得分与口径不符",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("funding.executed", "funding.score"),
    message="预算执行得分填{printed}，{why}",
    fix="核对预算数、执行数；数额无误的，执行得分应为{right}",
    clause="execution",
    parameters=("execution", "score_places"),
)
def execution_score_mismatch(case: Case) -> Iterator[Answer]:
    """An execution score that the formula gives for no exact amounts, or one above its points."""
    funds, line = case.total_funds, case.scorecard.execution
    if funds is None or funds.score is None or line.points is None:
        yield MissingInput(label("score"))
        return
    budget, executed, score = funds.annual_budget, funds.executed, funds.score
    share = None if budget is None or executed is None else quotient(executed, budget)
    right = "" if line.score is None else f"{line.score:f}"
    values = {"printed": line.printed, "right": right or f"{line.points:f}以内"}
    # Where the points differ from the standard's, WGT303 says so; a score by either is right here.
    scales = (line.points, case.rules.execution_points.value)
    places = case.rules.score_places.value
    if score.value > line.points:
        yield Hit(case.funds_at("score"), {**values, "why": f"高于分值{line.points:f}"}, correction=right)
    elif budget is None or executed is None:
        yield MissingInput(label("executed" if executed is None else "adjusted"))
    elif share is None:
        yield NotApplicable("全年预算数为零，执行率没有意义")
    elif not any(_is_earned(score, share, points, places) for points in scales):
        yield Hit(
            case.funds_at("score"),
            {**values, "why": f"按公式应为{right}（{line.working}）"},
            correction=right,
        )


def _is_earned(score: Number, share: Interval, points: Decimal, places: int) -> bool:
    """Whether some exact amounts earn *score*. A system that prints more places has not rounded to fewer."""
    shown = max(places, score.places)
    low, high = (min(max(points * end, ZERO), points) for end in (share.low, share.high))
    return score.value in Interval(round_half_up(low, shown), round_half_up(high, shown))
