"""Printed text to numbers, targets and results: every notation seen on published forms.

Nothing here guesses a digit. What cannot be read as a number stays words; the printed text is always kept.
"""

from __future__ import annotations

import re
from dataclasses import replace
from decimal import Decimal
from functools import lru_cache

from jiheng.model import Actual, Number, Target, TargetKind, TargetText
from jiheng.terms import calendar
from jiheng.terms.glossary import plain

_EMPTY = re.compile(r"[-/—–―_─~]*")
_DIGITS = r"[-−]?(?:\d{1,3}(?:,\d{3})+|\d+)(?:\.\d+)?"
_NUMBER = re.compile(_DIGITS)
_PLAIN_NUMBER = re.compile(r"-?\d+(?:\.\d+)?")
_LONGEST = 20  # characters; anything longer is no amount, count or score, and would outgrow exact arithmetic
_UNIT = r"%|‰|[A-Za-z]{1,4}|(?!完成|覆盖|到位|达标|以|及|之|且|月\d|年\d)[^\d\s,;:。！？≥≤<>=().%~-]{1,12}"
_REMARKED = rf"(?:{_UNIT})(?:\([^()\d]{{1,6}}\))?"
_QUANTITY = re.compile(rf"({_DIGITS})(?:\(({_REMARKED})\)|({_REMARKED}))?")
_RANGE = re.compile(
    rf"[\[(]?({_DIGITS})({_UNIT})?(?:-|~|—|至|到|,)({_DIGITS})[\])]?(?:\(({_UNIT})\)|({_UNIT}))?"
)

_SIGNS = {
    "≥": "≥", "≧": "≥", ">=": "≥", "=>": "≥", "≤": "≤", "≦": "≤", "<=": "≤", "=<": "≤",
    "=": "=", "═": "=", "==": "=", ">": ">", "<": "<",
}  # fmt: skip
_WORDS = {
    "不低于": "≥", "不少于": "≥", "大于等于": "≥", "大于或等于": "≥", "不小于": "≥", "至少": "≥",
    "不超过": "≤", "不高于": "≤", "小于等于": "≤", "小于或等于": "≤", "不大于": "≤", "不多于": "≤",
    "等于": "=", "大于": ">", "高于": ">", "超过": ">", "小于": "<", "低于": "<", "少于": "<",
}  # fmt: skip
_SUFFIXES = {
    "及以上": "≥", "以上": "≥", "及以下": "≤", "以下": "≤", "以内": "≤", "之内": "≤",
    "(含)以上": "≥", "(含)以下": "≤",
}  # fmt: skip
_OPERATORS = _SIGNS | _WORDS
_PREFIX = re.compile("|".join(sorted(map(re.escape, _OPERATORS), key=len, reverse=True)))
_SUFFIX = re.compile(f"({'|'.join(sorted(map(re.escape, _SUFFIXES), key=len, reverse=True))})$")

_KINDS = {
    "≥": TargetKind.AT_LEAST,
    "≤": TargetKind.AT_MOST,
    "=": TargetKind.EXACTLY,
    ">": TargetKind.ABOVE,
    "<": TargetKind.BELOW,
    "": TargetKind.EXACTLY,
}
_MONEY = {"元": 0, "万元": 4, "亿元": 8}
_MONEY_SHORT = {"万": "万元", "亿": "亿元"}
_SAME_UNITS = {"百分比": "%", "百分之": "%", "％": "%"}
_HUNDRED = Decimal(100)


@lru_cache(maxsize=16384)
def is_empty(text: str) -> bool:
    """True for blank, ``-``, ``—``, ``――``, ``/`` and runs of them; ``0`` is a value."""
    return _EMPTY.fullmatch(plain(text)) is not None


@lru_cache(maxsize=16384)
def number(text: str) -> Number | None:
    """A cell that is one number: ``1,234.50``, ``72.77``, full-width digits; a final % or 分 is let pass."""
    shown = plain(text).removesuffix("%").removesuffix("分")
    if len(shown) > _LONGEST:
        return None
    if _PLAIN_NUMBER.fullmatch(shown):
        return Number(Decimal(shown))
    return Number(_decimal(shown)) if _NUMBER.fullmatch(shown) else None


def _decimal(digits: str) -> Decimal:
    return Decimal(digits.replace(",", "").replace("−", "-"))


@lru_cache(maxsize=4096)
def amount(text: str, unit: str) -> Number | None:
    """A cell of money, expressed in *unit* (元 or 万元); a unit inside the cell (``620.82万元``) counts."""
    plainly = number(text)
    if plainly is not None:
        return plainly
    found = _quantity(plain(text))
    if found is None:
        return None
    value, printed = found[0], _MONEY_SHORT.get(found[1], found[1])
    if printed not in _MONEY or unit not in _MONEY:
        return None
    return Number(in_unit(value, printed, unit))


@lru_cache(maxsize=4096)
def rates(text: str) -> tuple[Number, ...]:
    """What a printed rate can mean, in per cent: ``72.77``, ``72.77%``, ``0.7277``, ``1``.

    Without a % sign a value up to 1 may also be a fraction; a bare ``1`` or ``0`` then counts as a whole
    per cent, since nobody rounds a rate to hundreds of per cent.
    """
    value = number(text)
    if value is None:
        return ()
    if "%" in plain(text) or not 0 <= value.value <= 1:
        return (value,)
    if value.places == 0:
        return (value, Number(value.value * _HUNDRED))
    return (value, Number(value.value.scaleb(2)))


def _quantity(shown: str) -> tuple[Decimal, str] | None:
    match = _QUANTITY.fullmatch(shown)
    if match is None or len(match[1]) > _LONGEST:
        return None
    return _decimal(match[1]), match[2] or match[3] or ""


def in_unit(value: Decimal, unit: str, wanted: str) -> Decimal:
    """An amount of money moved from 元, 万元 or 亿元 to another of them, exactly; its places move along."""
    return value.scaleb(_MONEY[unit] - _MONEY[wanted])


@lru_cache(maxsize=4096)
def same_unit(one: str, other: str) -> str:
    """The unit in which both can be compared, or ``""`` where they cannot (``次`` against ``%``).

    A missing unit agrees with any; money units agree with one another.
    """
    one, other = (_SAME_UNITS.get(plain(u).strip("()"), plain(u).strip("()")) for u in (one, other))
    if one == other or not other:
        return one or "个"
    if not one:
        return other
    return one if one in _MONEY and other in _MONEY else ""


def comparable(target: Target, actual: Actual) -> Decimal | None:
    """The number of *actual* in the unit of *target*; None without a number or with another kind of unit."""
    if actual.number is None or not same_unit(target.unit, actual.unit):
        return None
    if target.unit in _MONEY and actual.unit in _MONEY:
        return in_unit(actual.number.value, actual.unit, target.unit)
    return actual.number.value


@lru_cache(maxsize=8192)
def split_target(text: str) -> TargetText:
    """年度指标值 in one cell, split: ``≥50.00(次)`` → op ``≥``, value ``50.00``, unit ``次``.

    Ranges, dates and words are not split: op and unit stay empty and value is the text.
    """
    op, rest = _operator(plain(text))
    found = None if calendar.last_day(rest, None) else _QUANTITY.fullmatch(rest)
    if found is None or len(found[1]) > _LONGEST:
        return TargetText(text=text, value=text)
    return TargetText(text=text, op=op, value=found[1], unit=found[2] or found[3] or "")


def _operator(shown: str) -> tuple[str, str]:
    """The canonical operator and the text without it; only where a digit follows or precedes it."""
    prefix = _PREFIX.match(shown)
    if prefix and _NUMBER.match(shown, prefix.end()):
        return _OPERATORS[prefix[0]], _SUFFIX.sub("", shown[prefix.end() :])
    suffix = _SUFFIX.search(shown)
    if suffix and shown[:1].isdigit():
        return _SUFFIXES[suffix[1]], shown[: suffix.start()]
    return "", shown


def meant(text: str) -> tuple[str, str, str]:
    """Operator, value and unit of a target in one cell, for comparing: some forms print each in its own."""
    found = split_target(text)
    return plain(found.op), plain(found.value), plain(found.unit).strip("()")


def operator(text: str) -> str:
    """The canonical sign of an operator printed in a cell of its own; ``""`` for 定性 and unknown words."""
    return _OPERATORS.get(plain(text), "")


def completed(target: TargetText) -> TargetText:
    """A target with both its faces: the one cell, and operator, value and unit."""
    if target.text and not (target.op or target.value or target.unit):
        return replace(split_target(target.text), extra=target.extra)
    if not target.text and (target.value or target.unit):
        return replace(target, text=f"{operator(target.op)}{target.value}{target.unit}")
    return target


@lru_cache(maxsize=8192)
def _understood(text: str, op: str, value: str, unit: str, year: int | None) -> Target:
    shown = number(value) if value and not plain(value).endswith("%") else None
    if shown is None:
        op, rest = _operator(plain(text or value))
        found = _quantity(rest)
        due = calendar.last_day(rest, year)
        if found is None or due:
            return _range(text or value) or _dated(text or value, due)
        bound, unit = found
    else:
        op, bound = operator(op), shown.value
    kind = _KINDS[op]
    low = bound if kind in (TargetKind.AT_LEAST, TargetKind.ABOVE, TargetKind.EXACTLY) else None
    high = bound if kind in (TargetKind.AT_MOST, TargetKind.BELOW, TargetKind.EXACTLY) else None
    unit = _SAME_UNITS.get(unit, unit)
    return Target(kind, text or value, low, high, unit)


def _dated(text: str, due: calendar.Day | None) -> Target:
    if due is None:
        return Target(TargetKind.IN_WORDS, text)
    return Target(TargetKind.BY_DATE, text, due=due.day)


def _range(text: str) -> Target | None:
    match = _RANGE.fullmatch(plain(text))
    if match is None or len(match[1]) > _LONGEST or len(match[3]) > _LONGEST:
        return None
    low, high = _decimal(match[1]), _decimal(match[3])
    unit = match[4] or match[5] or match[2] or ""
    return Target(TargetKind.BETWEEN, text, low, high, unit) if low < high else None


def target(printed: TargetText, year: int | None = None) -> Target:
    """年度指标值 understood. *year* completes a day that is printed without its year (``12月底前``)."""
    return _understood(printed.text, printed.op, printed.value, printed.unit, year)


@lru_cache(maxsize=8192)
def actual(text: str, year: int | None = None) -> Actual:
    """实际完成值 understood: ``68.00(次)``, ``≥266米`` (operator copied), a day, or words."""
    if is_empty(text):
        return Actual("")
    op, rest = _operator(plain(text))
    day = calendar.last_day(rest, year)
    if day is not None:
        return Actual(text, day=day.day)
    found = _quantity(rest)
    if found is None:
        return Actual(text)
    return Actual(text, Number(found[0]), _SAME_UNITS.get(found[1], found[1]), None, op)


def year_of(text: str) -> int | None:
    """The four-digit year of a header, or None."""
    match = re.search(r"(?<!\d)(?:19|20)\d{2}(?!\d)", plain(text))
    return int(match[0]) if match else None
