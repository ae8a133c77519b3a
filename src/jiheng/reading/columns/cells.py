"""Words to cells of a grid."""

from __future__ import annotations

from collections.abc import Sequence
from decimal import Decimal

from jiheng.model.location import CERTAIN
from jiheng.reading.columns.words import Word
from jiheng.reading.document import Cell
from jiheng.reading.flow import join


def cell_of(
    words: Sequence[Word],
    row: int,
    col: int,
    rowspan: int = 1,
    colspan: int = 1,
    confidence: Decimal = CERTAIN,
) -> Cell:
    """A cell; its lines are known to stand one below the other in one column, so nothing parts them."""
    fragments = sorted((word.fragment for word in words), key=lambda fragment: fragment.line)
    return join.cell_of(fragments, row, col, rowspan, colspan, confidence, wrap="")
