"""The lines of a table to its rows, by least cost.

The cells of a row stand beside each other, centred or all from its top; a line breaks where it is full; a row
has one figure in a column of figures. Every way to part the lines has a price; dynamic programming finds the
cheapest.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiheng.reading.columns.column import Column
from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.flow.shapes import FIGURES, Kind, cost, is_open
from jiheng.reading.flow.typeset import Measure, cannot_begin_line, first_piece, measure, width
from jiheng.reading.labels import labelled
from jiheng.terms import notation

_LONGEST_ROW = 60
_ROW = 6
_MISSING = {
    Kind.NAME: 50, Kind.FUNDS: 60, Kind.TARGET: 35, Kind.ACTUAL: 30, Kind.AMOUNT: 10, Kind.POINTS: 35,
    Kind.RATE: 5, Kind.SCORE: 30, Kind.REASON: 0, Kind.TEXT: 2, Kind.WORD: 3,
}  # fmt: skip
_HAD_ROOM = 14
_PER_ROOM = 3
_MOST_FOR_ROOM = 50
_FREE_ROOM = 6
_SECOND_FIGURE = 120
_BROKEN_FIGURE = 20
_NOT_BESIDE = 6
_MOST_ASIDE = 40
_SLIGHTLY = 2
_TOLERANCE = 0.75
_GAP = 12
_TWO_NAMES = 60
_ACROSS_PAGES = 25
_CUT_OPEN = 30
_CANNOT_BEGIN = 40
_HOPELESS = 150
_CLOSE = 5
_ENDS_FULL = 8
_ENDS = "。；！？）)"
_FREE = (Kind.REASON, Kind.TEXT)
_WORDY = (Kind.NAME, Kind.TARGET, Kind.ACTUAL, Kind.FUNDS, Kind.WORD)


@dataclass(frozen=True, slots=True)
class Laid:
    """A line of a table: its words by column, and where the columns but the first begin."""

    strip: Strip
    cells: list[list[Word]]
    starts: tuple[int, ...] = ()

    def text(self, column: int) -> str:
        """What stands in a column."""
        words = self.cells[column]
        return "".join((" " if n and w.fragment.gap else "") + w.text for n, w in enumerate(words))


@dataclass(frozen=True, slots=True)
class Band:
    """A row: lines ``start`` to before ``stop``, and what it cost to take them as one."""

    start: int
    stop: int
    price: float = 0.0


@dataclass(slots=True)
class _Growing:
    """A cell while lines are added to its row."""

    lines: list[str] = field(default_factory=list)
    numbers: list[int] = field(default_factory=list)
    pages: list[int] = field(default_factory=list)
    price: float = 0.0


def rows(lines: Sequence[Laid], columns: Sequence[Column], leaves: Sequence[int]) -> list[Band]:
    """The rows, from top to bottom; *leaves* are the columns of which every row has a cell of its own."""
    if not lines:
        return []
    texts = [{n: line.text(n) for n in leaves if line.cells[n]} for line in lines]
    measures = {n: _widest([t[n] for t in texts if n in t]) for n in leaves}
    best: list[Band] = []
    for is_last in (False, True):
        ways = [_cut(lines, texts, columns, leaves, measures, is_top=top) for top in (False, True)]
        best = min(ways, key=lambda way: sum(band.price for band in way))
        if not is_last:
            measures = {n: _measured(texts, best, n, measures[n]) for n in leaves}
    return best


def _widest(lines: Sequence[str]) -> Measure:
    """The width of the widest line that is not the only one so wide."""
    widths = sorted(map(width, lines), reverse=True)
    wide = next((a for a, b in pairwise(widths) if a - b <= 2), widths[0] if widths else 0)
    return Measure(wide, wide)


def _measured(texts: Sequence[dict[int, str]], bands: Sequence[Band], column: int, known: Measure) -> Measure:
    cells = [[t[column] for t in texts[b.start : b.stop] if column in t] for b in bands]
    broken = [(cell, 1) for cell in cells if len(cell) > 1]
    if len(broken) < 2:
        return known
    return measure([(cell, 1) for cell in cells if cell])


def _cut(
    lines: Sequence[Laid],
    texts: Sequence[dict[int, str]],
    columns: Sequence[Column],
    leaves: Sequence[int],
    measures: dict[int, Measure],
    *,
    is_top: bool,
) -> list[Band]:
    best: list[tuple[float, Band | None]] = [(0.0, None), *([(float("inf"), None)] * len(lines))]
    usual = _usual_step(lines)
    for start in range(len(lines)):
        growing = {n: _Growing() for n in leaves}
        paid = best[start][0] + _beginning(lines, start, usual)
        for stop in range(start + 1, min(len(lines), start + _LONGEST_ROW) + 1):
            line = lines[stop - 1]
            for n, text in texts[stop - 1].items():
                _grow(growing[n], text, line.strip, columns[n].kind, measures[n])
            fixed = sum(cell.price for cell in growing.values())
            if fixed > _HOPELESS:
                break
            band = lines[start].strip.number, line.strip.number
            is_cut = lines[start].strip.page != line.strip.page
            price = _ROW + fixed + (_ACROSS_PAGES if is_cut else 0)
            for n, cell in growing.items():
                price += _whole(cell, columns[n].kind, measures[n])
                if cell.lines and not is_cut:
                    price += _aside(cell, band, is_top=is_top)
            if paid + price < best[stop][0]:
                best[stop] = (paid + price, Band(start, stop, price))
    return _traced(best)


def _traced(best: Sequence[tuple[float, Band | None]]) -> list[Band]:
    found: list[Band] = []
    band = best[-1][1]
    while band is not None:
        found.append(band)
        band = best[band.start][1]
    return found[::-1]


def _usual_step(lines: Sequence[Laid]) -> int:
    """The step from line to line that is taken most often where no cell goes on."""
    steps: dict[int, int] = {}
    for before, after in pairwise(lines):
        step = after.strip.number - before.strip.number
        if before.strip.page == after.strip.page:
            steps[step] = steps.get(step, 0) + 1
    return max(steps, key=lambda step: steps[step], default=1)


def _beginning(lines: Sequence[Laid], start: int, usual: int) -> float:
    if not start or lines[start].strip.page != lines[start - 1].strip.page:
        return 0.0
    step = lines[start].strip.number - lines[start - 1].strip.number
    return float(_CLOSE) if step < min(usual, 2) else 0.0


def _grow(cell: _Growing, text: str, strip: Strip, kind: Kind | None, known: Measure) -> None:
    if cell.lines:
        cell.price += _link(cell, text, strip, kind, known)
    cell.lines.append(text)
    cell.numbers.append(strip.number)
    cell.pages.append(strip.page)


def _link(cell: _Growing, text: str, strip: Strip, kind: Kind | None, known: Measure) -> float:
    """What speaks against the cell going on with this line."""
    before = cell.lines[-1]
    room = known.low - width(before) - first_piece(text)
    price = 0.0
    if kind in FIGURES:
        return _figure_link(before, text, room)
    if room >= 1 + (kind in _FREE):
        price += (
            min(_MOST_FOR_ROOM, _HAD_ROOM + _PER_ROOM * room)
            if kind not in _FREE
            else min(30, _FREE_ROOM + room)
        )
    if kind is Kind.FUNDS and labelled("".join(cell.lines), "funding_row") and not _goes_on(cell, text):
        price += _TWO_NAMES
    if is_open(before):
        price -= _FREE_ROOM
    step = strip.number - cell.numbers[-1]
    if strip.page == cell.pages[-1] and step > 2:
        price += _GAP * (step - 2)
    return max(price, 0.0)


def _goes_on(cell: _Growing, text: str) -> bool:
    return labelled("".join(cell.lines) + text, "funding_row") is not None


def _figure_link(before: str, text: str, room: int) -> float:
    if notation.number(text) is None and not notation.is_empty(text):
        return 0.0
    is_broken = (
        "." in before and text[0].isdigit() and "." not in text and notation.number(before + text) is not None
    )
    return float(_BROKEN_FIGURE if is_broken and room < 1 else _SECOND_FIGURE)


def _whole(cell: _Growing, kind: Kind | None, known: Measure) -> float:
    """What speaks against the cell as it is."""
    if kind is None:
        return 0.0
    if not cell.lines:
        return float(_MISSING.get(kind, 0))
    price = 0.0
    if cannot_begin_line(cell.lines[0]):
        price += _CANNOT_BEGIN
    if kind not in FIGURES and known.low - width(cell.lines[-1]) < 1 and cell.lines[-1][-1] not in _ENDS:
        price += _ENDS_FULL
    if kind in _WORDY:
        text = "".join(cell.lines)
        price += _CUT_OPEN if is_open(text) else 0
        price += min(cost(kind, text), 60) / 3 if len(text) <= 60 else 0
    return price


def _aside(cell: _Growing, band: tuple[int, int], *, is_top: bool) -> float:
    """How far the cell stands from the middle of its row, or from its top."""
    first, last = cell.numbers[0], cell.numbers[-1]
    off = abs(first - band[0]) if is_top else abs(first + last - band[0] - band[1]) / 2
    return min(_MOST_ASIDE, _SLIGHTLY * off + _NOT_BESIDE * max(0.0, off - _TOLERANCE))
