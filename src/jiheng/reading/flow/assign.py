"""Fragments to the cells of a table, by least cost.

The fragments of a table come cell after cell, row after row; where a cell ends nobody says. Every way to
cut them is possible and has a price: for a text in a column that does not hold such texts, for a line that
breaks where it had room, for a column left out. Dynamic programming finds the cheapest.

A cell in the column of the cell before it, or in one to its left, begins a new row.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.price import Prices, Setting
from jiheng.reading.flow.shapes import FREE_TEXT, Kind
from jiheng.reading.flow.typeset import Measure

_SKIPS = {
    Kind.LEVEL1: 0, Kind.LEVEL2: 25, Kind.NAME: 80, Kind.FUNDS: 60, Kind.TARGET: 40, Kind.ACTUAL: 40,
    Kind.AMOUNT: 30, Kind.POINTS: 45, Kind.RATE: 30, Kind.SCORE: 45, Kind.REASON: 0, Kind.TEXT: 40,
    Kind.WORD: 15,
}  # fmt: skip
_LEVELS = (Kind.LEVEL1, Kind.LEVEL2)
_NO_LEVEL_YET = 10
_LINE_OF_ITS_OWN = 14
_ROW_WITHIN_LINE = 40
_GAP = 25
_BLANK_FUNDS = 50
_HOPELESS = 70


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table that is being cut."""

    field: str
    kind: Kind


@dataclass(frozen=True, slots=True)
class Placed:
    """The fragments from ``start`` to before ``stop`` are the cell in this column; ``cost`` is its price."""

    column: int
    start: int
    stop: int
    cost: int


class _Step(NamedTuple):
    """The cheapest way to stand behind a fragment with the last cell in ``column`` (-1: none yet).

    That cell has ``size`` fragments, begins with ``start`` and has its ``price``; ``start`` is -1 where
    noise was passed. A named tuple: very many are made.
    """

    cost: int
    column: int
    size: int
    start: int
    price: int
    before: _Step | None


_Steps = dict[tuple[int, bool], _Step]
_BEGINNING = _Step(0, -1, 0, -1, 0, None)


class Puzzle:
    """The fragments of one table and its columns. Everything but widths is worked out once."""

    def __init__(
        self,
        fragments: Sequence[Fragment],
        columns: Sequence[Column],
        seen: frozenset[str],
        *,
        shares_lines: bool,
        gaps_tell: bool,
    ) -> None:
        self._columns = columns
        self._prices = Prices(fragments, seen)
        self._moves = _moves(columns)
        self._is_value = [*(column.kind not in _LEVELS for column in columns), False]
        self._shares_lines = shares_lines
        self._same_line = [n > 0 and fragments[n - 1].line == f.line for n, f in enumerate(fragments)]
        self._gap = [_GAP if gaps_tell and f.gap > 1 else 0 for f in fragments]
        self._noise = [self._prices.noise(start) for start in range(len(fragments))]
        self._candidates = [
            [
                (n, found)
                for n, c in enumerate(columns)
                if (found := list(self._prices.candidates(c.kind, start)))
            ]
            for start in range(len(fragments))
        ]

    def solve(self, measures: Sequence[Measure]) -> tuple[Placed, ...]:
        """The cells in order, for columns of these widths; fragments in none of them are noise."""
        setting = [
            self._prices.setting(measure, is_free=column.kind in FREE_TEXT)
            for column, measure in zip(self._columns, measures, strict=True)
        ]
        steps: list[_Steps] = [{} for _ in range(len(self._noise) + 1)]
        _keep(steps[0], _BEGINNING)
        for start, here in enumerate(steps[:-1]):
            if here:
                worth = self._worth_going_on(here)
                stop, price = self._noise[start]
                for step in worth:
                    passed = step._replace(cost=step.cost + price, start=-1, before=step)
                    _keep(steps[stop], passed)
                self._extend(steps, start, worth, setting)
        return _path(steps[-1], self._moves)

    @staticmethod
    def _worth_going_on(here: _Steps) -> list[_Step]:
        most = min(step.cost for step in here.values()) + _HOPELESS
        return [step for step in here.values() if step.cost <= most]

    def _extend(
        self, steps: list[_Steps], start: int, worth: Sequence[_Step], setting: Sequence[Setting]
    ) -> None:
        """Every cell that can begin at *start*, behind the cheapest step that leads to it."""
        begins = self._prices.beginnings[start]
        leaving = [
            (step.cost + begins + (setting[step.column].ends[start - 1] if step.column >= 0 else 0), step)
            for step in worth
        ]
        for number, candidates in self._candidates[start]:
            alone: tuple[int, _Step] | None = None
            broken: tuple[int, _Step] | None = None
            for found in candidates:
                size = found.stop - start
                if size == 1:
                    paid, step = alone = alone or self._arrive(leaving, number, start, is_single=True)
                else:
                    paid, step = broken = broken or self._arrive(leaving, number, start, is_single=False)
                price = found.price + setting[number].of(start, found.stop, wraps=found.wraps)
                _keep(steps[found.stop], _Step(paid + price, number, size, start, price, step))

    def _arrive(
        self, leaving: list[tuple[int, _Step]], column: int, start: int, *, is_single: bool
    ) -> tuple[int, _Step]:
        """The cheapest way to begin a cell of *column*.

        Where the cells of a row share a line unless they are broken, a cell that is not broken stands alone
        only beside one that is, and a row does not begin within a line.
        """
        same_line = self._same_line[start]
        alone = _LINE_OF_ITS_OWN if self._shares_lines and is_single and not same_line else 0
        within = _ROW_WITHIN_LINE if self._shares_lines and same_line else 0
        best, chosen = -1, leaving[0][1]
        for paid, step in leaving:
            price = paid + self._moves[step.column][column]
            if step.column >= column:
                price += within
            elif step.column < column - 1 and same_line:
                price -= self._gap[start]
            elif step.size == 1 and self._is_value[step.column]:
                price += alone
            if best < 0 or price < best:
                best, chosen = price, step
        return best, chosen


def _moves(columns: Sequence[Column]) -> list[list[int]]:
    """The price of going from a column (the last row: from the beginning) to another."""
    skips = [_SKIPS[column.kind] for column in columns]
    fresh = [0 if column.kind is Kind.LEVEL2 else skip for column, skip in zip(columns, skips, strict=True)]
    leave = [sum(skips[was + 1 :]) for was in range(len(columns))]
    leave = [
        min(price, _BLANK_FUNDS) if column.kind is Kind.FUNDS else price
        for column, price in zip(columns, leave, strict=True)
    ]
    rows = [
        [sum(skips[was + 1 : to]) if to > was else leave[was] + sum(fresh[:to]) for to in range(len(columns))]
        for was in range(len(columns))
    ]
    return [*rows, [sum(fresh[:to]) + (_NO_LEVEL_YET if to else 0) for to in range(len(columns))]]


def _keep(there: _Steps, step: _Step) -> None:
    """Take a step if no cheaper one ends in the same place and column."""
    key = step.column, step.size == 1
    known = there.get(key)
    if known is None or step.cost < known.cost:
        there[key] = step


def _path(last: _Steps, moves: list[list[int]]) -> tuple[Placed, ...]:
    """The cells of the cheapest way, the columns that its last row lacks included."""
    step: _Step | None = min(last.values(), key=lambda step: step.cost + moves[step.column][0])
    placed: list[Placed] = []
    while step is not None:
        if step.start >= 0:
            placed.append(Placed(step.column, step.start, step.start + step.size, step.price))
        step = step.before
    return tuple(reversed(placed))


def rows_of(placed: Sequence[Placed]) -> Iterator[list[Placed]]:
    """The cells row by row."""
    row: list[Placed] = []
    for cell in placed:
        if row and cell.column <= row[-1].column:
            yield row
            row = []
        row.append(cell)
    if row:
        yield row
