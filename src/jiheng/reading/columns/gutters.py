"""Where the columns of a table part from each other on one page.

Every way to part them has a price: for words that stand over a gutter, for two runs of words on one line in
one column, for a text where figures belong, for a label outside of its column. Dynamic programming finds
the cheapest.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping, Sequence
from itertools import pairwise
from typing import NamedTuple

from jiheng.reading.columns.column import Column, misfit
from jiheng.reading.columns.heads import Stack
from jiheng.reading.columns.words import Strip, Word, crossings
from jiheng.reading.flow.shapes import Kind

_OVER = 6
_BESIDE = 10
_ASIDE = 4
_OUTSIDE = 3
_MOST_OUTSIDE = 60
_EMPTY = {
    Kind.REASON: 2, Kind.NAME: 40, Kind.TARGET: 40, Kind.ACTUAL: 30, Kind.POINTS: 30, Kind.SCORE: 30,
}  # fmt: skip
_MAY_BE_EMPTY = 12
_MOST_PLACES = 100
_MANY, _SHARE = 3, 0.1  # so many words begin where a column may begin
_MOVED = 0.5
_MOST_MOVED = 8.0
_ENOUGH_LINES = 10

_Way = tuple[float, int]
_NO_WAY: _Way = (float("inf"), 0)


def gutters(
    strips: Sequence[Strip], columns: Sequence[Column], before: Sequence[int] = (), *, is_headed: bool = True
) -> tuple[float, tuple[int, ...]]:
    """The price, and where each column but the first begins; *before* are those of the lines before these."""
    words = [word for strip in strips for word in strip.words]
    over = crossings(strips)
    labels = [c.heading.left for c in columns if c.heading and c.heading.left] if is_headed else []
    places = _places(over, words, labels, len(strips))
    most = _MOST_MOVED * min(1.0, len(strips) / _ENOUGH_LINES)
    page = _Page(most, places, over, _beside(strips, places), _aside(words, places))
    best: list[list[_Way]] = [[(0.0, 0), *([_NO_WAY] * (len(places) - 1))]]
    for number, column in enumerate(columns):
        sums = _sums(column, words, places)
        heading = column.heading if is_headed else None
        known = before[number - 1 : number + 1] if before and number < len(before) else ()
        stops = range(len(places)) if number < len(columns) - 1 else [len(places) - 1]
        row = [_NO_WAY] * len(places)
        for stop in stops:
            ways = (
                (best[-1][start][0] + page.price(column, heading, known, sums, start, stop), start)
                for start in range(stop + 1)
                if best[-1][start] is not _NO_WAY
            )
            row[stop] = min(ways, default=_NO_WAY)
        best.append(row)
    return best[-1][-1][0], _traced(best, places)


class _Page(NamedTuple):
    """The places where columns may part, and what stands at them: see the functions that count it.

    ``most`` is the highest price for standing elsewhere than before: a few lines may all be short.
    """

    most: float
    places: Sequence[int]
    over: Mapping[int, int]
    beside: Sequence[Sequence[int]]
    aside: Sequence[Sequence[int]]

    def price(
        self,
        column: Column,
        heading: Stack | None,
        known: Sequence[int],
        sums: Sequence[int],
        start: int,
        stop: int,
    ) -> float:
        """What it costs that a column goes from one place to another; *known* is where it went before."""
        left, right = self.places[start], self.places[stop]
        price = float(sums[stop] - sums[start]) + _ASIDE * self.aside[start][stop]
        price += _empty(column) if start == stop else 0
        price += _OVER * self.over.get(right, 0)
        price += _BESIDE * self.beside[start][stop] if column.kind is not None else 0
        if known:
            price += min(self.most, _MOVED * abs(right - known[-1]))
        if len(known) == 2:
            price += min(self.most, _MOVED * abs(right - left - known[1] + known[0]))
        if heading:
            far = max(0.0, left - heading.center, heading.center - right)
            price += min(_MOST_OUTSIDE, _OUTSIDE * far)
        return price


def _empty(column: Column) -> int:
    """The price of a column in which nothing stands."""
    if column.kind is None or column.field == "target.unit":
        return 0
    return _EMPTY.get(column.kind, _MAY_BE_EMPTY)


def _traced(best: Sequence[Sequence[tuple[float, int]]], places: Sequence[int]) -> tuple[int, ...]:
    here = len(places) - 1
    found: list[int] = []
    for row in reversed(best[2:]):
        here = row[here][1]
        found.append(places[here])
    return tuple(reversed(found))


def _places(over: Mapping[int, int], words: Sequence[Word], labels: Sequence[int], lines: int) -> list[int]:
    """The middle of every stretch over which fewer words stand than beside it, and where many words begin.

    And where *labels* begin.
    """
    wide = max((word.right for word in words), default=1)
    starts = Counter(word.left for word in words)
    places = {left for left, count in starts.items() if left and count >= max(_MANY, _SHARE * lines)}
    start = 0
    for place in range(1, wide + 1):
        if over.get(place, 0) != over.get(start, 0) or place == wide:
            here = over.get(start, 0)
            if start > 0 and over.get(place, 0) > here < over.get(start - 1, 0):
                places.add((start + place) // 2)
            start = place
    fewest = sorted(places, key=lambda place: over.get(place, 0))[:_MOST_PLACES]
    return [0, *sorted({*fewest, *labels}), wide + 1]


def _sums(column: Column, words: Sequence[Word], places: Sequence[int]) -> list[int]:
    """The summed misfit of all words left of each place."""
    sums = [0] * len(places)
    for word in words:
        price = misfit(column.field, column.kind, word.text)
        if price:
            sums[_right_of(places, word.center)] += price
    for number in range(1, len(sums)):
        sums[number] += sums[number - 1]
    return sums


def _right_of(places: Sequence[int], center: float) -> int:
    return next((n for n, place in enumerate(places) if place > center), len(places) - 1)


def _beside(strips: Sequence[Strip], places: Sequence[int]) -> list[list[int]]:
    """For each two places, how many neighbouring runs stand on one line between them."""
    size = len(places)
    count = [[0] * size for _ in range(size)]
    for strip in strips:
        runs = strip.runs
        for one, other in pairwise(runs):
            start = _right_of(places, (one[0].left + one[-1].right) / 2) - 1
            stop = _right_of(places, (other[0].left + other[-1].right) / 2)
            count[start][stop] += 1
    for start in range(size - 1, -1, -1):
        for stop in range(size):
            count[start][stop] += (count[start + 1][stop] if start + 1 < size else 0) + (
                count[start][stop - 1] if stop else 0
            )
            if stop and start + 1 < size:
                count[start][stop] -= count[start + 1][stop - 1]
    return count


def _aside(words: Sequence[Word], places: Sequence[int]) -> list[list[int]]:
    """For each two places, how many words between them miss the place over which most of them stand.

    The cells of a column are centred, or flush left or right: they all stand over one place.
    """
    size = len(places)
    by_place: list[list[Word]] = [[] for _ in range(size)]
    for word in words:
        by_place[_right_of(places, word.center)].append(word)
    found = [[0] * size for _ in range(size)]
    for start in range(size):
        over = [0] * (places[-1] + 3)
        count = most = 0
        for stop in range(start + 1, size):
            for word in by_place[stop]:
                count += 1
                for place in range(max(0, word.left - 1), min(len(over), word.right + 1)):
                    over[place] += 1
                    most = max(most, over[place])
            found[start][stop] = count - most
    return found
