"""The XML of one worksheet with a few cells changed; every other byte stays.

A cell becomes a text cell, never a formula. Only a cell that held a number stays one, where its own format
shows that number just as the new text says it: sums over the column go on counting it.
"""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from decimal import Decimal
from xml.parsers import expat
from xml.sax.saxutils import escape, quoteattr

from openpyxl.utils import range_boundaries
from openpyxl.utils.cell import coordinate_to_tuple

from jiheng.terms.number_format import shown

_NUMBER = re.compile(r"(-?\d[\d,]*(?:\.\d+)?)(%?)")
_ESCAPED = re.compile(r"_(?=x[0-9A-Fa-f]{4}_)")
_NAME = re.compile(rb"<([\w.-]+:)?c\b")


class UnchangeableError(Exception):
    """A cell that cannot be changed alone; its message says why, in Chinese."""

    def __init__(self, address: str, why: str) -> None:
        super().__init__(why)
        self.address = address


@dataclass(slots=True)
class _Spot:
    """A cell in the file: from which byte to which, its attributes, its formula's, and what it holds."""

    start: int
    given: Mapping[str, str]
    end: int = 0
    formula: Mapping[str, str] | None = None
    has_value: bool = False


@dataclass(slots=True)
class _Seen:
    spots: dict[str, _Spot] = field(default_factory=dict)
    merged: list[str] = field(default_factory=list)
    has_formulas: bool = False


@dataclass(frozen=True, slots=True)
class Changed:
    """The new part; the addresses whose formulas are gone; and whether any formula is left beside them."""

    part: bytes
    lost_formulas: tuple[str, ...]
    has_formulas: bool


def changed(part: bytes, texts: Mapping[str, str], format_of: Callable[[int], str]) -> Changed:
    """*part* with the *texts* by address; *format_of* gives the number format of a style.

    UnchangeableError for a cell that is not there, lies under a merged area or bears others' formula.
    """
    seen = _look(part, texts)
    for address in texts:
        _refuse(address, seen)
    pieces, last = [], 0
    for address, spot in sorted(seen.spots.items(), key=lambda item: item[1].start):
        pieces += [part[last : spot.start], _cell(part, spot, address, texts[address], format_of)]
        last = spot.end
    lost = tuple(address for address, spot in seen.spots.items() if spot.formula is not None)
    return Changed(b"".join([*pieces, part[last:]]), lost, seen.has_formulas)


def _look(part: bytes, texts: Mapping[str, str]) -> _Seen:
    seen, current = _Seen(), list[_Spot]()
    parser = expat.ParserCreate()

    def start(tag: str, given: dict[str, str]) -> None:
        name = tag.rpartition(":")[2]
        if name == "c" and given.get("r") in texts:
            seen.spots[given["r"]] = _Spot(parser.CurrentByteIndex, given)
            current.append(seen.spots[given["r"]])
        elif name == "mergeCell":
            seen.merged.append(given.get("ref", ""))
        elif name == "f":
            seen.has_formulas = True
            if current:
                current[-1].formula = given
        elif name == "v" and current:
            current[-1].has_value = True

    def end(tag: str) -> None:
        if tag.rpartition(":")[2] == "c" and current:
            current.pop().end = part.index(b">", parser.CurrentByteIndex) + 1

    parser.StartElementHandler, parser.EndElementHandler = start, end
    parser.Parse(part, True)  # noqa: FBT003
    return seen


def _refuse(address: str, seen: _Seen) -> None:
    if address not in seen.spots:
        raise UnchangeableError(address, "原工作簿里没有这个单元格")
    if any(_is_under(address, area) for area in seen.merged):
        raise UnchangeableError(address, "这个单元格被合并在别的单元格下面")
    formula = seen.spots[address].formula
    if formula is not None and "ref" in formula:
        raise UnchangeableError(address, "这个单元格的公式同时用于别的单元格")


def _is_under(address: str, area: str) -> bool:
    row, col = coordinate_to_tuple(address)
    left, top, right, bottom = (edge or 0 for edge in range_boundaries(area))
    return top <= row <= bottom and left <= col <= right and (row, col) != (top, left)


def _cell(part: bytes, spot: _Spot, address: str, text: str, format_of: Callable[[int], str]) -> bytes:
    named = _NAME.match(part, spot.start)
    prefix = (named[1] or b"").decode() if named else ""
    style = spot.given.get("s", "")
    head = f"<{prefix}c r={quoteattr(address)}" + (f" s={quoteattr(style)}" if style else "")
    number = _number(spot, text, format_of)
    if not text:
        made = f"{head}/>"
    elif number is not None:
        made = f"{head}><{prefix}v>{number:f}</{prefix}v></{prefix}c>"
    else:
        told = escape(_ESCAPED.sub("_x005F_", "\n".join(text.splitlines())))
        inside = f'<{prefix}is><{prefix}t xml:space="preserve">{told}</{prefix}t></{prefix}is>'
        made = f'{head} t="inlineStr">{inside}</{prefix}c>'
    return made.encode()


def _number(spot: _Spot, text: str, format_of: Callable[[int], str]) -> Decimal | None:
    """The number that the cell's format shows as *text*, for a cell that held a number."""
    match = _NUMBER.fullmatch(text)
    if match is None or not spot.has_value or spot.given.get("t", "n") != "n":
        return None
    value = Decimal(match[1].replace(",", "")).scaleb(-2 if match[2] else 0)
    return value if shown(value, format_of(int(spot.given.get("s", "0")))) == text else None
