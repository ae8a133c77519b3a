"""Figures that a tool has pushed into the column beside their own.

A row has one figure in each column of figures. Where one has none, and the nearest column to its left that is
no column of figures has one on a line of its own, the figures between move to the right by one column.
"""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.reading.columns.column import Column, is_figure
from jiheng.reading.columns.rows import Laid
from jiheng.reading.columns.words import Word
from jiheng.reading.flow.shapes import FIGURES, Kind
from jiheng.terms import notation

_WANTED = (Kind.POINTS, Kind.SCORE)


def returned(lines: Sequence[Laid], columns: Sequence[Column]) -> list[Laid]:
    """The lines of one row, with every figure in the column that lacks it."""
    found = [Laid(line.strip, [list(words) for words in line.cells], line.starts) for line in lines]
    for number in reversed(range(len(columns))):
        if columns[number].kind in _WANTED and not any(line.cells[number] for line in found):
            _fill(found, columns, number)
    return found


def _fill(lines: Sequence[Laid], columns: Sequence[Column], empty: int) -> None:
    left = empty - 1
    while left >= 0 and columns[left].kind in FIGURES:
        left -= 1
    if left < 0 or any(not _is_one(lines, number) for number in range(left + 1, empty)):
        return
    stray = [line.cells[left] for line in lines]
    moved = [words if _is_stray(words) else [] for words in stray]
    rest = [word for words, gone in zip(stray, moved, strict=True) if not gone for word in words]
    if not rest or not _is_figure([word for words in moved for word in words]):
        return
    for line, words in zip(lines, moved, strict=True):
        carried: list[Word] = words
        line.cells[left] = [] if words else line.cells[left]
        for number in range(left + 1, empty + 1):
            carried, line.cells[number] = line.cells[number], carried


def _is_one(lines: Sequence[Laid], column: int) -> bool:
    return _is_figure([word for line in lines for word in line.cells[column]])


def _is_stray(words: Sequence[Word]) -> bool:
    return bool(words) and all(is_figure(word.text) for word in words)


def _is_figure(words: Sequence[Word]) -> bool:
    return notation.number("".join(word.text for word in words)) is not None
