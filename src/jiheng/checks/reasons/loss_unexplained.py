"""DEV501."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import label

ONE_BOX = f"本表没有逐项的原因栏，请在“{label('overall_reason')}”中写明这一项扣分的具体原因和改进措施"


@check(
    code="DEV501",
    title="扣分未说明原因",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    message="“{name}”分值{points}分，得{score}分，没有说明扣分原因",
    fix="在原因栏写明没有得满分的具体原因和改进措施",
    clause=COMPLETENESS,
)
def loss_unexplained(case: Case) -> Iterator[Answer]:
    """Points lost on an indicator, and no reason."""
    if not any(row.is_scored for row in case.rows):
        yield NotApplicable("没有写明分值和得分的指标")
    fix = "" if case.has_cell("indicators", "reason") else ONE_BOX
    for row in case.rows:
        # A target of none that was met earns its points back, not a reason: SCO411 speaks.
        if not row.is_short or (row.has_zero_target and row.line.met) or case.explains(row):
            continue
        values = {"name": row.name, "points": row.printed.points, "score": row.printed.score}
        yield Hit(row.at("score"), values, fix=fix)
