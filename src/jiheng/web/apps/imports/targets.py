"""The approved targets of one project, out of its lines: one indicator a line."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.model import Location, TargetText
from jiheng.standards import Rules
from jiheng.terms import label, notation, plain
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.evaluations.amounts import printed
from jiheng.web.apps.evaluations.edits import MOST_ROWS
from jiheng.web.apps.imports.groups import Group, one_text
from jiheng.web.apps.imports.numbers import amount_of, points_of
from jiheng.web.apps.imports.sheets import Line

_LEVELS = ("indicators.level1", "indicators.level2")


@dataclass(frozen=True, slots=True)
class ApprovedIndicator:
    """One indicator as it was approved; ``points`` is empty where the list gives none."""

    level1: str
    level2: str
    level3: str
    target: TargetText
    points: str


@dataclass(frozen=True, slots=True)
class ApprovedTargets:
    """What was approved for one project; ``budget`` in ``fund_unit``."""

    unit: Organisation
    project_code: str
    at: Location
    project: str
    expected: str
    budget: Decimal | None
    fund_unit: str
    indicators: tuple[ApprovedIndicator, ...]


def targets_of(group: Group, rules: Rules, fund_unit: str) -> ApprovedTargets:
    """The targets in a group; what is wrong is added to its problems."""
    project = one_text(group, "header.project")
    if not project:
        group.refuse("没有项目名称", "请补上项目名称")
    indicators = tuple(_indicators(group))
    if not indicators:
        group.refuse("没有三级指标", "每个项目至少要有一行指标")
    if len(indicators) > MOST_ROWS:
        group.refuse(f"一个项目有{len(indicators)}行指标，超过{MOST_ROWS}行", "请核对项目代码")
    _check_points(group, indicators, rules)
    return ApprovedTargets(
        unit=group.unit,
        project_code=group.project_code,
        at=group.at,
        project=project,
        expected=one_text(group, "goals.expected"),
        budget=_budget(group, fund_unit),
        fund_unit=fund_unit,
        indicators=indicators,
    )


def _budget(group: Group, fund_unit: str) -> Decimal | None:
    text = one_text(group, "funding.budget")
    return amount_of(group, group.lines[0], text, fund_unit, label("budget"))


def _indicators(group: Group) -> Iterator[ApprovedIndicator]:
    seen: dict[tuple[str, ...], Line] = {}
    for line in _levels_as_above(group.lines):
        level3 = line.get("indicators.level3")
        target = target_of(line)
        if not level3:
            if target.text or line.get("indicators.points"):
                group.refuse("没有三级指标名称", "请补上三级指标", line.at)
            continue
        key = tuple(plain(text) for text in (*map(line.get, _LEVELS), level3))
        if key in seen:
            message = f"指标“{level3[:40]}”与第{seen[key].number}行重复"
            group.refuse(message, "请删去重复的行", line.at)
            continue
        seen[key] = line
        if not target.text:
            group.refuse(f"指标“{level3[:40]}”没有{label('target')}", "请补上指标值", line.at)
        level1, level2 = map(line.get, _LEVELS)
        yield ApprovedIndicator(level1, level2, level3, target, points_of(group, line))


def _levels_as_above(lines: Iterable[Line]) -> Iterator[Line]:
    level1 = level2 = ""
    for line in lines:
        own1, own2 = map(line.get, _LEVELS)
        if own1 and own1 != level1:
            level2 = ""
        level1, level2 = own1 or level1, own2 or level2
        yield replace(line, cells={**line.cells, **dict(zip(_LEVELS, (level1, level2), strict=True))})


def target_of(line: Line) -> TargetText:
    """年度指标值: one column, or operator, value and unit each in its own."""
    text, value = line.get("indicators.target"), line.get("indicators.target.value")
    op, unit = line.get("indicators.target.op"), line.get("indicators.target.unit")
    if text or not value:
        return TargetText(text=text)
    if not op and not unit:
        return TargetText(text=value)
    return notation.completed(TargetText(op=op, value=value, unit=unit))


def _check_points(group: Group, indicators: Iterable[ApprovedIndicator], rules: Rules) -> None:
    """All indicators have points that come to what the execution line leaves, or none has any."""
    given = [indicator.points for indicator in indicators]
    if not any(given):
        return
    if not all(given):
        lacking = sum(not text for text in given)
        group.refuse(f"有{lacking}行指标没有{label('points')}", "请补上分值，或整列都不填")
        return
    due = rules.full_points.value - rules.execution_points.value
    total = sum((Decimal(text) for text in given), Decimal(0))
    if total != due:
        message = f"各指标分值合计{printed(total)}分，应为{printed(due)}分"
        why = f"满分{rules.full_points.value:f}分，执行率{rules.execution_points.value:f}分"
        group.refuse(message, f"{why}；请核对分值")


def parts_of(target: TargetText) -> Mapping[str, str]:
    """A target as a row of a form keeps it."""
    if target.op or target.unit:
        return {"op": target.op, "value": target.value, "unit": target.unit}
    return {"text": target.text}
