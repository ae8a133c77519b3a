"""Ruled values in words, for people: the command line, the documentation and the pages."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiheng.standards.clause import Ruled
from jiheng.standards.loader import Standard
from jiheng.standards.rules import TITLES, Band, Cap, OverDeduction
from jiheng.terms import glossary, label

_FORMULAS = {
    "ratio": "达到目标得满分；未达到按 分值×实际÷目标",
    "inverse_ratio": "不超过目标得满分；超出按 分值×目标÷实际",
    "linear": "不超过目标得满分；超出按 分值×(1−(实际−目标)÷目标)",
    "nearest_bound": "在区间内得满分；区间外按与最近一端的比例",
    "printed_when_late": "按期完成得满分；逾期采用填报得分",
    "printed": "采用填报得分",
    "all_or_nothing": "实际不大于零得满分，否则0分",
}
HEADINGS = ("项目", "数值", "自", "依据", "核对日期", "出自")


def value_in_words(value: Any) -> str:
    """A value as a reader of Chinese would write it."""
    if isinstance(value, tuple):
        return "、".join(map(value_in_words, value)) or "无"
    if isinstance(value, Mapping):
        return "、".join(f"{_name(key)}{value_in_words(part)}" for key, part in value.items()) or "无"
    if isinstance(value, Band):
        return f"{value.low}分起{value.name}"
    if isinstance(value, Cap):
        return f"执行率{value.below}%以下最高{value.most}分"
    if isinstance(value, OverDeduction):
        return f"达到目标的{value.ratio}倍起扣{value.points}分"
    if value is None:
        return "无"
    if isinstance(value, bool):
        return "是" if value else "否"
    return _FORMULAS.get(value) or (label(value) if value in glossary() else str(value))


def _name(key: str) -> str:
    return "与".join(label(part) if part in glossary() else part for part in key.split("+"))


def table(standard: Standard) -> Iterator[tuple[str, ...]]:
    """Every dated value of *standard* as a row under ``HEADINGS``."""
    for name, entries in standard.parameters.items():
        yield from (_row(TITLES[name], entry) for entry in entries)
    for entries in standard.schemes.values():
        yield from (_row("各级指标分值", entry) for entry in entries)


def _row(title: str, entry: Ruled[Any]) -> tuple[str, ...]:
    note = f"（{entry.clause.note}）" if entry.clause.note else ""
    unit = "" if entry.unit in ("公式", "术语", "词", "是否", "级别", "%→分", "倍→分") else entry.unit
    value = f"{value_in_words(entry.value)} {unit}".strip()
    return (title, value, f"{entry.since}", f"{entry.clause}{note}", f"{entry.clause.confirmed}", entry.file)
