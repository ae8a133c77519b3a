"""SCO405."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="SCO405",
    title="未完成指标的得分不符合公式",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("indicators.score", "indicators.points"),
    parameters=("at_least", "exactly", "at_most"),
    message="“{name}”目标{target}，实际{actual}，得分填{score}分，按公式为{right}分",
    fix="核对实际完成值；无误的，按公式得{right}分：{working}",
    # Formulas differ by the kind of target and so does their trust: each line cites its own.
    clause="口径规定的计分公式",
)
def score_not_by_formula(case: Case) -> Iterator[Answer]:
    """A missed number whose score is not what the standard's formula gives."""
    judged = [row for row in case.rows if row.is_measured and row.is_scored and not row.has_zero_target]
    if not judged:
        yield NotApplicable("没有可以比较且写明分值、得分的定量指标")
    for row in judged:
        if row.line.met or row.is_full or not row.gap:
            continue
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
            correction=f"{row.line.score:f}",
            source=row.line.clause,
        )
