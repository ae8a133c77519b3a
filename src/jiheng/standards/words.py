"""Ruled values in words, for people: the command line, the documentation and the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from decimal import Decimal
from typing import Any

from jiheng.standards.clause import Ruled
from jiheng.standards.loader import Standard
from jiheng.standards.rules import TITLES, Band, Cap, OverDeduction, Scheme
from jiheng.terms import glossary, label, of_kind

_FORMULAS = {
    "ratio": "达到目标得满分；未达到按 分值×实际÷目标",
    "inverse_ratio": "不超过目标得满分；超出按 分值×目标÷实际",
    "linear": "不超过目标得满分；超出按 分值×(1−(实际−目标)÷目标)",
    "nearest_bound": "在区间内得满分；区间外按与最近一端的比例",
    "printed_when_late": "按期完成得满分；逾期采用填报得分",
    "printed": "采用填报得分",
    "all_or_nothing": "实际不大于零得满分，否则0分",
}
_PARTS = {"notes": "评价结论等说明"}
_NO_UNITS = {"公式", "术语", "词", "是否", "级别", "占分值比例", "%→分", "倍→分"}
HEADINGS = ("项目", "数值", "生效日期", "依据", "核对日期", "出自")


def value_in_words(value: Any, unit: str = "") -> str:
    """A value as a reader of Chinese would write it; *unit* follows each number."""
    if isinstance(value, bool):
        return "是" if value else "否"
    if isinstance(value, Decimal | int):
        return f"{value}{unit}"
    if isinstance(value, tuple):
        return "、".join(value_in_words(part, unit) for part in value) or "无"
    if isinstance(value, Mapping):
        return "、".join(f"{_name(key)}{value_in_words(part, unit)}" for key, part in value.items()) or "无"
    if isinstance(value, Band):
        return f"{value.low}分及以上{value.name}"
    if isinstance(value, Cap):
        return f"执行率低于{value.below}%最高{value.most}分"
    if isinstance(value, OverDeduction):
        return f"达到指标值的{value.ratio}倍扣{value.points}分"
    if value is None:
        return "无"
    return _FORMULAS.get(value) or (label(value) if value in glossary() else str(value))


def _name(key: str) -> str:
    """A parameter's key: blocks that share points, or a part of the form."""
    block, _, field = key.partition(".")
    if field:
        return next(item.label for item in of_kind("field", block) if item.field == field)
    names = [label(part) if part in glossary() else _PARTS.get(part, part) for part in key.split("+")]
    return "、".join(names) + ("合计" if len(names) > 1 else "")


def table(standard: Standard) -> Iterator[tuple[str, ...]]:
    """Every dated value of *standard* as a row under ``HEADINGS``."""
    for name, entries in standard.parameters.items():
        yield from (_row(TITLES[name], entry) for entry in entries)
    for entries in standard.schemes.values():
        yield from (_row(_scheme(entry.value), entry) for entry in entries)


def _scheme(points: Scheme) -> str:
    """For which forms a scheme of points is."""
    blocks = {block for key in points for block in key.split("+")}
    if len(points) == 1:
        return "各级指标分值"
    cost = "有成本指标" if "cost" in blocks else "无成本指标"
    satisfied = "有满意度指标" if "satisfaction" in blocks else "无满意度指标"
    return f"各级指标分值（{cost}、{satisfied}）"


def _row(title: str, entry: Ruled[Any]) -> tuple[str, ...]:
    note = f"（{entry.clause.note}）" if entry.clause.note else ""
    value = value_in_words(entry.value, "" if entry.unit in _NO_UNITS else entry.unit)
    return (title, value, f"{entry.since}", f"{entry.clause}{note}", f"{entry.clause.confirmed}", entry.file)
