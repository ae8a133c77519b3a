"""DEV504."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.checks.given_reasons import says
from jiheng.model import Severity
from jiheng.terms import notation

DENIED = ("无", "没有", "不存在", "未发现", "未出现", "避免")


@check(
    code="DEV504",
    title="得满分却写了未完成的原因",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    parameters=("shortfall_words", "over_achievement"),
    message="“{name}”得满分{score}分，原因一栏却说没有完成或做得不够",
    fix="核对实际完成值和得分：确有不足的按完成情况计分，没有不足的删去这句话",
    clause="shortfall_words",
)
def full_yet_shortfall(case: Case) -> Iterator[Answer]:
    """Full points, yet a reason that speaks of a shortfall."""
    judged = [
        row for row in case.rows if row.is_full and row.points and not notation.is_empty(row.printed.reason)
    ]
    if not judged:
        yield NotApplicable("没有得满分又写了原因的指标")
    for row in judged:
        # A missed number in full is SCO406's; far more done than planned is explained by a plan too low.
        if (row.is_measured and row.line.met is False) or case.is_over_achieved(row):
            continue
        if says(row.printed.reason, case.rules.shortfall_words.value, DENIED):
            yield Hit(row.at("reason"), {"name": row.name, "score": row.printed.score})
