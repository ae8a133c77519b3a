"""Rows and labels that the end of a page has cut in two.

A table that goes on over pages has rows of which a part stands on each page, and merged labels that are cut,
repeated or blank on the second. What is printed on one line cannot be cut: a row in which such a figure
stands again is another row. Rows are cells by field; a plus in front stands for an unknown label.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Collection, Mapping
from dataclasses import replace

from jiheng.reading.document import Cell
from jiheng.terms import bare, find, notation

LEVELS = ("level1", "level2")
_ONE_LINE = frozenset(
    {"budget", "adjusted", "executed", "rate", "points", "score"}
    | {"level1_points", "target.op", "target.unit"}
)
_QUANTITIES = frozenset({"target", "target.value", "actual"})
_OFTEN_BLANK = frozenset({*LEVELS, "level1_points", "reason"})
_TAIL = re.compile(r"[(（]?\s*\d+(?:\.\d+)?\s*分?\s*[)）]|[)）]|标|指标|意?度指标")


def goes_on(above: Mapping[str, Cell], below: Mapping[str, Cell], usual: Collection[str]) -> bool:
    """True where *below*, the first row of a page, is the rest of *above*, both by field.

    *usual* are the fields that the rows of this table fill in. No figure may stand in both rows, and one of
    the two must lack what every row has.
    """
    if not below or any(_is_figure(n, above[n]) and _is_figure(n, below[n]) for n in above.keys() & below):
        return False
    if "label" in below and find(below["label"].text, "funding_row"):
        return False
    asked = {name for name in usual if name not in _OFTEN_BLANK}
    is_whole = asked <= above.keys()
    if any(_is_other_level(name, above.get(name), below.get(name)) for name in LEVELS):
        return not is_whole
    return bool(below.keys() - set(LEVELS)) and not (is_whole and asked <= below.keys())


def _is_figure(name: str, cell: Cell) -> bool:
    if name in _ONE_LINE:
        return True
    return (name in _QUANTITIES or name.startswith("+")) and _is_quantity(cell.text)


def _is_quantity(text: str) -> bool:
    split = notation.split_target(text)
    return notation.number(text) is not None or split.value != text


def _is_other_level(name: str, above: Cell | None, below: Cell | None) -> bool:
    """True for a label that is known in full and is not the one above."""
    if below is None or find(below.text, name) is None:
        return False
    return above is None or bare(above.text) != bare(below.text)


def row_joined(above: Mapping[str, Cell], below: Mapping[str, Cell]) -> dict[str, Cell]:
    """The two parts of a row as one."""
    row = dict(above)
    for name, cell in below.items():
        before = row.get(name)
        if before is None:
            row[name] = cell
        elif name not in LEVELS:
            row[name] = joined(before, cell)
        else:
            row[name] = level_joined(before, cell, name) or joined(before, cell)
    return row


def level_joined(above: Cell, below: Cell, name: str) -> Cell | None:
    """A level label cut by the page end, whole again; None where *below* is a label of its own.

    A label that is printed again in full on the next page is the same label.
    """
    if bare(above.text) == bare(below.text):
        return above
    whole = joined(above, below)
    if find(below.text, name) is None and (find(whole.text, name) or _TAIL.fullmatch(below.text)):
        return whole
    return None


def joined(above: Cell, below: Cell) -> Cell:
    """A cell and its rest; it stands where it begins."""
    raw = "\n".join((above.raw or above.text, below.raw or below.text))
    sure = min(above.confidence, below.confidence)
    text = text_joined(above.text, below.text)
    return replace(above, text=text, raw=raw, confidence=sure, rowspan=above.rowspan + below.rowspan)


def text_joined(first: str, second: str) -> str:
    """Text that was broken at the end of a line: no space comes between Chinese characters.

    Two words of Latin letters get one, as do two whole figures: a figure is joined only where the break
    fell inside of it.
    """
    if not first or not second:
        return first or second
    if _is_latin(first[-1]) and _is_latin(second[0]):
        return f"{first} {second}"
    whole = notation.number(first) is not None and notation.number(second) is not None
    return f"{first} {second}" if whole and first[-1].isdigit() else f"{first}{second}"


def _is_latin(char: str) -> bool:
    return char.isalpha() and unicodedata.east_asian_width(char) not in "WF"
