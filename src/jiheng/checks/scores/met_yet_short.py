"""SCO404."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="SCO404",
    title="已完成却没有得满分",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    message="“{name}”目标{target}，实际{actual}，已经达到，应得{right}分，却得{score}分，所写原因与数字不符",
    fix="核对实际完成值和得分；确已达到的得{right}分，因其他情形扣分的，在原因中写明扣分依据",
    clause="复核经验，非法规",
)
def met_yet_short(case: Case) -> Iterator[Answer]:
    """A met number with fewer points than it earns, and a reason that the numbers do not bear out."""
    judged = [row for row in case.rows if row.is_measured and row.is_scored and not row.has_zero_target]
    if not judged:
        yield NotApplicable("没有可以比较且写明分值、得分的定量指标")
    for row in judged:
        # Without a reason the loss itself is the defect: DEV501 speaks.
        if row.line.met and row.gap < 0 and case.explains(row):
            yield Hit(
                row.at("score"),
                {
                    "name": row.name,
                    "target": row.target.text,
                    "actual": row.actual.text,
                    "right": row.line.score,
                    "score": row.printed.score,
                },
            )
