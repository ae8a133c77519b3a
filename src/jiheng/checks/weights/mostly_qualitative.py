"""WGT306."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, TargetKind, round_half_up
from jiheng.terms import label, notation

_HUNDRED = Decimal(100)


@check(
    code="WGT306",
    title="定性指标分值占比过高",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    message="{count}项定性指标共{words}分，占指标分值{all}分的{share}%，超过{limit}%",
    fix="能数、能量、能按日期衡量的，把文字目标改成数字或者日期，先改分值最高的：“{largest}”",
    clause="qualitative_share",
    parameters=("qualitative_share",),
    cause="unmeasurable_target",
)
def mostly_qualitative(case: Case) -> Iterator[Answer]:
    """Targets in words that carry most of the indicators' points."""
    given = [(row, row.points) for row in case.rows if row.points is not None and row.points > 0]
    targets = [(row, points) for row, points in given if not notation.is_empty(row.target.text)]
    words = [(row, points) for row, points in targets if row.target.kind is TargetKind.IN_WORDS]
    if not given:
        yield NotApplicable("本表不印指标分值")
    elif not targets:
        yield MissingInput(label("target"))
    elif words:
        total, in_words = (sum((points for _, points in lines), Decimal(0)) for lines in (given, words))
        share, limit = _HUNDRED * in_words / total, case.rules.qualitative_share.value
        if share > limit:
            yield Hit(
                "indicators",
                {
                    "count": len(words),
                    "words": f"{in_words:f}",
                    "all": f"{total:f}",
                    "share": round_half_up(share, 2),
                    "limit": f"{limit:f}",
                    "largest": max(words, key=lambda line: line[1])[0].name,
                },
            )
