"""SCO412."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import notation


@check(
    code="SCO412",
    title="没有实际完成值却有得分",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators.score",),
    message="“{name}”没有填写实际完成值，却得{score}分",
    fix="补填实际完成值，再按完成情况计分；确实没有数据的，不得分",
    clause=COMPLETENESS,
)
def scored_without_actual(case: Case) -> Iterator[Answer]:
    """A score for a result that is not there."""
    for row in case.rows:
        if row.actual.is_blank and not notation.is_empty(row.printed.score):
            yield Hit(row.at("score"), {"name": row.name, "score": row.printed.score})
