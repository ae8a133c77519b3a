"""Characters to lines of text, and lines to the text of a cell."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from operator import attrgetter
from typing import NamedTuple

from jiheng.reading.pages.page import Glyph

_SAME_LINE = 0.5  # of a character's height
_SAME_PLACE = 0.3  # of a character's width: printed twice to look bold
_WORD_GAP = 0.2  # of a character's height
_left = attrgetter("left")


class Run(NamedTuple):
    """A line of text with its box."""

    text: str
    left: float
    top: float
    right: float
    bottom: float
    raw: str
    confidence: float


def rows_of(glyphs: Sequence[Glyph]) -> list[list[Glyph]]:
    """The characters by line, from top to bottom, each line from left to right."""
    rows: list[list[Glyph]] = []
    middle = reach = 0.0
    for glyph in sorted(glyphs, key=_middle):
        own = (glyph.top + glyph.bottom) / 2
        if rows and own - middle <= reach:
            rows[-1].append(glyph)
        else:
            rows.append([glyph])
            middle, reach = own, (glyph.bottom - glyph.top) * _SAME_LINE
    for row in rows:
        row.sort(key=_left)
    return rows


def _middle(glyph: Glyph) -> float:
    return glyph.top + glyph.bottom


def run_of(row: Sequence[Glyph]) -> Run:
    """One line of characters as text: doubled ones once, spaces between words of letters."""
    texts: list[str] = []
    raws: list[str] = []
    before: Glyph | None = None
    for glyph in row:
        if before is not None:
            if glyph.text == before.text and _doubled(before, glyph):
                continue
            if _parts_words(before, glyph):
                texts.append(" ")
                raws.append(" ")
        texts.append(glyph.text)
        raws.append(glyph.raw or glyph.text)
        before = glyph
    left, right = row[0].left, max(glyph.right for glyph in row)
    top, bottom = min(glyph.top for glyph in row), max(glyph.bottom for glyph in row)
    return Run("".join(texts), left, top, right, bottom, "".join(raws), min(g.confidence for g in row))


def _doubled(one: Glyph, other: Glyph) -> bool:
    return abs(other.left - one.left) < _SAME_PLACE * max(1.0, one.right - one.left)


def _parts_words(one: Glyph, other: Glyph) -> bool:
    """True for a gap between two words in Latin letters or digits."""
    if other.left - one.right <= _WORD_GAP * (one.bottom - one.top):
        return False
    return one.text[-1].isascii() and one.text[-1].isalnum() and other.text[0].isascii()


def runs_of(glyphs: Sequence[Glyph]) -> list[Run]:
    """The lines of text that *glyphs* form."""
    return [run_of(row) for row in rows_of(glyphs)]


def pieces(row: Sequence[Glyph], gap: float) -> Iterator[list[Glyph]]:
    """The parts of a line that are more than *gap* heights of a character apart."""
    held: list[Glyph] = []
    reach = 0.0
    for glyph in row:
        if held and glyph.left - reach > gap * (glyph.bottom - glyph.top):
            yield held
            held, reach = [], 0.0
        held.append(glyph)
        reach = max(reach, glyph.right)
    if held:
        yield held


def joined(runs: Sequence[Run]) -> str:
    """The text of a cell: its lines one after the other, words in Latin letters kept apart."""
    text = ""
    for run in runs:
        apart = bool(text) and text[-1].isascii() and text[-1].isalpha() and run.text[:1].isascii()
        text += f" {run.text}" if apart and run.text[:1].isalpha() else run.text
    return text
