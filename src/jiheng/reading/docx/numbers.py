"""The numbers that Word puts in front of the paragraphs of a list: they are shown, and stand in no text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass

from lxml import etree

from jiheng.reading.docx.elements import child, children, number, value

_PLACE = re.compile(r"%([1-9])")
_NONE = "0"
_DIGITS = "〇一二三四五六七八九"
_ROMAN = ((100, "c"), (90, "xc"), (50, "l"), (40, "xl"), (10, "x"), (9, "ix"), (5, "v"), (4, "iv"), (1, "i"))


@dataclass(frozen=True, slots=True)
class _Level:
    start: int
    form: str
    text: str
    is_close: bool


class Numbering:
    """The lists of one document; ``styled`` has list and level by the style of a paragraph."""

    def __init__(self, part: etree._Element | None, styled: Mapping[str, tuple[str, str]]) -> None:
        self._styled = styled
        self._abstract = {value(one, "abstractNumId"): _levels(one) for one in children(part, "abstractNum")}
        self._lists = {value(one, "numId"): one for one in children(part, "num")}
        self._counts: dict[str, dict[int, int]] = {}

    def text(self, given: etree._Element | None, style: str) -> str:
        """What stands in front of the next paragraph, which has the properties *given* and *style*."""
        styled = self._styled.get(style, (_NONE, "0"))
        listed = value(child(given, "numId")) or styled[0]
        level = number(child(given, "ilvl"))
        level = int(styled[1]) if level is None and styled[1].isdecimal() else level or 0
        if listed == _NONE or listed not in self._lists:
            return ""
        return self._counted(self._lists[listed], level)

    def _counted(self, listed: etree._Element, place: int) -> str:
        key = value(child(listed, "abstractNumId"))
        own = {
            number(one, "ilvl"): number(child(one, "startOverride"))
            for one in children(listed, "lvlOverride")
        }
        levels = self._abstract.get(key, {})
        if place not in levels:
            return ""
        if any(start is not None for start in own.values()):
            key = f"{key}/{value(listed, 'numId')}"
        counts = self._counts.setdefault(key, {})
        start = own.get(place)
        counts[place] = counts.get(place, (levels[place].start if start is None else start) - 1) + 1
        for lower in [level for level in counts if level > place]:
            del counts[lower]
        return _shown(levels, counts, place)


def _levels(abstract: etree._Element) -> dict[int, _Level]:
    found = {}
    for one in children(abstract, "lvl"):
        start, form = number(child(one, "start")), value(child(one, "numFmt")) or "decimal"
        is_close = value(child(one, "suff")) == "nothing"
        text = value(child(one, "lvlText"))
        found[number(one, "ilvl") or 0] = _Level(1 if start is None else start, form, text, is_close)
    return found


def _shown(levels: Mapping[int, _Level], counts: Mapping[int, int], place: int) -> str:
    """The number with what stands round it; bullets are no text."""
    level = levels[place]
    if level.form in ("bullet", "none"):
        return ""

    def of_level(match: re.Match[str]) -> str:
        outer = int(match[1]) - 1
        if outer not in levels:
            return ""
        return _FORMS.get(levels[outer].form, str)(counts.get(outer, levels[outer].start))

    text = _PLACE.sub(of_level, level.text)
    return f"{text} " if text and text[-1].isalnum() and not level.is_close else text


def _chinese(count: int) -> str:
    if not 0 < count < 100:
        return str(count)
    tens, ones = divmod(count, 10)
    return f"{_DIGITS[tens] if tens > 1 else ''}{'十' if tens else ''}{_DIGITS[ones] if ones else ''}"


def _letter(count: int) -> str:
    return chr(ord("a") + (count - 1) % 26) * ((count - 1) // 26 + 1) if 0 < count <= 260 else str(count)


def _roman(count: int) -> str:
    if not 0 < count < 400:
        return str(count)
    text = ""
    for size, sign in _ROMAN:
        text += sign * (count // size)
        count %= size
    return text


def _circled(count: int) -> str:
    return chr(0x2460 + count - 1) if 0 < count <= 20 else str(count)


_FORMS: Mapping[str, Callable[[int], str]] = {
    **dict.fromkeys(
        (
            "chineseCounting",
            "chineseCountingThousand",
            "japaneseCounting",
            "taiwaneseCounting",
            "taiwaneseCountingThousand",
            "ideographDigital",
        ),
        _chinese,
    ),
    "decimalZero": lambda count: f"{count:02}",
    "decimalFullWidth": lambda count: "".join(chr(ord(digit) + 0xFEE0) for digit in str(count)),
    "decimalEnclosedCircle": _circled,
    "decimalEnclosedCircleChinese": _circled,
    "lowerLetter": _letter,
    "upperLetter": lambda count: _letter(count).upper(),
    "lowerRoman": _roman,
    "upperRoman": lambda count: _roman(count).upper(),
}
