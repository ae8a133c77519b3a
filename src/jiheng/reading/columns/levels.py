"""Cells that stand beside several rows: which rows, by least cost.

Such a cell stands in the middle of its rows, or at their top. A level of the glossary is one cell.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from itertools import pairwise
from typing import NamedTuple

from jiheng.reading.columns.words import Word
from jiheng.reading.flow.typeset import first_piece, width
from jiheng.reading.labels import labelled
from jiheng.terms import plain

_MOST_LINES = 10
_MOST = 250
_OFF = 5.0
_MOST_OFF = 120.0
_CELL = 2.0
_LEVEL_LIKE = 6.0
_UNKNOWN = 20.0
_LIKE_LEVEL = re.compile(r".{2,}指标(?:\(\d+(?:\.\d+)?分?\))?")
_HAD_ROOM = 10.0
_GAP = 6.0
_NO_ROWS = 8.0
_TOLERANCE = 0.75
_HOPELESS = 40.0
_MOST_WAYS = 12
_MOST_ROWS = 120
_ACROSS = 2.0
_CUT_OFF = 5.0
_SLIGHTLY = 1.0
_STRANGE = 8.0
_MOST_STRANGE = 60.0
_TWO_NAMES = 40.0


class Piece(NamedTuple):
    """One line of a level cell."""

    words: tuple[Word, ...]
    number: int
    page: int

    @property
    def text(self) -> str:
        """What is written."""
        return "".join(word.text for word in self.words)


class Extent(NamedTuple):
    """The lines of a row, first and last, and the pages they stand on."""

    first: int
    last: int
    page: int
    last_page: int


class Span(NamedTuple):
    """A level cell: its lines, and rows ``start`` to before ``stop``."""

    pieces: tuple[Piece, ...]
    start: int
    stop: int


def spans(
    pieces: Sequence[Piece],
    rows: Sequence[Extent],
    level: str,
    ends: frozenset[int],
    below: Sequence[str] = (),
) -> list[Span]:
    """The cells of a level column; a cell may end only where *ends* allows.

    *below* is the text of the next level for each row: the glossary says to what some of those belong.
    """
    if max(len(pieces), len(rows)) > _MOST:
        return _nearest(pieces, rows)
    parents = [_parents(text) for text in below]
    ways = [_spans(pieces, rows, level, ends, parents, is_top=top) for top in (False, True)]
    return min(ways, key=lambda way: way[0])[1]


def _nearest(pieces: Sequence[Piece], rows: Sequence[Extent]) -> list[Span]:
    """Each line beside the row that it stands in: no form is so long, but a text may be."""
    numbers = [row.first for row in rows]
    places = [max(0, bisect_right(numbers, piece.number) - 1) for piece in pieces]
    found = zip(pieces, places, strict=True)
    return [Span((piece,), place, min(len(rows), place + 1)) for piece, place in found]


def _parents(text: str) -> frozenset[str]:
    meant = labelled(text, "level2") if text else None
    return frozenset(meant.parents) if meant else frozenset()


def _spans(
    pieces: Sequence[Piece],
    rows: Sequence[Extent],
    level: str,
    ends: frozenset[int],
    parents: Sequence[frozenset[str]],
    *,
    is_top: bool,
) -> tuple[float, list[Span]]:
    """Way to stand behind so many pieces and rows; cells without rows are allowed between rows."""
    wide = max((width(piece.text) for piece in pieces), default=0)
    cells = {
        (start, stop): _text_price(pieces[start:stop], level, wide)
        for start in range(len(pieces))
        for stop in range(start + 1, min(len(pieces), start + _MOST_LINES) + 1)
    }
    best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]] = {(0, 0): (0.0, None)}
    stops = sorted({*ends, len(rows), 0})
    parts = {
        (start, stop): _parts(rows[start:stop])
        for start in stops
        for stop in stops
        if start < stop <= start + _MOST_ROWS
    }
    for done in range(len(pieces)):
        behind = sorted((best[done, row][0], row) for row in stops if (done, row) in best)[:_MOST_WAYS]
        for paid, row in behind:
            for after in range(done + 1, min(len(pieces), done + _MOST_LINES) + 1):
                if cells[done, after] > _HOPELESS:
                    break
                cell, own = pieces[done:after], paid + cells[done, after]
                meant = labelled("".join(piece.text for piece in cell), level) if parents else None
                for stop in stops:
                    if stop < row or (stop > row and (row, stop) not in parts):
                        continue
                    price = own + (
                        _beside(cell, parts[row, stop], is_top=is_top)
                        if stop > row
                        else _between(cell, rows, row)
                    )
                    if meant is not None:
                        price += _strangers(meant.id, parents[row:stop])
                    if (after, stop) not in best or price < best[after, stop][0]:
                        best[after, stop] = (price, (done, row))
    return _traced(pieces, best, len(rows))


def _traced(
    pieces: Sequence[Piece], best: dict[tuple[int, int], tuple[float, tuple[int, int] | None]], count: int
) -> tuple[float, list[Span]]:
    here: tuple[int, int] = (len(pieces), count)
    if here not in best:
        return 0.0, []
    price, found = best[here][0], list[Span]()
    before = best[here][1]
    while before is not None:
        found.append(Span(tuple(pieces[before[0] : here[0]]), before[1], here[1]))
        here = before
        before = best[here][1]
    return price, found[::-1]


def _text_price(cell: Sequence[Piece], level: str, wide: int) -> float:
    text = "".join(piece.text for piece in cell)
    shown = plain(text)
    price = _CELL
    if not labelled(text, level):
        price = _LEVEL_LIKE if _LIKE_LEVEL.fullmatch(shown) else _UNKNOWN
        price += _TWO_NAMES if any(_is_name(cell[:n], level) for n in range(1, len(cell))) else 0
    for one, other in pairwise(cell):
        room = wide - width(one.text) - first_piece(other.text)
        price += _HAD_ROOM if room > 1 and len(one.text) > 1 else 0.0
        price += _GAP * max(0, other.number - one.number - 2) if one.page == other.page else _ACROSS
    return price


def _is_name(cell: Sequence[Piece], level: str) -> bool:
    text = "".join(piece.text for piece in cell)
    return "指标" in text and labelled(text, level) is not None


def _strangers(level1: str, parents: Sequence[frozenset[str]]) -> float:
    """The price of rows whose second level belongs to another first level."""
    return min(_MOST_STRANGE, _STRANGE * sum(bool(known) and level1 not in known for known in parents))


def _between(cell: Sequence[Piece], rows: Sequence[Extent], place: int) -> float:
    """The price of a cell that stands beside no row, in front of row *place*."""
    first, last = cell[0].number, cell[-1].number
    above = rows[place - 1].last if place else first - 1
    below = rows[place].first if place < len(rows) else last + 1
    return _NO_ROWS + min(_MOST_OFF, _OFF * (max(0, above - first + 1) + max(0, last - below + 1)))


def _beside(cell: Sequence[Piece], parts: Sequence[tuple[int, int]], *, is_top: bool) -> float:
    """The price of a cell for its place beside rows: their lines on each page, and all of them."""
    first, last = cell[0].number, cell[-1].number
    off = min(abs(first - top) if is_top else abs(first + last - top - bottom) / 2 for top, bottom in parts)
    price = min(_MOST_OFF, _SLIGHTLY * off + _OFF * max(0.0, off - _TOLERANCE))
    if len(parts) == 1:
        return price
    is_within = any(top - 1 <= first and last <= bottom + 1 for top, bottom in parts)
    return _ACROSS + (min(price, _CUT_OFF) if is_within else price)


def _parts(rows: Sequence[Extent]) -> list[tuple[int, int]]:
    """The first and last line of the rows, page by page, and as a whole."""
    parts: dict[int, tuple[int, int]] = {}
    for row in rows:
        if row.page == row.last_page:
            top, bottom = parts.get(row.page, (row.first, row.last))
            parts[row.page] = (min(top, row.first), max(bottom, row.last))
    whole = (rows[0].first, rows[-1].last)
    return (
        list(parts.values())
        if len(parts) == 1 and rows[0].page == rows[-1].last_page
        else [*parts.values(), whole]
    )
