"""Amounts of money in 元, wherever they stand: in a cell, in an indicator, in a sentence."""

from __future__ import annotations

import re
from dataclasses import dataclass
from decimal import Decimal
from functools import lru_cache

from jiheng.terms import notation, plain

_YUAN = "元"
UNITS = ("亿元", "万元", _YUAN)
_LONGEST = 20  # characters; exact arithmetic carries no more
# Prices are no totals: 每人100元, 标准为100元, 100元/人.
_PRICE_BEFORE = r"(?P<price>(?:每|人均|平均|均价|单价|标准)[^\d，,。；;、]{0,6})?"
_PRICE_AFTER = r"(?!\s*[/每])"
_IN_TEXT = re.compile(
    rf"{_PRICE_BEFORE}(?<![\d.])(?<!\d,)(?P<digits>\d{{1,3}}(?:,\d{{3}})+(?:\.\d+)?|\d+(?:\.\d+)?)"
    rf"(?P<unit>{'|'.join(UNITS)}){_PRICE_AFTER}"
)


@dataclass(frozen=True, slots=True)
class Amount:
    """An amount as printed, with its unit, and its value in 元."""

    text: str
    yuan: Decimal


def amount(value: Decimal | None, unit: str) -> Amount | None:
    """*value* of *unit*; None where there is no value above zero, or the unit is none of money."""
    if value is None or value <= 0 or unit not in UNITS:
        return None
    return Amount(f"{value:f}{unit}", notation.in_unit(value, unit, _YUAN))


@lru_cache(maxsize=1024)
def amounts_in(text: str) -> tuple[Amount, ...]:
    """The amounts that a text names, ``54.9万元``, ``549,000元``, ``1.2亿元``, save prices for one."""
    found = []
    for match in _IN_TEXT.finditer(plain(text)):
        digits = match["digits"].replace(",", "")
        known = amount(Decimal(digits), match["unit"]) if len(digits) <= _LONGEST else None
        if known is not None and not match["price"]:
            found.append(known)
    return tuple(found)
