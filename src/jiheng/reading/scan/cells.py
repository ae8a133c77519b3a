"""Where text stands on a ruled page: lines of it, none reaching over a ruling line."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import pairwise
from typing import Any, NamedTuple

import cv2
import numpy as np

from jiheng.reading.scan.ruling import Ruling
from jiheng.reading.scan.upright import Upright, px

_Marks = np.ndarray[Any, np.dtype[np.int64]]  # one row a mark: left, top, right, bottom, cell, its number
_LEFT, _TOP, _RIGHT, _BOTTOM, _CELL, _NUMBER = range(6)

_SPECK = 0.55  # points: smaller marks are dust
_USUAL_TYPE = 9.0
_LARGE = 0.45  # of the height of the type: what is higher makes a line, what is lower belongs to one
_APART = 1.6  # heights of the type between two texts of one line
_NEAR = 0.6
_DASH = 1.4
_FEW = 3


class Box(NamedTuple):
    """In pixels of the upright picture."""

    left: int
    top: int
    right: int
    bottom: int


@dataclass(frozen=True, slots=True)
class TextLine:
    """Where one line of text stands, the height of the type around it, in pixels, its cell and its marks.

    ``dashes`` are the left and right ends of strokes that are as long as two characters.
    """

    box: Box
    type_height: float
    cell: int
    marks: tuple[int, ...]
    dashes: tuple[tuple[int, int], ...] = ()


@dataclass(frozen=True, slots=True)
class Text:
    """All lines of text of a page, cell by cell, and for each pixel the number of the mark it belongs to."""

    lines: list[TextLine]
    marks: Any


def text_of(page: Upright, rules: Ruling) -> Text:
    """Where text stands; what stands outside of every cell is as if in one more."""
    cells = _cells(page.ink.shape, rules)
    numbers, marks = _marks(cv2.subtract(page.ink, rules.ink), cells)
    heights = marks[:, _BOTTOM] - marks[:, _TOP]
    usual = heights[(heights > px(4)) & (heights < px(30))]
    page_type = float(np.percentile(usual, 75)) if usual.size else _USUAL_TYPE * px(1)
    found = [
        line
        for cell in np.unique(marks[:, _CELL])
        for line in _lines(marks[marks[:, _CELL] == cell], page_type)
    ]
    return Text(found, numbers)


def _cells(shape: tuple[int, ...], rules: Ruling) -> Any:
    """A number for each pixel: which cell it is in; 0 on a rule."""
    free = np.full(shape, 255, np.uint8)
    for at, start, end in rules.level:
        cv2.line(free, (start, at), (end, at), 0, 2)
    for at, start, end in rules.upright:
        cv2.line(free, (at, start), (at, end), 0, 2)
    return cv2.connectedComponents(free, connectivity=4)[1]


def _marks(ink: Any, cells: Any) -> tuple[Any, _Marks]:
    """The connected marks of ink, and those of them that are no dust."""
    count, numbers, stats, centres = cv2.connectedComponentsWithStats(ink, connectivity=8)
    stats, centres = stats[1:], centres[1:].astype(np.int64)
    left, top, width, height, area = stats.T.astype(np.int64)
    kept = (area >= px(_SPECK * 2) ** 2 / 2) & (np.maximum(width, height) >= px(_SPECK * 1.5))
    home = cells[centres[:, 1], centres[:, 0]].astype(np.int64)
    marks = np.stack([left, top, left + width, top + height, home, np.arange(1, count)], axis=1)
    return numbers, marks[kept & (home > 0)]


def _lines(marks: _Marks, page_type: float) -> Iterator[TextLine]:
    """The lines of one cell; where rules are missing, of the texts that stand side by side in it."""
    height = _type_height(marks, page_type)
    for block in _parts(marks, _TOP, _BOTTOM, height):
        for column in _parts(block, _LEFT, _RIGHT, _APART * height):
            yield from _column_lines(column, page_type)


def _parts(marks: _Marks, start: int, end: int, gap: float) -> list[_Marks]:
    """The marks in the order of their *start* column, parted where nothing reaches over a wider *gap*."""
    marks = marks[np.argsort(marks[:, start])]
    reach = np.maximum.accumulate(marks[:, end])
    return np.split(marks, np.flatnonzero(marks[1:, start] - reach[:-1] > gap) + 1)


def _column_lines(marks: _Marks, page_type: float) -> Iterator[TextLine]:
    """The lines of one text, each cut where a wide gap is; marks far from every line make their own."""
    height = _type_height(marks, page_type)
    middle = (marks[:, _TOP] + marks[:, _BOTTOM]) / 2
    rest = np.ones(len(marks), dtype=bool)
    # A few marks, as of ≥, do not tell how high a line is.
    for start, end in _bands(marks, height if len(marks) > _FEW else max(height, page_type)):
        inside = rest & (middle >= start) & (middle < end)
        rest &= ~inside
        if inside.any():
            yield from (_line(part, height) for part in _parts(marks[inside], _LEFT, _RIGHT, _APART * height))
    if rest.any() and not rest.all():
        yield from _column_lines(marks[rest], page_type)


def _line(marks: _Marks, height: float) -> TextLine:
    least, most = marks.min(axis=0), marks.max(axis=0)
    box = Box(int(least[_LEFT]), int(least[_TOP]), int(most[_RIGHT]), int(most[_BOTTOM]))
    wide, high = marks[:, _RIGHT] - marks[:, _LEFT], marks[:, _BOTTOM] - marks[:, _TOP]
    dashes = marks[(wide >= _DASH * height) & (high <= height / 4)]
    ends = tuple((int(dash[_LEFT]), int(dash[_RIGHT])) for dash in dashes)
    return TextLine(box, height, int(most[_CELL]), tuple(marks[:, _NUMBER].tolist()), ends)


def _type_height(marks: _Marks, page_type: float) -> float:
    heights = marks[:, _BOTTOM] - marks[:, _TOP]
    large = heights[(heights >= _LARGE * page_type) & (heights <= 4 * page_type)]
    return float(np.percentile(large, 80)) if large.size else page_type


def _bands(marks: _Marks, height: float) -> list[tuple[float, float]]:
    """From where to where each line reaches, top to bottom; what lies between two belongs to the nearer."""
    tall = marks[:, _BOTTOM] - marks[:, _TOP]
    large = marks[(tall >= _LARGE * height) & (tall <= 1.7 * height)]
    used = large if large.size else marks
    top = int(used[:, _TOP].min())
    profile = np.zeros(int(used[:, _BOTTOM].max()) - top + 1)
    for mark in used:
        third = (mark[_BOTTOM] - mark[_TOP]) // 4
        profile[mark[_TOP] + third - top : mark[_BOTTOM] - third - top] += mark[_RIGHT] - mark[_LEFT]
    filled = np.flatnonzero(profile)
    runs = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)
    found: list[tuple[float, float]] = []
    for run in runs:
        start, end = top + int(run[0]), top + int(run[-1]) + 1
        if (
            found
            and (start - found[-1][1] < 0.15 * height or end - start < 0.2 * height)
            and end - found[-1][0] < 1.0 * height
        ):
            found[-1] = (found[-1][0], end)
        else:
            found.append((start, end))
    inner = [(above[1] + below[0]) / 2 for above, below in pairwise(found)]
    far = _NEAR * height
    return [
        (max(start - far, before), min(end + far, after))
        for (start, end), before, after in zip(found, [-np.inf, *inner], [*inner, np.inf], strict=True)
    ]
