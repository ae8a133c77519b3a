"""SCO407."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity, TargetKind
from jiheng.terms import find, label

TIERS = ("achieved", "partly_achieved", "not_achieved")


@check(
    code="SCO407",
    title="定性指标的得分不在所填档次之内",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    parameters=("qualitative_bands",),
    message="“{name}”实际完成值“{actual}”，{points}分的指标应得{band}，却得{score}分",
    fix="核对完成情况属于哪一档：{score}分相当于“{tier}”；档次无误的，得分改到{band}",
    clause="qualitative_bands",
)
def score_outside_tier(case: Case) -> Iterator[Answer]:
    """A qualitative score outside the band of the result that stands beside it."""
    shares = case.rules.qualitative_bands.value
    judged = False
    for row in case.rows:
        if row.target.kind is not TargetKind.IN_WORDS or row.score is None or not row.points:
            continue
        tier = find(row.actual.text, "tier")
        if tier is None:
            continue
        judged = True
        lows = [share * row.points for share in shares]
        stated, earned = TIERS.index(tier.id), _tier(row.score, lows)
        if earned != stated:
            values = {"name": row.name, "actual": row.actual.text, "points": row.printed.points}
            band = _band(lows, stated, row.points)
            more = {"score": row.printed.score, "tier": label(TIERS[earned]), "band": band}
            yield Hit(row.at("score"), {**values, **more})
    if not judged:
        yield NotApplicable("没有写明档次、分值和得分的定性指标")


def _tier(score: Decimal, lows: list[Decimal]) -> int:
    """The tier that a score falls in: lower ends belong to it, the last takes what is below."""
    return next((index for index, low in enumerate(lows) if score >= low), len(lows) - 1)


def _band(lows: list[Decimal], tier: int, points: Decimal) -> str:
    low = f"{lows[tier].normalize():f}"
    if tier == 0:
        return f"{low}至{points.normalize():f}分"
    return f"{low}分以上、不到{lows[tier - 1].normalize():f}分"
