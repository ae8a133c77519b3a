"""The words of each line to the columns of a table, by least cost.

A word that the tool has pushed aside stands between its neighbours, and looks like what its column holds.
"""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.reading.columns.column import Column, is_figure, misfit
from jiheng.reading.columns.words import APART, Strip, Word, are_apart
from jiheng.reading.flow.shapes import FIGURES

_PER_PLACE = 4
_MOST_FAR = 80.0
_APART_TOGETHER = 45
_SPACED_TOGETHER = 25
_NEAR_PARTED = 5
_TWO_FIGURES = 60
_FIGURE_AFTER = 25
_SHAPE = 5
_OUTSIDE = 2


def place(strip: Strip, columns: Sequence[Column], starts: Sequence[int]) -> list[list[Word]]:
    """The words of *strip* by column; *starts* are the places where each column but the first begins."""
    edges = [0, *starts, max(10_000, strip.words[-1].right)]
    best: list[list[tuple[float, int]]] = []
    for number, word in enumerate(strip.words):
        row: list[tuple[float, int]] = []
        for column, _ in enumerate(columns):
            own = _price(word, columns[column], edges[column], edges[column + 1])
            if not number:
                row.append((own, column))
                continue
            before = strip.words[number - 1]
            ways = (
                (
                    best[-1][was][0]
                    + (_together(before, word, columns[column]) if was == column else _parted(before, word)),
                    was,
                )
                for was in range(column + 1)
            )
            cost, was = min(ways)
            row.append((own + cost, was))
        best.append(row)
    return _by_column(strip, best, len(columns))


def _by_column(strip: Strip, best: Sequence[Sequence[tuple[float, int]]], count: int) -> list[list[Word]]:
    found: list[list[Word]] = [[] for _ in range(count)]
    column = min(range(count), key=lambda n: best[-1][n][0])
    for word, row in zip(reversed(strip.words), reversed(best), strict=True):
        found[column].insert(0, word)
        column = row[column][1]
    return found


def _price(word: Word, column: Column, left: int, right: int) -> float:
    far = max(0.0, left - word.center, word.center - right + 0.5)
    outside = max(0, left - word.left) + max(0, word.right - right)
    size = word.right - word.left
    shape = misfit(column.field, column.kind, word.text) * (_SHAPE if column.kind in FIGURES else 1)
    return min(_MOST_FAR, _PER_PLACE * far) + _OUTSIDE * outside / max(1, size) + shape


def _together(before: Word, word: Word, column: Column) -> int:
    if are_apart(before, word):
        return _APART_TOGETHER if word.fragment.gap >= APART else _SPACED_TOGETHER
    if column.kind in FIGURES:
        return _TWO_FIGURES if word.text[0].isdigit() or not before.text[-1].isdigit() else 0
    return 0 if not is_figure(word.text) or not is_figure(before.text) else _FIGURE_AFTER


def _parted(before: Word, word: Word) -> int:
    return 0 if are_apart(before, word) else _NEAR_PARTED
