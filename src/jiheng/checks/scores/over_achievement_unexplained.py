"""SCO408."""

from collections.abc import Iterator

from jiheng.checks.case import NO_REASON_CELL, Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity

WITHOUT_CELL = f"{NO_REASON_CELL}超额完成的原因"


@check(
    code="SCO408",
    title="超额完成较多未说明原因",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.actual",),
    parameters=("over_achievement",),
    message="“{name}”目标{target}，实际{actual}，为目标的{share:.2f}%（从{limit}%起须说明），没有说明原因",
    fix="写明超额的具体原因；年初目标定低了的，说明依据，并相应调高下年目标",
    clause="over_achievement",
    cause="over_achievement",
)
def over_achievement_unexplained(case: Case) -> Iterator[Answer]:
    """Far more done than promised, and nobody says why."""
    judged = [row for row in case.rows if row.completion is not None]
    if not judged:
        yield NotApplicable("没有可以判断超额的指标（目标为“≥”且大于零、单位不是百分比）")
    has_cell = case.has_cell("indicators", "reason")
    for row in judged:
        if not case.is_over_achieved(row) or case.explains(row):
            continue
        values = {
            "name": row.name,
            "target": row.target.text,
            "actual": row.actual.text,
            "share": row.completion,
            "limit": case.rules.over_achievement.value,
        }
        if has_cell:
            yield Hit(row.at("actual"), values)
        else:
            yield Hit(row.at("actual"), values, severity=Severity.HINT, fix=WITHOUT_CELL)
