"""All that a standard rules, typed: the one list of parameters and how each is read from its data."""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass, fields
from decimal import Decimal
from typing import Any, TypeAlias

from jiheng.model import Severity
from jiheng.standards.clause import Ruled
from jiheng.terms import glossary

Scheme: TypeAlias = Mapping[str, Decimal]


@dataclass(frozen=True, slots=True)
class Band:
    """From ``low`` on (inclusive) this ``name`` applies."""

    low: Decimal
    name: str


@dataclass(frozen=True, slots=True)
class Cap:
    """With an execution rate below ``below`` per cent the total is at most ``most``."""

    below: Decimal
    most: Decimal


@dataclass(frozen=True, slots=True)
class OverDeduction:
    """From ``ratio`` × target on, ``points`` are taken off the line."""

    ratio: Decimal
    points: Decimal


@dataclass(frozen=True, slots=True)
class Rules:
    """What one standard rules for one year. Points in 分, rates and shares in per cent unless said otherwise.

    Thresholds of the checks stand here too, so that no number stands in a check.
    """

    execution_points: Ruled[Decimal]
    full_points: Ruled[Decimal]
    score_places: Ruled[int]
    execution: Ruled[str]
    at_least: Ruled[str]
    exactly: Ruled[str]
    at_most: Ruled[str]
    between: Ruled[str]
    by_date: Ruled[str]
    in_words: Ruled[str]
    zero_target: Ruled[str]
    qualitative_bands: Ruled[tuple[Decimal, ...]]
    grades: Ruled[tuple[Band, ...]]
    caps: Ruled[tuple[Cap, ...]]
    over_deduction: Ruled[OverDeduction | None]
    level1_names: Ruled[tuple[str, ...]]
    required_level2: Ruled[tuple[str, ...]]
    fewest_indicators: Ruled[Decimal]
    cost_indicator_required: Ruled[bool]
    text_limits: Ruled[Mapping[str, Decimal]]
    execution_reason_below: Ruled[Decimal]
    budget_change: Ruled[Decimal]
    unit_mix: Ruled[tuple[Decimal, ...]]
    low_execution: Ruled[Decimal]
    saving: Ruled[Decimal]
    over_achievement: Ruled[Decimal]
    largest_indicator: Ruled[Decimal]
    qualitative_share: Ruled[Decimal]
    vague_words: Ruled[tuple[str, ...]]
    remedy_words: Ruled[tuple[str, ...]]
    stock_reasons: Ruled[tuple[str, ...]]
    shortfall_words: Ruled[tuple[str, ...]]
    measure_words: Ruled[tuple[str, ...]]
    measure_lookalikes: Ruled[tuple[str, ...]]
    activity_words: Ruled[tuple[str, ...]]
    spread_from: Ruled[Decimal]
    score_spread: Ruled[Decimal]
    repeated_text_from: Ruled[Decimal]
    severities: Ruled[Mapping[str, str]]
    schemes: tuple[Ruled[Scheme], ...]


PARAMETERS = tuple(f.name for f in fields(Rules) if f.name != "schemes")

_FORMULAS = {
    "execution": ("ratio",),
    "at_least": ("ratio",),
    "exactly": ("ratio",),
    "at_most": ("inverse_ratio", "linear"),
    "between": ("nearest_bound",),
    "by_date": ("printed_when_late",),
    "in_words": ("printed",),
    "zero_target": ("all_or_nothing",),
}

TITLES = {
    "execution_points": "预算执行率分值",
    "full_points": "满分",
    "score_places": "得分保留小数位",
    "execution": "预算执行率得分",
    "at_least": "正向指标（≥）得分",
    "exactly": "等于指标（=）得分",
    "at_most": "反向指标（≤）得分",
    "between": "区间指标得分",
    "by_date": "按期完成指标得分",
    "in_words": "定性指标得分",
    "zero_target": "目标为零的指标得分",
    "qualitative_bands": "定性三档的得分下限（占分值）",
    "grades": "评分等级",
    "caps": "执行率偏低时的总分上限",
    "over_deduction": "超额完成扣分",
    "level1_names": "一级指标",
    "required_level2": "应设置的二级指标",
    "fewest_indicators": "指标数量下限",
    "cost_indicator_required": "应设置成本指标",
    "text_limits": "文字长度上限",
    "execution_reason_below": "执行率低于此数须说明原因",
    "budget_change": "年中调整幅度大于此数须说明原因",
    "unit_mix": "疑似元、万元混用的倍数范围",
    "low_execution": "低执行率",
    "saving": "大额结余",
    "over_achievement": "超额完成须说明原因的比例",
    "largest_indicator": "单项指标分值上限",
    "qualitative_share": "定性指标分值占比上限",
    "vague_words": "笼统用语",
    "remedy_words": "表示改进措施的用语",
    "stock_reasons": "不算原因的套话",
    "shortfall_words": "表示未完成的用语",
    "measure_words": "名称中表示率、数、时间的用语",
    "measure_lookalikes": "形似率、数、时间而不是的用语",
    "activity_words": "名称中表示活动、人员配置的用语",
    "spread_from": "总分应有高低之分的表数",
    "score_spread": "总分最高与最低应有的差距",
    "repeated_text_from": "多表比对重复文字的最短长度",
    "severities": "个别校验的级别",
}


def _decimal(value: Any) -> Decimal:
    if isinstance(value, bool) or not isinstance(value, int | Decimal):
        raise ValueError("应为数字")
    return Decimal(value)


def _places(value: Any) -> int:
    return int(_decimal(value))


def _decimals(value: Any) -> tuple[Decimal, ...]:
    return tuple(_decimal(item) for item in value)


def _texts(value: Any) -> tuple[str, ...]:
    if not isinstance(value, list) or not all(isinstance(item, str) for item in value):
        raise ValueError("应为文本列表")
    return tuple(value)


def _terms(value: Any) -> tuple[str, ...]:
    unknown = [key for key in _texts(value) if key not in glossary()]
    if unknown:
        raise ValueError(f"术语表中没有 {unknown}")
    return _texts(value)


def _falling(values: tuple[Decimal, ...]) -> tuple[Decimal, ...]:
    if list(values) != sorted(set(values), reverse=True) or values[-1] != 0:
        raise ValueError("应从高到低排列，末项为 0")
    return values


def _bands(value: Any) -> tuple[Band, ...]:
    bands = tuple(Band(_decimal(item["low"]), item["name"]) for item in value)
    _falling(tuple(band.low for band in bands))
    return bands


def _caps(value: Any) -> tuple[Cap, ...]:
    caps = tuple(Cap(_decimal(item["below"]), _decimal(item["most"])) for item in value)
    limits = [cap.below for cap in caps]
    if limits != sorted(limits):
        raise ValueError("应按执行率从低到高排列")
    return caps


def _over_deduction(value: Any) -> OverDeduction | None:
    return OverDeduction(_decimal(value["ratio"]), _decimal(value["points"])) if value else None


def _flag(value: Any) -> bool:
    if not isinstance(value, bool):
        raise ValueError("应为 true 或 false")
    return value


def _limits(value: Any) -> Mapping[str, Decimal]:
    return {key: _decimal(limit) for key, limit in value.items()}


def _severities(value: Any) -> Mapping[str, str]:
    return {code: Severity(level).value for code, level in value.items()}


def _formula(name: str) -> Callable[[Any], str]:
    def chosen(value: Any) -> str:
        if value not in _FORMULAS[name]:
            raise ValueError(f"应为 {'、'.join(_FORMULAS[name])} 之一")
        return str(value)

    return chosen


_READERS: dict[str, Callable[[Any], Any]] = {
    **{name: _formula(name) for name in _FORMULAS},
    "score_places": _places,
    "qualitative_bands": lambda value: _falling(_decimals(value)),
    "grades": _bands,
    "caps": _caps,
    "over_deduction": _over_deduction,
    "level1_names": _terms,
    "required_level2": _terms,
    "cost_indicator_required": _flag,
    "text_limits": _limits,
    "unit_mix": _decimals,
    "vague_words": _texts,
    "remedy_words": _texts,
    "stock_reasons": _texts,
    "shortfall_words": _texts,
    "measure_words": _texts,
    "measure_lookalikes": _texts,
    "activity_words": _texts,
    "severities": _severities,
}


def read_value(name: str, value: Any) -> Any:
    """One value of the parameter *name*, checked; ValueError says in Chinese what is wrong with it."""
    reader: Callable[[Any], Any] = _READERS.get(name, _decimal)
    return reader(value)


def read_scheme(value: Any) -> Scheme:
    """Points by level-1 block; a key may join blocks that share points: ``benefit+satisfaction``."""
    for key in value:
        _terms(key.split("+"))
    return {key: _decimal(points) for key, points in value.items()}
