"""SCO409."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.scoring.lines import over_deduction


@check(
    code="SCO409",
    title="超额完成未按口径扣分",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("indicators.score", "indicators.points"),
    parameters=("over_deduction",),
    message="“{name}”目标{target}，实际{actual}，达到目标的{ratio}倍，应扣{taken}分，得分填{score}分",
    fix="核对目标和实际完成值；无误的，得分应为{right}分",
    clause="over_deduction",
    cause="over_achievement",
)
def over_achievement_undeducted(case: Case) -> Iterator[Answer]:
    """An over-achieved line from which the standard's deduction was not taken."""
    rule = case.rules.over_deduction.value
    if rule is None:
        yield NotApplicable("本口径没有超额完成扣分的规定")
        return
    judged = [row for row in case.rows if row.is_measured and row.is_scored]
    if not judged:
        yield NotApplicable("没有可以比较且写明分值、得分的定量指标")
    for row in judged:
        taken = over_deduction(case.figures.indicators[row.index], case.rules, rule.points)
        if taken and row.gap > 0:
            yield Hit(
                row.at("score"),
                {
                    "name": row.name,
                    "target": row.target.text,
                    "actual": row.actual.text,
                    "ratio": rule.ratio,
                    "taken": taken,
                    "score": row.printed.score,
                    "right": row.line.score,
                },
                correction=f"{row.line.score:f}",
            )
