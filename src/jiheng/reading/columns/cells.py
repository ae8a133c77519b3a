"""Words to cells of a grid."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from decimal import Decimal
from itertools import pairwise

from jiheng.model.location import CERTAIN, Location
from jiheng.reading.columns.words import Word
from jiheng.reading.document import Cell


def cell_of(
    words: Sequence[Word],
    row: int,
    col: int,
    rowspan: int = 1,
    colspan: int = 1,
    confidence: Decimal = CERTAIN,
) -> Cell:
    """A cell; its lines are known to stand one below the other in one column, so nothing parts them."""
    lines = sorted({word.fragment.line for word in words})
    texts = [_line(word for word in words if word.fragment.line == line) for line in lines]
    raw = "\n".join(texts) if len(texts) > 1 else ""
    return Cell(row, col, "".join(texts), rowspan, colspan, raw, Location(line=lines[0]), confidence)


def _line(words: Iterable[Word]) -> str:
    """The words of one line; between them, spaces are one space."""
    found = list(words)
    return found[0].text + "".join((" " if b.fragment.gap else "") + b.text for _, b in pairwise(found))
