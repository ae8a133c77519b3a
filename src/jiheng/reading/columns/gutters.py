"""Where the columns of a table part from each other on one page.

Every way to part them has a price: for words that stand over a gutter, for two runs of words on one line in
one column, for a text where figures belong, for a label outside of its column. Dynamic programming finds
the cheapest.
"""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from functools import lru_cache

from jiheng.reading.columns.heads import Stack
from jiheng.reading.columns.words import Strip, Word, crossings
from jiheng.reading.flow.shapes import FIGURES, Kind
from jiheng.reading.labels import labelled
from jiheng.terms import notation, of_kind, plain

_OVER = 6
_BESIDE = 10
_ASIDE = 4
_OUTSIDE = 3
_MOST_OUTSIDE = 60
_EMPTY = {
    Kind.REASON: 2, Kind.NAME: 40, Kind.TARGET: 40, Kind.ACTUAL: 30, Kind.POINTS: 30, Kind.SCORE: 30,
}  # fmt: skip
_MAY_BE_EMPTY = 12
_WORDS_FOR_FIGURE = 10
_FIGURE_FOR_WORDS = 5
_SIDE_LABEL = 20
_NO_OPERATOR, _NO_UNIT, _OPERATOR_OUTSIDE = 12, 8, 20
_LONGEST_UNIT = 6
_LEVEL_OUTSIDE = 8
_NO_LEVEL = 4
_MANY, _SHARE = 3, 0.1  # so many words begin where a column may begin
_MOVED = 0.5
_MOST_MOVED = 8.0
_FIGURE = re.compile(r"[\d.,%()/+-]+分?|分|%|元|万元")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table: what it holds, and its label where that is printed. ``kind`` is None at the side."""

    field: str
    kind: Kind | None
    heading: Stack | None = None


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """True for what may stand in a column of figures, a part of a broken one included."""
    return notation.is_empty(text) or _FIGURE.fullmatch(plain(text)) is not None


@lru_cache(maxsize=16384)
def misfit(field: str, kind: Kind | None, text: str) -> int:
    """What speaks against a word in a column."""
    if field == "target.op":
        return 0 if _is_operator(text) else _NO_OPERATOR
    if field == "target.unit":
        is_unit = len(text) <= _LONGEST_UNIT and notation.number(text) is None
        return 0 if is_unit else _NO_UNIT
    if kind is None:
        known = labelled(text, "level1") or labelled(text, "level2") or labelled(text, "funding_row")
        return _SIDE_LABEL if known else 0
    if kind in FIGURES:
        is_share = kind is not Kind.RATE and plain(text).endswith("%")
        return 0 if is_figure(text) and not is_share else _WORDS_FOR_FIGURE
    if kind in (Kind.LEVEL1, Kind.LEVEL2, Kind.NAME) and _is_operator(text):
        return _OPERATOR_OUTSIDE
    if kind in (Kind.LEVEL1, Kind.LEVEL2):
        return _level_misfit(kind, text)
    if kind is Kind.FUNDS and labelled(text, "block"):
        return _SIDE_LABEL
    if kind in (Kind.NAME, Kind.FUNDS):
        return _FIGURE_FOR_WORDS if is_figure(text) or notation.split_target(text).op else 0
    return _FIGURE_FOR_WORDS if kind is Kind.REASON and notation.number(text) else 0


def _is_operator(text: str) -> bool:
    return bool(notation.operator(text) or labelled(text, "operator"))


def _level_misfit(kind: Kind, text: str) -> int:
    level = kind.name.lower()
    if labelled(text, level):
        return 0
    other = "level2" if kind is Kind.LEVEL1 else "level1"
    if labelled(text, other) or is_figure(text):
        return _LEVEL_OUTSIDE
    shown = plain(text)
    is_part = any(shown in name or name in shown for term in of_kind(level) for name in term.labels)
    return 1 if is_part else _NO_LEVEL


def gutters(
    strips: Sequence[Strip], columns: Sequence[Column], before: Sequence[int] = (), *, is_headed: bool = True
) -> tuple[float, tuple[int, ...]]:
    """The price, and where each column but the first begins; *before* are those of the lines before these."""
    over = crossings(strips)
    words = [word for strip in strips for word in strip.words]
    places = _places(over, words, len(strips))
    beside = _beside(strips, places)
    aside = _aside(words, places)
    best: list[list[tuple[float, int]]] = [[(0.0, 0)] + [(float("inf"), 0)] * (len(places) - 1)]
    for number, column in enumerate(columns):
        sums = _sums(column, words, places)
        heading = column.heading if is_headed else None
        row = [(float("inf"), 0)] * len(places)
        last = number == len(columns) - 1
        for stop in range(len(places)):
            if last and stop != len(places) - 1:
                continue
            at = 0.0 if last else float(_OVER * over[places[stop]])
            if before and not last:
                at += min(_MOST_MOVED, _MOVED * abs(places[stop] - before[number]))
            for start in range(stop + 1):
                price = best[-1][start][0] + (_empty(column) if start == stop else 0)
                if price == float("inf"):
                    continue
                price += at + sums[stop] - sums[start] + _ASIDE * aside[start][stop]
                if column.kind is not None:
                    price += _BESIDE * beside[start][stop]
                if before and not last and number:
                    wider = places[stop] - places[start] - before[number] + before[number - 1]
                    price += min(_MOST_MOVED, _MOVED * abs(wider))
                if heading:
                    far = max(0.0, places[start] - heading.center, heading.center - places[stop])
                    price += min(_MOST_OUTSIDE, _OUTSIDE * far) if far else 0
                if price < row[stop][0]:
                    row[stop] = (price, start)
        best.append(row)
    return best[-1][-1][0], _traced(best, places)


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


def _places(over: Mapping[int, int], words: Sequence[Word], lines: int) -> list[int]:
    """The middle of every stretch over which fewer words stand than beside it, and where many words begin."""
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
    return [0, *sorted(places), wide + 1]


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
        for one, other in zip(runs, runs[1:], strict=False):
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
