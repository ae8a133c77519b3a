"""What may be chosen in a cell, and what is said when it is entered: from the glossary and the standard."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiheng.standards import Layout, Ruled, Rules, Trust
from jiheng.terms import label, of_kind, term
from jiheng.writing.entry.formulas import is_number
from jiheng.writing.entry.plan import Entry, units

OPERATORS = ("≥", "≤", "=", ">", "<", label("qualitative"))
_NUMBERS = {"budget", "adjusted", "executed", "points", "score"}
_CONFIRMED = (Trust.A, Trust.B)
_LONGEST = 255  # characters of a message, by Excel's measure
_OVER = "自动算出，也可以改写。"
_MONEY = "只填数字，不写单位；没有的填“-”。"
_HINTS = {
    "header.project": "与预算批复的名称一致。",
    "header.year": "把年份写在“年度”前，如2024年度。",
    "fund_unit": "从列表中选择金额单位。",
    "funding.budget": _MONEY,
    "funding.adjusted": _MONEY,
    "funding.executed": _MONEY,
    "funding.rate": _OVER,
    "funding.score": _OVER,
    "indicators.level1": "从列表中选择。一行一项指标，每行都写。",
    "indicators.level2": "从列表中选择；先选一级指标。",
    "indicators.level3": "一行一项指标。不用的行空着即可；不够时在本表中间插入行。",
    "indicators.target": "写明方向、数值和单位，如“≥50次”“=100%”“2024年12月底前”；定性指标写文字。",
    "indicators.target.op": "从列表中选择；以文字表述的选“定性”。",
    "indicators.target.value": "只填数值，如50、100；定性指标写文字。",
    "indicators.target.unit": "如次、个、%。",
    "indicators.actual": "单位与指标值一致，如“48次”“98%”；定性指标从列表中选择完成情况。",
    "indicators.points": "只填数字，如10、7.5。",
    "indicators.score": "只填数字，不超过分值。",
    "indicators.reason": "得分低于分值的，写明原因和改进措施。",
    "total.points": _OVER,
    "total.score": _OVER,
    "grade": _OVER,
}
_RULES = {
    "funding.points": "execution_points",
    "funding.score": "execution",
    "indicators.score": "qualitative_bands",
    "total.points": "full_points",
    "grade": "grades",
}


def key(entry: Entry) -> str:
    """The name of a cell without the number of its row."""
    return f"{entry.block}.{entry.field}" if entry.field else entry.block


def validation(entry: Entry, choices: str, rules: Rules, layout: Layout) -> Mapping[str, Any]:
    """How Excel asks for one cell. *choices* is the formula of a list that stands in helping cells."""
    asked: dict[str, Any] = {
        "validate": "any",
        "input_title": _name(entry),
        "input_message": message(entry, rules),
        "ignore_blank": True,
    }
    offered = choices or list(_offered(entry, rules, layout))
    if offered:
        asked |= {"validate": "list", "source": offered, "show_error": False}
        if entry.block == "fund_unit" or entry.field in ("level1", "level2"):
            asked |= _warning("不在列表中。确定要这样填吗？")
    elif entry.field in _NUMBERS:
        asked |= {"validate": "custom", "value": f"={is_number(entry)}", **_warning("应为数字，或“-”。")}
    return asked


def _warning(what: str) -> Mapping[str, Any]:
    """The user may insist: a form must be able to say what an office has to say."""
    return {"show_error": True, "error_type": "warning", "error_title": "请核对", "error_message": what}


def _offered(entry: Entry, rules: Rules, layout: Layout) -> Iterator[str]:
    if entry.path == "fund_unit":
        yield from units(layout)
    elif entry.field == "target.op":
        yield from OPERATORS
    elif key(entry) == "indicators.actual":
        yield from (tier.label for tier in of_kind("tier"))
    elif entry.path == "grade":
        yield from (band.name for band in rules.grades.value)


def level2_names(rules: Rules) -> Mapping[str, tuple[str, ...]]:
    """The level-2 names under every level-1 name, in the glossary's words."""
    firsts = rules.level1_names.value
    names = {label(first) for first in firsts}
    return {
        label(first): tuple(
            second.label
            for second in of_kind("level2")
            if first in second.parents and second.label not in names
        )
        for first in firsts
    }


def _name(entry: Entry) -> str:
    return (entry.label or (label(entry.term) if entry.term else ""))[:32]


def message(entry: Entry, rules: Rules) -> str:
    """What goes into a cell, how it is written, and the text that says so where somebody has read it."""
    parts = [term(entry.term).meaning if entry.term else "", _HINTS.get(key(entry), "")]
    ruled = _RULES.get(key(entry), "")
    if entry.is_part:
        parts = ["不计分；没有的填“-”。"]
    elif ruled:
        parts += [_said(ruled, rules), _law(getattr(rules, ruled))]
    return "".join(parts)[:_LONGEST]


def _said(name: str, rules: Rules) -> str:
    if name == "execution_points":
        return f"预算执行率{rules.execution_points.value:f}分。"
    if name == "qualitative_bands":
        tiers = [tier.label for tier in of_kind("tier")]
        ends = [100, *(f"{share * 100:.0f}" for share in rules.qualitative_bands.value)]
        shares = (f"{tier}{high}%–{low}%" for tier, high, low in zip(tiers, ends, ends[1:], strict=False))
        return f"定性指标按占分值的比例：{'，'.join(shares)}。"
    if name == "grades":
        return "".join(f"{band.name}：{band.low:f}分及以上；" for band in rules.grades.value[:-1])
    return ""


def _law(ruled: Ruled[Any]) -> str:
    clause = ruled.clause
    return f"依据{clause.law.name}{clause.article}。" if clause.trust in _CONFIRMED else ""
