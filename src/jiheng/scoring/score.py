"""Form and standard to scorecard: every line scored anew, every lost point explained."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal, localcontext

from jiheng.model import Deduction, ExecutionLine, Form, Line, Scorecard, round_half_up
from jiheng.model.number import EXACT
from jiheng.scoring.figures import Figures
from jiheng.scoring.figures import figures as understand
from jiheng.scoring.lines import Scored, score_execution, score_indicator
from jiheng.standards import Cap, Rules, Standard
from jiheng.terms import label

_NOTHING = Decimal(0)


def score(form: Form, standard: Standard, figures: Figures | None = None) -> Scorecard:
    """Score *form* under *standard*. *figures* may be passed where they are at hand.

    The deductions of the result add up to its ``full_points`` less its ``total``, exactly.
    """
    with localcontext(EXACT):
        return _score(form, standard, figures or understand(form))


def _score(form: Form, standard: Standard, figures: Figures) -> Scorecard:
    rules = standard.rules(figures.year)
    execution = _execution(form, figures, rules)
    scored = [
        score_indicator(row, numbers, rules)
        for row, numbers in zip(form.indicators, figures.indicators, strict=True)
    ]
    lines: list[Line] = [execution, *(item.line for item in scored)]
    full = sum((line.points or _NOTHING for line in lines), _NOTHING)
    earned = sum((line.score or _NOTHING for line in lines), _NOTHING)
    cap = applicable_cap(execution.rate, rules)
    total = earned if cap is None else min(earned, cap.most)
    partial = any(line.score is None for line in lines)
    return Scorecard(
        standard=standard.id,
        execution=execution,
        indicators=tuple(item.line for item in scored),
        full_points=full,
        total=round_half_up(total, max(2, rules.score_places.value)),
        grade="" if partial else grade_of(total, rules),
        printed_total=form.total.score,
        printed_grade=form.grade,
        deductions=tuple(_deductions(form, figures, execution, scored, full, earned - total, rules)),
        partial=partial,
    )


def grade_of(total: Decimal, rules: Rules) -> str:
    """The band that *total* falls into, lower ends inclusive: exactly 90.00 is 优."""
    return next((band.name for band in rules.grades.value if total >= band.low), rules.grades.value[-1].name)


def applicable_cap(rate: Decimal | None, rules: Rules) -> Cap | None:
    """The cap on the total that an execution rate (per cent, unrounded) brings, or None."""
    if rate is None:
        return None
    return next((cap for cap in rules.caps.value if rate < cap.below), None)


def _execution(form: Form, figures: Figures, rules: Rules) -> ExecutionLine:
    if figures.total_row is not None:
        return score_execution(form.funding[figures.total_row], figures.funding[figures.total_row], rules)
    return ExecutionLine(
        name=label("rate"),
        points=None,
        score=None,
        rule="表中没有资金行，无法计分",
        working="没有项目资金，暂不计分",
        clause=str(rules.execution.clause),
        printed="",
    )


def _deductions(
    form: Form,
    figures: Figures,
    execution: ExecutionLine,
    scored: list[Scored],
    full: Decimal,
    above_cap: Decimal,
    rules: Rules,
) -> Iterator[Deduction]:
    lost = (execution.points or _NOTHING) - (execution.score or _NOTHING)
    if lost:
        yield Deduction(
            lost, _why_execution(execution), execution.clause, f"funding[{figures.total_row}].score"
        )
    for index, item in enumerate(scored):
        yield from _line_deductions(item, f"indicators[{index}].score", rules)
    if above_cap:
        cap = applicable_cap(execution.rate, rules)
        most = f"{cap.most:f}" if cap else ""
        below = f"{cap.below:f}%" if cap else ""
        why = f"执行率{_per_cent(execution.rate)}，低于{below}，总分最高{most}分，超出部分扣除"
        yield Deduction(above_cap, why, str(rules.caps.clause), "total.score")
    wanted = rules.full_points.value
    if full != wanted:
        more = "多" if full > wanted else "少"
        why = f"各项分值合计{full:f}分，比{wanted:f}分{more}{abs(full - wanted):f}分，扣分按表上分值计算"
        yield Deduction(_NOTHING, why, str(rules.full_points.clause), "total.points")


def _line_deductions(item: Scored, path: str, rules: Rules) -> Iterator[Deduction]:
    line = item.line
    lost = (line.points or _NOTHING) - (line.score or _NOTHING) - item.over_deduction
    if lost:
        yield Deduction(lost, f"“{line.name}”{line.rule}：{line.working}", line.clause, path)
    if item.over_deduction:
        why = f"“{line.name}”超额完成达到扣分标准：{line.working}"
        yield Deduction(item.over_deduction, why, str(rules.over_deduction.clause), path)


def _why_execution(line: ExecutionLine) -> str:
    if line.rate is None:
        return f"{line.rule}：{line.working}"
    return f"执行率{_per_cent(line.rate)}，{line.working}"


def _per_cent(rate: Decimal | None) -> str:
    return "" if rate is None else f"{round_half_up(rate, 2):f}%"
