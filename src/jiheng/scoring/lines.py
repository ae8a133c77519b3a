"""One scored line: its rule, its working and its clause, in words."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from jiheng.model import ExecutionLine, FundingRow, Indicator, Line, Number, TargetKind, round_half_up
from jiheng.scoring.figures import FundingFigures, IndicatorFigures
from jiheng.scoring.formulas import OVERRUNS, Judgement, earned, judge
from jiheng.standards import Rules
from jiheng.terms import label

_HUNDRED = Decimal(100)

_PRINTED = {
    "in_words": "定性指标，采用填报得分",
    "by_date": "逾期或未写明完成日期，采用填报得分",
    "no_number": "实际完成值不能与指标值比较，无法按公式计算，采用填报得分",
    "no_points": "本行没有分值，采用填报得分",
}


@dataclass(frozen=True, slots=True)
class Scored:
    """A line and what was taken off it for over-achievement."""

    line: Line
    over_deduction: Decimal = Decimal(0)


def score_indicator(row: Indicator, figures: IndicatorFigures, rules: Rules) -> Scored:
    """One indicator line, scored anew."""
    if figures.points is None:
        return Scored(_adopted(row, figures, "no_points", str(rules.in_words.clause)))
    if figures.actual.is_blank:
        return Scored(_unscored(row, figures, rules))
    if figures.target.kind is TargetKind.BY_DATE:
        return Scored(_dated(row, figures, rules))
    if figures.target.kind is TargetKind.IN_WORDS:
        return Scored(_adopted(row, figures, "in_words", str(rules.in_words.clause)))
    if figures.done is None:
        return Scored(_adopted(row, figures, "no_number", str(rules.in_words.clause)))
    return _quantitative(row, figures, figures.points.value, figures.done, rules)


def _quantitative(
    row: Indicator, figures: IndicatorFigures, points: Decimal, done: Decimal, rules: Rules
) -> Scored:
    target = figures.target
    judgement = judge(target, done)
    ruled = _ruled(target.kind, judgement, rules)
    overrun = OVERRUNS[rules.at_most.value]
    score = round_half_up(earned(points, judgement, done, overrun), rules.score_places.value)
    working = _working(points, figures, judgement, score, rules.at_most.value)
    rule, taken = rules.over_deduction.value, over_deduction(figures, rules, score)
    if rule is not None and taken:
        score -= taken
        working += f"；达到指标值的{rule.ratio:f}倍，扣{taken:f}分，得{score:f}分"
    line = Line(
        name=row.level3,
        points=points,
        score=score,
        rule=_sentence(judgement, rules.at_most.value),
        working=working,
        clause=str(ruled.clause),
        printed=row.score,
        met=judgement.met,
    )
    return Scored(line, taken)


def over_deduction(figures: IndicatorFigures, rules: Rules, score: Decimal) -> Decimal:
    """What the standard takes off for over-achievement: ≥ and = targets above zero, never below 0."""
    rule, target = rules.over_deduction.value, figures.target
    counts = target.kind in (TargetKind.AT_LEAST, TargetKind.EXACTLY) and target.low is not None
    if rule is None or not counts or figures.done is None or not target.low or target.low < 0:
        return Decimal(0)
    return min(rule.points, score) if figures.done >= target.low * rule.ratio else Decimal(0)


def _ruled(kind: TargetKind, judgement: Judgement, rules: Rules) -> Any:
    if judgement.bound == 0 and kind in (TargetKind.EXACTLY, TargetKind.AT_MOST, TargetKind.BELOW):
        return rules.zero_target
    return {
        TargetKind.AT_LEAST: rules.at_least,
        TargetKind.ABOVE: rules.at_least,
        TargetKind.EXACTLY: rules.exactly,
        TargetKind.AT_MOST: rules.at_most,
        TargetKind.BELOW: rules.at_most,
    }.get(kind, rules.between)


def _sentence(judgement: Judgement, overrun: str) -> str:
    if judgement.met:
        return "达到目标，得满分"
    if judgement.bound <= 0:
        return "未达到目标，目标值不大于零，不按比例计分，得0分"
    if not judgement.above:
        return "未达到目标，得分=分值×实际完成值÷指标值"
    formulas = {"inverse_ratio": "分值×指标值÷实际完成值", "linear": "分值×(1−(实际完成值−指标值)÷指标值)"}
    return f"超出上限，得分={formulas[overrun]}"


def _working(
    points: Decimal, figures: IndicatorFigures, judgement: Judgement, score: Decimal, overrun: str
) -> str:
    bound, done = f"{judgement.bound:f}", f"{figures.done:f}"
    promise = f"{label('target')}{figures.target.text}，{label('actual')}{figures.actual.text}"
    if judgement.met:
        return f"{promise}，{_completion(figures)}得满分{score:f}分"
    if judgement.bound <= 0:
        return f"{promise}，得{score:f}分"
    if not judgement.above:
        return f"{points:f} × {done} ÷ {bound} = {score:f}"
    if overrun == "linear":
        return f"{points:f} × (1 − ({done} − {bound}) ÷ {bound}) = {score:f}"
    return f"{points:f} × {bound} ÷ {done} = {score:f}"


def _completion(figures: IndicatorFigures) -> str:
    low = figures.target.low
    if low is None or low <= 0 or figures.done is None:
        return ""
    return f"完成率{round_half_up(figures.done / low * _HUNDRED, 2).normalize():f}%，"


def _dated(row: Indicator, figures: IndicatorFigures, rules: Rules) -> Line:
    due, day = figures.target.due, figures.actual.day
    clause = str(rules.by_date.clause)
    if due is None or day is None or day > due or figures.points is None:
        met = None if due is None or day is None else day <= due
        return _adopted(row, figures, "by_date", clause, met=met)
    working = f"应于{due:%Y-%m-%d}前完成，{day:%Y-%m-%d}完成，得满分{figures.points}分"
    return Line(
        name=row.level3,
        points=figures.points.value,
        score=figures.points.value,
        rule="按期完成，得满分",
        working=working,
        clause=clause,
        printed=row.score,
        met=True,
    )


def _adopted(
    row: Indicator, figures: IndicatorFigures, why: str, clause: str, *, met: bool | None = None
) -> Line:
    points = None if figures.points is None else figures.points.value
    score = None if figures.score is None else figures.score.value
    printed = f"填报得分{row.score}分" if score is not None else "没有填写可以识别的得分，暂不计分"
    working = f"{label('actual')}“{row.actual}”，{printed}" if not figures.actual.is_blank else printed
    return Line(row.level3, points, score, _PRINTED[why], working, clause, row.score, adopted=True, met=met)


def _unscored(row: Indicator, figures: IndicatorFigures, rules: Rules) -> Line:
    points = None if figures.points is None else figures.points.value
    working = "没有填写实际完成值，暂不计分"
    return Line(
        row.level3, points, None, "实际完成值空白，无法计分", working, str(rules.at_least.clause), row.score
    )


def score_execution(row: FundingRow, figures: FundingFigures, rules: Rules) -> ExecutionLine:
    """The line 预算执行率: points × executed ÷ annual budget, at most its points, never below 0."""
    points = rules.execution_points.value if figures.points is None else figures.points.value
    budget, executed = figures.annual_budget, figures.executed
    score, rate, rule, working = _executed(points, budget, executed, rules.score_places.value)
    return ExecutionLine(
        name=label("rate"),
        points=points,
        score=score,
        rule=rule,
        working=working,
        clause=str(rules.execution.clause),
        printed=row.score,
        rate=rate,
        printed_rate=row.rate,
    )


def _executed(
    points: Decimal, budget: Number | None, executed: Number | None, places: int
) -> tuple[Decimal | None, Decimal | None, str, str]:
    """Score, rate in per cent, rule and working."""
    if budget is None or executed is None:
        return None, None, "预算数或执行数空白或不能识别，无法计分", "没有可以计算的预算数和执行数，暂不计分"
    if budget.value <= 0:
        return Decimal(0), None, "全年预算数为零，执行率没有意义，得0分", f"全年预算数{budget}，得0分"
    earned = points * executed.value / budget.value
    score = round_half_up(min(max(earned, Decimal(0)), points), places)
    capped = "，最高为分值" if earned > points else ""
    working = f"{points:f} × {executed} ÷ {budget} = {score:f}{capped}"
    rate = _HUNDRED * executed.value / budget.value
    return score, rate, "执行率得分=分值×全年执行数÷全年预算数，最高为分值", working
