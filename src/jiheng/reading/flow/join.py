"""Fragments joined to the text of a cell or paragraph."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal
from itertools import pairwise

from jiheng.model.location import CERTAIN, Location
from jiheng.reading.document import Cell, Paragraph
from jiheng.reading.flow.fragments import Fragment, are_two_figures


def joined(fragments: Sequence[Fragment], wrap: str | None = None) -> str:
    """The text with its line wraps joined by *wrap*; spaces inside of a line are one space.

    Without *wrap* two figures on two lines stay apart, and all else is joined.
    """
    text = fragments[0].text if fragments else ""
    for before, after in pairwise(fragments):
        if before.line == after.line:
            text += " " if after.gap else ""
        else:
            text += (" " if are_two_figures(before, after) else "") if wrap is None else wrap
        text += after.text
    return text


def cell_of(
    fragments: Sequence[Fragment],
    row: int,
    col: int,
    rowspan: int = 1,
    colspan: int = 1,
    confidence: Decimal = CERTAIN,
    wrap: str | None = None,
) -> Cell:
    """A cell of a grid; its place is the line on which it begins, *wrap* as for ``joined``."""
    text = joined(fragments, wrap)
    raw = joined(fragments, "\n") if fragments[0].line != fragments[-1].line else ""
    place = Location(line=fragments[0].line)
    return Cell(row, col, text, rowspan, colspan, raw, place, confidence)


def paragraph(fragments: Sequence[Fragment]) -> Paragraph:
    """Fragments outside of every table."""
    raw = joined(fragments, "\n") if fragments[0].line != fragments[-1].line else ""
    return Paragraph(joined(fragments), Location(line=fragments[0].line), raw)
