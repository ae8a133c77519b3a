"""WGT301."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import label, notation


@check(
    code="WGT301",
    title="分值合计不等于满分",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="{parts}，合计{sum}分，应为{full}分{total}",
    fix="核对各行分值，使执行率和全部指标的分值合计为{full}分；分值改动的，得分一并重新计算",
    clause="full_points",
    parameters=("full_points",),
    cause="points_off_standard",
)
def points_off_full(case: Case) -> Iterator[Answer]:
    """Points of the execution line and all indicators that do not add up to full points."""
    if not case.has_points:
        yield NotApplicable("本表不印指标分值")
        return
    full, reached = case.rules.full_points.value, case.scorecard.full_points
    execution = case.scorecard.execution.points or Decimal(0)
    indicators = reached - execution
    printed = case.figures.total_points
    says_otherwise = printed is not None and printed.value != reached
    # A form that prints neither points nor score for the funds may not score them at all.
    adds_up = reached == full or (not _scores_funds(case) and indicators == full)
    if adds_up and (not says_otherwise or (printed is not None and printed.value == indicators)):
        return
    blank = any(row.points is None for row in case.rows)
    if reached < full and (blank or case.total_funds is None):
        yield MissingInput(label("points" if blank else "funding"))
        return
    yield Hit(
        "total.points",
        {
            "parts": f"执行率{execution:f}分，各指标{indicators:f}分",
            "sum": f"{reached:f}",
            "full": f"{full:f}",
            "total": f"，表上总分的分值却填{case.form.total.points}" if says_otherwise else "",
        },
    )


def _scores_funds(case: Case) -> bool:
    printed = case.total_funds_printed
    return printed is not None and not all(map(notation.is_empty, (printed.points, printed.score)))
