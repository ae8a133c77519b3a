"""WGT303."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import label


@check(
    code="WGT303",
    title="执行率分值与口径不符",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="预算执行率分值填{printed}，口径为{right}分",
    fix="把执行率分值改为{right}分，并按新的分值重新计算执行得分和各指标分值",
    clause="execution_points",
    parameters=("execution_points",),
    cause="points_off_standard",
)
def execution_points_mismatch(case: Case) -> Iterator[Answer]:
    """Points of the execution line that are not the standard's."""
    funds, printed = case.total_funds, case.total_funds_printed
    right = case.rules.execution_points.value
    if funds is None or printed is None:
        yield MissingInput(label("funding"))
    elif funds.points is not None:
        if funds.points.value != right:
            yield Hit(case.funds_at("points"), {"printed": printed.points, "right": f"{right:f}"})
    elif case.has_points and case.has_cell("funding", "points"):
        yield MissingInput(label("points"))
    else:
        yield NotApplicable("本表资金一栏不印分值")
