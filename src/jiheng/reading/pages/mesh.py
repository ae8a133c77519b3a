"""Tables from ruling lines: which lines hang together, and the cells between them with their spans."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import NamedTuple

from jiheng.reading.pages.rules import Line, nearest, places

_TOUCH = 4.0  # points by which the ends of crossing lines may miss one another
_COVERED = 0.6  # share of a cell's side from which on it counts as drawn
_OUTSIDE = 10.0  # a line that goes on so far beyond the last upright one has an open side


class Area(NamedTuple):
    """A cell: its first row and column, and how many it spans."""

    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Mesh:
    """A table: ``xs`` and ``ys`` are the places of its lines, ``areas`` its cells in reading order.

    ``sure`` is less than 1 where lines are not drawn but concluded. ``open_above`` and ``open_below`` are the
    columns without a line at the top and at the bottom of the table, where most have one.
    """

    xs: list[float]
    ys: list[float]
    areas: list[Area]
    sure: float = 1.0
    open_above: frozenset[int] = frozenset()
    open_below: frozenset[int] = frozenset()

    @property
    def box(self) -> tuple[float, float, float, float]:
        """Left, top, right and bottom."""
        return self.xs[0], self.ys[0], self.xs[-1], self.ys[-1]

    def box_of(self, area: Area) -> tuple[float, float, float, float]:
        """Left, top, right and bottom of one cell."""
        xs, ys = self.xs, self.ys
        right, bottom = xs[area.col + area.colspan], ys[area.row + area.rowspan]
        return xs[area.col], ys[area.row], right, bottom


def meshes(across: Sequence[Line], down: Sequence[Line]) -> list[Mesh]:
    """The tables of a page from top to bottom; lines that cross no other belong to none."""
    found = [_mesh(lines, uprights) for lines, uprights in _hanging_together(across, down)]
    return sorted((mesh for mesh in found if mesh is not None), key=lambda mesh: mesh.ys[0])


def _hanging_together(
    across: Sequence[Line], down: Sequence[Line]
) -> Iterator[tuple[list[Line], list[Line]]]:
    """Lines and upright lines that cross, directly or through others."""
    owner = list(range(len(down)))

    def root(number: int) -> int:
        while owner[number] != number:
            owner[number] = owner[owner[number]]
            number = owner[number]
        return number

    touched: list[int | None] = []
    for line in across:
        crossed = [n for n, upright in enumerate(down) if _cross(line, upright)]
        for number in crossed[1:]:
            owner[root(number)] = root(crossed[0])
        touched.append(crossed[0] if crossed else None)
    groups: dict[int, tuple[list[Line], list[Line]]] = {}
    for line, first in zip(across, touched, strict=True):
        if first is not None:
            groups.setdefault(root(first), ([], []))[0].append(line)
    alone: list[Line] = []
    for number, upright in enumerate(down):
        if root(number) in groups:
            groups[root(number)][1].append(upright)
        else:
            alone.append(upright)
    for lines, uprights in groups.values():
        uprights += _as_high(alone, uprights)
        yield lines, uprights


def _as_high(alone: list[Line], uprights: list[Line]) -> list[Line]:
    """Upright lines that cross no other and are as high as a table: sides of cells cut by the page end."""
    if not alone:
        return alone
    top, bottom = min(u.start for u in uprights), max(u.stop for u in uprights)
    return [u for u in alone if abs(u.start - top) <= _TOUCH and abs(u.stop - bottom) <= _TOUCH]


def _cross(line: Line, upright: Line) -> bool:
    return (
        line.start - _TOUCH <= upright.at <= line.stop + _TOUCH
        and upright.start - _TOUCH <= line.at <= upright.stop + _TOUCH
    )


def _mesh(across: list[Line], down: list[Line]) -> Mesh | None:
    xs = _with_open_sides(places(u.at for u in down), [(u.start, u.stop) for u in across])
    ys = _with_open_sides(places(u.at for u in across), [(u.start, u.stop) for u in down])
    if len(xs) < 2 or len(ys) < 2:
        return None
    above, beside = _drawn(across, ys, xs), _drawn(down, xs, ys)
    areas = list(_areas(len(ys) - 1, len(xs) - 1, above, beside))
    return Mesh(xs, ys, areas, open_above=_open(above[0]), open_below=_open(above[-1]))


def _open(side: list[bool]) -> frozenset[int]:
    """The columns without a line on a *side* that is drawn over most."""
    left_open = frozenset(col for col, is_drawn in enumerate(side) if not is_drawn)
    return left_open if 2 * len(left_open) <= len(side) else frozenset()


def _with_open_sides(found: list[float], stretches: list[tuple[float, float]]) -> list[float]:
    """The places, and the ends of the table where no line is drawn."""
    if not stretches:
        return found
    low, high = min(start for start, _ in stretches), max(stop for _, stop in stretches)
    if not found or found[0] - low > _OUTSIDE:
        found = [low, *found]
    if high - found[-1] > _OUTSIDE:
        found = [*found, high]
    return found


def _drawn(lines: list[Line], own: list[float], other: list[float]) -> list[list[bool]]:
    """For each place of *own*, between which neighbours of *other* a line is drawn there."""
    sides = [[False] * (len(other) - 1) for _ in own]
    for at, start, stop in lines:
        row = sides[nearest(own, at)]
        for number, (low, high) in enumerate(pairwise(other)):
            if low < stop and high > start and min(high, stop) - max(low, start) >= _COVERED * (high - low):
                row[number] = True
    return sides


def _areas(rows: int, cols: int, above: list[list[bool]], beside: list[list[bool]]) -> Iterator[Area]:
    """Rectangles of elementary cells that no line parts, from the top left one to the right and down."""
    taken = [[False] * cols for _ in range(rows)]
    for row in range(rows):
        for col in range(cols):
            if taken[row][col]:
                continue
            right = col + 1
            while right < cols and not beside[right][row] and not taken[row][right]:
                right += 1
            bottom = row + 1
            while bottom < rows and _goes_on(bottom, range(col, right), above, beside):
                bottom += 1
            for y in range(row, bottom):
                taken[y][col:right] = [True] * (right - col)
            yield Area(row, col, bottom - row, right - col)


def _goes_on(row: int, cols: range, above: list[list[bool]], beside: list[list[bool]]) -> bool:
    """True where no line parts *row* from the one above it, or the cells in it from one another."""
    if any(above[row][col] for col in cols):
        return False
    return not any(beside[col][row] for col in cols[1:])
