"""SCO411."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="SCO411",
    title="目标为零的指标计分不对",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("indicators.score", "indicators.points"),
    parameters=("zero_target",),
    message="“{name}”目标为零，实际{actual}，应得{right}分，得分填{score}分",
    fix="核对实际完成值；无误的，得分应为{right}分：目标为零的指标，做到的得满分，没有做到的不得分，不按比例",
    clause="zero_target",
)
def zero_target_misscored(case: Case) -> Iterator[Answer]:
    """A target of none, scored between nothing and all, or not in full although nothing happened."""
    judged = [row for row in case.rows if row.is_measured and row.is_scored and row.has_zero_target]
    if not judged:
        yield NotApplicable("没有目标为零、可以比较且写明分值、得分的指标")
    for row in judged:
        # Full points for a missed target are SCO406's.
        if row.gap and not row.is_full:
            values = {"name": row.name, "actual": row.actual.text, "score": row.printed.score}
            right = f"{row.line.score:f}"
            yield Hit(row.at("score"), {**values, "right": right}, correction=right)
