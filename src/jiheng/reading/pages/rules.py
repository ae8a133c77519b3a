"""Ruling lines made whole: strokes, thin bars, dots and dashes that lie in one line become one line."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator
from typing import NamedTuple

from jiheng.reading.pages.page import Rule

SNAP = 2.0
"""Lines that are no further apart than this are one line."""
_GAP = 5.0  # between two dashes
_SHORTEST = 4.0
_DOT = 2.0  # a dot may belong to a line of either kind


class Line(NamedTuple):
    """A line at ``at`` on the one axis, from ``start`` to ``stop`` on the other."""

    at: float
    start: float
    stop: float


def lines_of(rules: Iterable[Rule]) -> tuple[list[Line], list[Line]]:
    """The horizontal lines and the vertical lines of a page, by their places."""
    across, down = [], []
    for left, top, right, bottom in rules:
        wide, high = right - left, bottom - top
        if wide >= high or wide < _DOT > high:
            across.append(Line((top + bottom) / 2, left, right))
        if high > wide or wide < _DOT > high:
            down.append(Line((left + right) / 2, top, bottom))
    return list(_whole(across)), list(_whole(down))


def _whole(lines: list[Line]) -> Iterator[Line]:
    """One line for all that lie on it without a gap."""
    lines.sort()
    first = 0
    for place, line in enumerate(lines):
        if line.at - lines[first].at > SNAP:
            yield from _joined(lines[first:place])
            first = place
    yield from _joined(lines[first:])


def _joined(lines: list[Line]) -> Iterator[Line]:
    """The stretches that *lines* of one place cover."""
    if not lines:
        return
    at = sum(line.at for line in lines) / len(lines)
    stretches = sorted((line.start, line.stop) for line in lines)
    start, stop = stretches[0]
    for begin, end in stretches[1:]:
        if begin - stop > _GAP:
            if stop - start >= _SHORTEST:
                yield Line(at, start, stop)
            start, stop = begin, end
        else:
            stop = max(stop, end)
    if stop - start >= _SHORTEST:
        yield Line(at, start, stop)


def places(values: Iterable[float], snap: float = SNAP) -> list[float]:
    """The distinct places among *values*, in order; those within *snap* of one another are one."""
    found: list[float] = []
    for value in sorted(values):
        if not found or value - found[-1] > snap:
            found.append(value)
    return found


def nearest(found: list[float], value: float) -> int:
    """The number of the place in *found* that lies nearest to *value*."""
    after = bisect_left(found, value)
    if after == 0:
        return 0
    if after == len(found):
        return after - 1
    return after if found[after] - value < value - found[after - 1] else after - 1
