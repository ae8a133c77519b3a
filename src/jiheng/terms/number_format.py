"""What a spreadsheet shows of a number or a day, by the number format of its cell.

``0.7277`` under ``0.00%`` is ``72.77%``. Numbers are exact decimals with the 15 digits that Excel keeps.
Formats that cut a number in pieces (fractions, conditions, digits around a literal) show it plainly.
"""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time, timedelta
from decimal import ROUND_HALF_UP, Context, Decimal
from functools import lru_cache

_GENERAL = frozenset({"", "general", "g/通用格式", "@"})
_KEPT = Context(prec=15, rounding=ROUND_HALF_UP)
_ROOM = 11  # characters that Excel gives a fraction under the general format
_TOKEN = re.compile(
    r'"(?P<text>[^"]*)"|[\\!](?P<sign>.)|(?P<space>_).|\*.|\[\$(?P<money>[^\]-]*)[^\]]*\]|\[(?P<bracket>[^\]]*)\]'
    r"|(?P<general>General|G/通用格式)|(?P<exponent>E[+-]0+)|(?P<digits>[0#?](?:[0#?,]*[0#?])?(?:\.[0#?]*)?,*|\.[0#?]+)|(?P<percent>%)"
    r"|(?P<noon>AM/PM|A/P|上午/下午)|(?P<part>y+|m+|d+|h+|s+(?:\.0+)?|a{3,4})|(?P<other>.)",
    re.IGNORECASE | re.DOTALL,
)
_ELAPSED = re.compile(r"(h+|m+|s+)", re.IGNORECASE)
_CONDITION = re.compile(r"[<>=]")
# The built-in formats that mean something else, or only something, under Chinese settings: by their number.
CHINESE: Mapping[int, str] = {
    14: "yyyy/m/d",
    22: "yyyy/m/d h:mm",
    **dict.fromkeys((27, 36, 50, 52, 57), 'yyyy"年"m"月"'),
    **dict.fromkeys((28, 29, 51, 53, 54, 58), 'm"月"d"日"'),
    30: "m-d-yy",
    31: 'yyyy"年"m"月"d"日"',
    32: 'h"时"mm"分"',
    33: 'h"时"mm"分"ss"秒"',
    **dict.fromkeys((34, 55), '上午/下午h"时"mm"分"'),
    **dict.fromkeys((35, 56), '上午/下午h"时"mm"分"ss"秒"'),
}
_WEEKDAYS = "一二三四五六日"
_SECTIONS = re.compile(r'((?:"[^"]*"|[\\!_*].|\[[^\]]*\]|[^;"\\!_*\[]|[\\!_*"\[])*)(?:;|$)', re.DOTALL)
_MOST_DECIMALS = 30
_WIDEST = 320  # no spreadsheet holds a number of more digits


@dataclass(frozen=True, slots=True)
class _Token:
    kind: str
    text: str


def shown(value: Decimal | date | time | timedelta, code: str) -> str:
    """*value* as a cell with the number format *code* shows it."""
    if not isinstance(value, Decimal):
        return _moment(value, _sections(code)[0])
    kept = _KEPT.plus(value)
    if abs(kept.adjusted()) > _WIDEST:
        return str(kept)
    sections = _sections(code)
    if code.strip().lower() in _GENERAL or not _is_plain(sections):
        return _general(kept)
    tokens, kept = _section(sections, kept)
    return _number(kept, tokens)


@lru_cache(maxsize=1024)
def _sections(code: str) -> tuple[tuple[_Token, ...], ...]:
    return tuple(_tokens(part) for part in _SECTIONS.findall(code)[: code.count(";") + 1])


def _tokens(code: str) -> tuple[_Token, ...]:
    found = []
    for match in _TOKEN.finditer(code):
        kind = match.lastgroup or ""
        text = match[match.lastgroup] if match.lastgroup else ""
        if kind == "bracket":
            kind = "elapsed" if _ELAPSED.fullmatch(text) else "condition" if _CONDITION.match(text) else ""
        if kind:
            found.append(_Token(kind, " " if kind == "space" else text))
    return tuple(found)


def _is_plain(sections: tuple[tuple[_Token, ...], ...]) -> bool:
    """True where every section shows a number in one piece, and no condition chooses among them."""
    for tokens in sections[:3]:
        kinds = [token.kind for token in tokens]
        if kinds.count("digits") + kinds.count("general") > 1 or not {
            "condition",
            "part",
            "elapsed",
        }.isdisjoint(kinds):
            return False
        if any(token.kind == "other" and token.text in "/@" for token in tokens):
            return False
        if any(token.kind == "other" and token.text.isalpha() and token.text.isascii() for token in tokens):
            return False
    return any(token.kind in ("digits", "general") for token in sections[0])


def _section(sections: tuple[tuple[_Token, ...], ...], value: Decimal) -> tuple[tuple[_Token, ...], Decimal]:
    """The section for the sign of *value*, and what it shows: a section of its own gives the sign itself."""
    if value < 0 and len(sections) > 1 and sections[1]:
        return sections[1], -value
    if value == 0 and len(sections) > 2 and sections[2]:
        return sections[2], value
    return sections[0], value


def _number(value: Decimal, tokens: tuple[_Token, ...]) -> str:
    digits = next((token.text for token in tokens if token.kind == "digits"), "")
    exponent = next((token.text for token in tokens if token.kind == "exponent"), "")
    value = value.scaleb(2 * sum(token.kind == "percent" for token in tokens))
    told = _scientific(abs(value), digits, exponent) if exponent else _fixed(abs(value), digits)
    texts = {"digits": told, "general": _general(abs(value)), "exponent": "", "percent": "%"}
    text = "".join(texts.get(token.kind, token.text) for token in tokens).strip()
    return f"-{text}" if value < 0 else text


def _fixed(value: Decimal, digits: str) -> str:
    counted = digits.rstrip(",")
    scaled = value.scaleb(-3 * (len(digits) - len(counted)))
    whole, _, part = counted.partition(".")
    places = min(len(part), _MOST_DECIMALS)
    least, zeros = len(part.rstrip("#?")), whole.count("0")
    rounded = scaled.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=Context(prec=400))
    before, _, after = f"{rounded:f}".partition(".")
    before = before.lstrip("0").rjust(zeros, "0")
    if "," in whole:
        before = _grouped(before)
    while len(after) > least and after.endswith("0"):
        after = after[:-1]
    return f"{before}.{after}" if "." in counted and (after or part == "") else before


def _grouped(digits: str) -> str:
    lead = len(digits) % 3
    parts = [digits[:lead]] if lead else []
    return ",".join(parts + [digits[n : n + 3] for n in range(lead, len(digits), 3)])


def _scientific(value: Decimal, digits: str, exponent: str) -> str:
    places = len(digits.partition(".")[2])
    mantissa, _, power = f"{value:.{places}E}".partition("E")
    sign = power[0] if power[0] == "-" or exponent[1] == "+" else ""
    return f"{mantissa}E{sign}{power[1:].rjust(len(exponent) - 2, '0')}"


def _general(value: Decimal) -> str:
    """A whole number in full, a fraction with as many digits as eleven characters hold."""
    if value == value.to_integral_value():
        return f"{value.to_integral_value():f}" if value else "0"
    places = max(0, _ROOM - 1 - len(f"{abs(value):f}".partition(".")[0]))
    rounded = value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP)
    if not rounded:
        return f"{value.normalize():E}"
    return f"{rounded:f}".rstrip("0").rstrip(".") if places else f"{rounded:f}"


def _moment(value: date | time | timedelta, tokens: tuple[_Token, ...]) -> str:
    if isinstance(value, timedelta):
        return _elapsed(value)
    when = value if isinstance(value, datetime) else _at_noon(value)
    half = any(token.kind == "noon" for token in tokens)
    parts = [token.text[0].lower() if token.kind == "part" else "" for token in tokens]
    texts = []
    for place, token in enumerate(tokens):
        if token.kind == "part":
            before = next((p for p in reversed(parts[:place]) if p), "")
            after = next((p for p in parts[place + 1 :] if p), "")
            is_minute = before == "h" or after == "s"
            texts.append(_part(when, token.text.lower(), half=half, is_minute=is_minute))
        elif token.kind == "noon":
            texts.append(("上午" if when.hour < 12 else "下午") if token.text[0] == "上" else f"{when:%p}")
        else:
            texts.append(token.text)
    return "".join(texts).strip()


def _at_noon(value: date | time) -> datetime:
    """The day, or the time on a day that is not shown."""
    if isinstance(value, time):
        return datetime.combine(date(1900, 1, 1), value)
    return datetime(value.year, value.month, value.day)  # noqa: DTZ001  a cell knows no zone


def _part(when: datetime, code: str, *, half: bool, is_minute: bool) -> str:
    kind, long = code[0], len(code)
    if kind == "y":
        return f"{when.year:04d}" if long > 2 else f"{when.year % 100:02d}"
    if kind == "a":
        return ("星期" if long > 3 else "") + _WEEKDAYS[when.weekday()]
    if kind == "m" and not is_minute and long > 2:
        return f"{when:%b}" if long == 3 else f"{when:%B}"
    if kind == "d" and long > 2:
        return f"{when:%a}" if long == 3 else f"{when:%A}"
    hour = (when.hour % 12 or 12) if half else when.hour
    number = {"m": when.minute if is_minute else when.month, "d": when.day, "h": hour, "s": when.second}[kind]
    return f"{number:02d}" if long > 1 else str(number)


def _elapsed(value: timedelta) -> str:
    seconds = int(value.total_seconds())
    sign, seconds = ("-", -seconds) if seconds < 0 else ("", seconds)
    return f"{sign}{seconds // 3600}:{seconds // 60 % 60:02d}:{seconds % 60:02d}"
