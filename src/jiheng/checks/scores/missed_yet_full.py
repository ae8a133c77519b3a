"""SCO406."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="SCO406",
    title="未完成却得满分",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    parameters=("at_least", "exactly", "at_most"),
    message="“{name}”目标{target}，实际{actual}，没有达到，却得满分{score}分",
    fix="核对实际完成值；确未达到的，按公式得{right}分：{working}",
    clause="口径规定的计分公式",
)
def missed_yet_full(case: Case) -> Iterator[Answer]:
    """Full points for a number that was missed."""
    judged = [row for row in case.rows if row.is_measured and row.is_scored]
    if not judged:
        yield NotApplicable("没有可以比较且写明分值、得分的定量指标")
    for row in judged:
        # > and < missed by equality earn their full points by the ratio: nothing to object to.
        if row.line.met is False and row.is_full and row.line.score != row.points:
            yield Hit(
                row.at("score"),
                {
                    "name": row.name,
                    "target": row.target.text,
                    "actual": row.actual.text,
                    "score": row.printed.score,
                    "right": row.line.score,
                    "working": row.line.working,
                },
                severity=Severity.WARNING if case.is_scored_by_default(row) else None,
                source=row.line.clause,
            )
