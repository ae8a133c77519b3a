"""SCO410."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.scoring import applicable_cap
from jiheng.terms import label


@check(
    code="SCO410",
    title="执行率偏低，总分超过上限",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("total.score", "funding.executed"),
    parameters=("caps",),
    message="执行数{executed}、预算数{budget}，执行率低于{below}%，总分不得超过{most}分，总分填{total}分",
    fix="核对预算数和执行数；无误的，总分最高{most}分{right}",
    clause="caps",
    cause="low_execution",
)
def total_above_cap(case: Case) -> Iterator[Answer]:
    """A printed total above what the execution rate allows."""
    rate, total, funds = case.scorecard.execution.rate, case.figures.total_score, case.total_funds
    if not case.rules.caps.value:
        yield NotApplicable("本口径没有按执行率规定总分上限")
    elif rate is None or funds is None:
        yield NotApplicable("预算数为零或不能识别，执行率没有意义")
    elif total is None:
        yield MissingInput(f"{label('total')}（不能识别）")
    else:
        cap = applicable_cap(rate, case.rules)
        if cap is not None and total.value > cap.most:
            # Lines without a score leave the computed total open: then nothing follows safely.
            right = "" if case.scorecard.partial else f"{case.scorecard.total:f}"
            yield Hit(
                "total.score",
                {
                    "executed": funds.executed,
                    "budget": funds.annual_budget,
                    "below": cap.below,
                    "most": cap.most,
                    "total": total,
                    "right": f"，按口径重新计算为{right}分" if right else "",
                },
                correction=right,
            )
