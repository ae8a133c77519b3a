"""A picture of one page to a page of rules and characters."""

from __future__ import annotations

from collections.abc import Iterator
from itertools import groupby

import numpy as np

from jiheng.reading.pages import Glyph, Page, Rule
from jiheng.reading.scan.cells import Text, TextLine
from jiheng.reading.scan.characters import Character
from jiheng.reading.scan.labels import Reading, mended, terms_of
from jiheng.reading.scan.looks import characters_of
from jiheng.reading.scan.operators import with_operators
from jiheng.reading.scan.ruling import Ruling
from jiheng.reading.scan.standing import standing
from jiheng.reading.scan.strokes import stroke, with_dashes
from jiheng.reading.scan.upright import SCALE, Picture, Upright

Cell = list[Character]

_STROKE = 0.9


def page_of(picture: Picture, number: int, dpi: float | None = None) -> Page:
    """The page in a grey picture, or one in the colours blue, green, red; *number* counts from 1.

    Boxes are points of the page after it was turned upright.
    """
    sheet = standing(picture, dpi)
    by_cell = groupby(sheet.text.lines, key=lambda line: line.cell)
    cells = [cell for _, lines in by_cell if (cell := _cell(sheet.page, sheet.text, list(lines)))]
    glyphs = [
        _glyph(reading) for cell in cells for reading in with_operators(mended(cell, _beside(cell, cells)))
    ]
    width, height = sheet.page.size
    return Page(number, width, height, glyphs, list(_rules(sheet.rules)))


def _rules(found: Ruling) -> Iterator[Rule]:
    for at, start, end in found.level:
        yield Rule(start / SCALE, at / SCALE, end / SCALE, at / SCALE)
    for at, start, end in found.upright:
        yield Rule(at / SCALE, start / SCALE, at / SCALE, end / SCALE)


def _cell(page: Upright, text: Text, lines: list[TextLine]) -> Cell:
    """The characters of all lines of a cell."""
    if len(lines) == 1 and (mark := _stroke(text, lines[0])):
        left, top, right, bottom = lines[0].box
        return [Character(mark, left, right, _STROKE, (), top, bottom)]
    return [
        character for line in lines for character in with_dashes(characters_of(page, text, line), line.dashes)
    ]


def _beside(cell: Cell, cells: list[Cell]) -> frozenset[str]:
    """The terms whose labels stand in the same row of the page."""
    middle = (cell[0].top + cell[-1].bottom) / 2
    row = (other for other in cells if other[0].top <= middle <= other[-1].bottom and other is not cell)
    return frozenset().union(*(terms_of("".join(c.text for c in other)) for other in row))


def _glyph(reading: Reading) -> Glyph:
    found = reading.character
    box = found.left / SCALE, found.top / SCALE, found.right / SCALE, found.bottom / SCALE
    return Glyph(found.text, *box, reading.raw, found.confidence)


def _stroke(text: Text, line: TextLine) -> str:
    left, top, right, bottom = line.box
    return stroke(np.isin(text.marks[top:bottom, left:right], line.marks), line.type_height)
