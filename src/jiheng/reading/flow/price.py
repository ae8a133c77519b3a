"""What it costs to cut the fragments of a table at a place, or not to.

The amounts were settled on texts whose cells are known; what matters is their order: a text of the wrong
kind, then a line broken where it had room, then the way single-line cells share lines, then blank lines.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import NamedTuple

from jiheng.reading.flow.fragments import Fragment, are_two_figures
from jiheng.reading.flow.shapes import (
    FIGURES,
    FREE_TEXT,
    NEVER,
    Kind,
    Shape,
    cost,
    cost_of_beginning,
    is_open,
    shape_of,
)
from jiheng.reading.flow.typeset import Measure, cannot_begin_line, first_piece
from jiheng.reading.labels import labelled

MOST_LINES = {
    Kind.LEVEL1: 4, Kind.LEVEL2: 5, Kind.NAME: 7, Kind.FUNDS: 5, Kind.TARGET: 9, Kind.ACTUAL: 7,
    Kind.AMOUNT: 2, Kind.POINTS: 1, Kind.RATE: 2, Kind.SCORE: 1, Kind.REASON: 80, Kind.TEXT: 80, Kind.WORD: 4,
}  # fmt: skip
_KNOWN_WHOLE = (Shape.NUMBER, Shape.PERCENT, Shape.QUANTITY, Shape.TIER, Shape.LEVEL)
_ONE_FIGURE = (Shape.NUMBER, Shape.PERCENT)
_SCORES = (Shape.NUMBER, Shape.EMPTY, Shape.PERCENT)
_TOO_MUCH = 75
_TOO_MUCH_ALONE = 60

_SAME_LINE = 35
_NEXT_LINE = 3
_ACROSS_BLANK = 8
_BESIDE_OTHERS = 20
_AFTER_SPACES = 6
_PAIR_SEEN = 2
_TRIPLE_SEEN = 8
_WIDTH_UNKNOWN = 5
_HAD_ROOM = 12
_PER_ROOM = 4
_MOST_FOR_ROOM = 60
_PARAGRAPH_END = 8
_PER_EXCESS = 8
_MOST_FOR_EXCESS = 60
_ENDS_FULL = 4
_CANNOT_BEGIN = 60
_OPEN_BEFORE = 45
_REASON_FOR_FULL_SCORE = 25
_LONG_TEXT = 8
_LEVEL_WITHIN = 40
_NOISE = 90
_LONE_INTEGER = 14
_BLOCK_LABEL = 8
_SENTENCE_ENDS = "。！？；;"


class Candidate(NamedTuple):
    """A cell that can begin at a fragment: where it ends, and the price of its text and of going on.

    ``wraps`` is false for a text that is known as a whole, whose breaks need no reason.
    """

    stop: int
    price: int
    wraps: bool


@dataclass(frozen=True, slots=True)
class Setting:
    """What a column's width makes of the fragments.

    ``wide`` is the price of each for being too wide, ``wraps`` the summed price of going on to each from
    the line before, ``ends`` that of ending with it.
    """

    wide: list[int]
    wraps: list[int]
    ends: list[int]

    def of(self, start: int, stop: int, *, wraps: bool) -> int:
        """The price of the lines from *start* to before *stop* as one cell."""
        wide = max(self.wide[start:stop])
        return wide + self.wraps[stop - 1] - self.wraps[start] if wraps else wide


class Prices:
    """The prices of one table's fragments that no width can change.

    *seen* are the pairs and triples of characters that stand inside of some fragment: a break between such
    is inside of a word.
    """

    def __init__(self, fragments: Sequence[Fragment], seen: frozenset[str]) -> None:
        self.fragments = fragments
        self.pieces = [first_piece(f.text) for f in fragments]
        self._coherence = [
            _coherence(fragments[number - 1], after, seen) if number else 0
            for number, after in enumerate(fragments)
        ]
        self.links = [self._link(number) for number in range(len(fragments))]
        self.beginnings = [self._beginning(number) for number in range(len(fragments))]

    def _link(self, number: int) -> int:
        """The price of one cell going on from the fragment before *number* to it, whatever the column."""
        if not number:
            return NEVER
        before, after = self.fragments[number - 1], self.fragments[number]
        if before.line == after.line:
            return 0 if after.gap == 0 else _SAME_LINE
        price = _NEXT_LINE
        price += _ACROSS_BLANK if after.after_blank else 0
        price += _BESIDE_OTHERS if before.shares or after.shares else 0
        price += _AFTER_SPACES if before.ends_spaced else 0
        return max(0, price - self._coherence[number])

    def _beginning(self, number: int) -> int:
        """The price of a new cell beginning with fragment *number*."""
        text = self.fragments[number].text
        price = cost_of_beginning(text) + (_CANNOT_BEGIN if cannot_begin_line(text) else 0)
        price += self._coherence[number]
        if number and is_open(self.fragments[number - 1].text):
            price += _OPEN_BEFORE
        return price

    def setting(self, measure: Measure, *, is_free: bool) -> Setting:
        """What this width makes of every fragment; *is_free* for running text, which has paragraphs."""
        numbers = range(len(self.fragments))
        wide = [min(_MOST_FOR_EXCESS, _PER_EXCESS * measure.excess(f.width)) for f in self.fragments]
        wraps = [self._wrap(number, measure, is_free=is_free) for number in numbers]
        ends = [self._end(number, measure) for number in numbers]
        return Setting(wide, list(accumulate(wraps)), ends)

    def _wrap(self, number: int, measure: Measure, *, is_free: bool) -> int:
        """The price of the line break in front of *number* within a column of this width."""
        if not number or self.fragments[number - 1].line == self.fragments[number].line:
            return 0
        if not measure.low:
            return _WIDTH_UNKNOWN
        before = self.fragments[number - 1]
        room = measure.room_after(before.width, self.pieces[number])
        if room < 0:
            return 0
        if is_free and before.text[-1] in _SENTENCE_ENDS:
            return _PARAGRAPH_END
        return min(_MOST_FOR_ROOM, _HAD_ROOM + _PER_ROOM * room)

    def _end(self, number: int, measure: Measure) -> int:
        """The price of a cell of this width ending with fragment *number* although its line is full."""
        if number + 1 >= len(self.fragments) or measure.high is None:
            return 0
        last, following = self.fragments[number], self.fragments[number + 1]
        if last.shares or following.shares or last.text[-1] in _SENTENCE_ENDS:
            return 0
        return _ENDS_FULL if measure.room_after(last.width, self.pieces[number + 1]) < 0 else 0

    def noise(self, start: int) -> tuple[int, int]:
        """Where a piece of noise that begins at *start* ends, and its price."""
        joined = ""
        for stop, fragment in enumerate(self.fragments[start : start + 4], start + 1):
            joined += fragment.text
            if labelled(joined, "block"):
                return stop, _BLOCK_LABEL
        first = self.fragments[start]
        lone = not first.shares and first.text.isdigit() and len(first.text) <= 3
        return start + 1, _LONE_INTEGER if lone else _NOISE

    def candidates(self, kind: Kind, start: int) -> Iterator[Candidate]:
        """Every cell of *kind* that can begin at *start*."""
        first = self.fragments[start]
        if kind is Kind.REASON and not self._follows_figures(start):
            return
        base = self._unasked(kind, start)
        content = cost(kind, first.text)
        if content <= (_TOO_MUCH if first.shares else _TOO_MUCH_ALONE):
            yield Candidate(start + 1, content + base, wraps=False)
        text, links, is_plain_wrap = first.text, self._swallowed(kind, first), True
        for number in range(start + 1, min(len(self.fragments), start + MOST_LINES[kind])):
            fragment = self.fragments[number]
            links += self.links[number] + self._swallowed(kind, fragment)
            is_plain_wrap = is_plain_wrap and _is_plain_wrap(self.fragments[number - 1], fragment)
            if links > _TOO_MUCH or (
                kind not in FREE_TEXT and are_two_figures(self.fragments[number - 1], fragment)
            ):
                return
            if kind in FREE_TEXT:
                yield Candidate(number + 1, _LONG_TEXT + links + base, wraps=True)
                continue
            text += fragment.text
            content = cost(kind, text)
            whole = is_plain_wrap and shape_of(text) in (_ONE_FIGURE if kind in FIGURES else _KNOWN_WHOLE)
            if whole:
                yield Candidate(number + 1, content + min(links, 2 * _NEXT_LINE), wraps=False)
            elif content + links <= _TOO_MUCH and kind not in FIGURES:
                yield Candidate(number + 1, content + links, wraps=True)

    @staticmethod
    def _swallowed(kind: Kind, fragment: Fragment) -> int:
        """The price of the name of a level inside of a longer text."""
        is_level = not fragment.shares and shape_of(fragment.text) is Shape.LEVEL
        return _LEVEL_WITHIN if is_level and kind not in (Kind.LEVEL1, Kind.LEVEL2) else 0

    def _follows_figures(self, start: int) -> bool:
        """A reason stands behind the score, or behind a word on the score's line."""
        before = self.fragments[max(0, start - 1)]
        return before.shares or shape_of(before.text) in _SCORES

    def _unasked(self, kind: Kind, start: int) -> int:
        """The price of a reason where the row has its full score."""
        if kind is not Kind.REASON or start < 2:
            return 0
        points, score = self.fragments[start - 2 : start]
        return _REASON_FOR_FULL_SCORE if points.text == score.text else 0


def _coherence(before: Fragment, after: Fragment, seen: frozenset[str]) -> int:
    """How much the break between two fragments looks like one inside of a word."""
    if before.shares or after.shares or not (before.text[-1].isalnum() and after.text[0].isalnum()):
        return 0
    around = before.text[-2:] + after.text[:2]
    middle = len(before.text[-2:])
    if around[middle - 2 : middle + 1] in seen or around[middle - 1 : middle + 2] in seen:
        return _TRIPLE_SEEN
    return _PAIR_SEEN if around[middle - 1 : middle + 1] in seen else 0


def _is_plain_wrap(before: Fragment, after: Fragment) -> bool:
    """A wrapped cell alone on its lines, not cut between two digits: those may be two numbers."""
    cut_digits = before.text[-1].isdigit() and after.text[0].isdigit()
    return not (before.shares or after.shares or cut_digits)
