"""Pages without any table drawn: their text set in columns of characters, and read as such a text is."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from statistics import median

from jiheng.model.location import Location
from jiheng.reading.document import Document, Grid, Paragraph
from jiheng.reading.pages.lettering import Run, pieces, rows_of, run_of
from jiheng.reading.pages.page import Page
from jiheng.reading.pages.places import location
from jiheng.reading.text import read_text

_APART = 0.3  # heights of a character between two words
_NEXT_PAGE = "\f"


def pictured(pages: Sequence[Page]) -> Document:
    """The document that the bare text of *pages* makes; its places are those of whole lines."""
    lines: list[str] = []
    places: list[Location] = []
    for page in pages:
        unit = _unit(page)
        for number, row in enumerate(rows_of(page.glyphs)):
            words = [run_of(piece) for piece in pieces(row, _APART)]
            lines.append((_NEXT_PAGE if lines and not number else "") + _line(words, unit))
            places.append(_place(page.number, words))
    blocks = (_placed(block, places) for block in read_text("\n".join(lines)).blocks)
    return Document(tuple(blocks))


def _unit(page: Page) -> float:
    """Points that a column is wide: half of what most characters take."""
    wide = [glyph.right - glyph.left for glyph in page.glyphs if not glyph.text.isascii()]
    return max(1.0, (median(wide) if wide else 10.0) / 2)


def _line(words: Sequence[Run], unit: float) -> str:
    text, column = "", 0
    for word in words:
        gap = max(round(word.left / unit) - column, 1 if text else 0)
        text += " " * gap + word.text
        column += gap + sum(1 if char.isascii() else 2 for char in word.text)
    return text


def _place(page: int, words: Sequence[Run]) -> Location:
    left, right = words[0].left, max(word.right for word in words)
    return location(page, (left, min(w.top for w in words), right, max(w.bottom for w in words)))


def _placed(block: Paragraph | Grid, places: Sequence[Location]) -> Paragraph | Grid:
    if isinstance(block, Paragraph):
        return replace(block, at=_of(block.at, places))
    return replace(block, cells=tuple(replace(cell, at=_of(cell.at, places)) for cell in block.cells))


def _of(at: Location, places: Sequence[Location]) -> Location:
    return places[at.line - 1] if at.line and at.line <= len(places) else at
