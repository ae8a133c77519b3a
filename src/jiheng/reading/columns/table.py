"""A table of a pictured page: its lines over all pages to a grid."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal
from itertools import groupby, pairwise

from jiheng.reading.columns.cells import cell_of
from jiheng.reading.columns.column import Column
from jiheng.reading.columns.gutters import gutters
from jiheng.reading.columns.heads import Head, Stack
from jiheng.reading.columns.levels import Extent, Piece, Span, spans
from jiheng.reading.columns.place import place
from jiheng.reading.columns.rows import Band, Laid, rows
from jiheng.reading.columns.stray import returned
from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.document import Cell, Grid
from jiheng.reading.flow.shapes import Kind
from jiheng.reading.flow.tables import KINDS
from jiheng.reading.labels import labelled

_WORTH_NOTHING = 150
_UNEASY = 3
_FEWEST_LINES = 6
_PARTED = 40
_BETTER = 0.75
_LEVELS = {"level1": Kind.LEVEL1, "level2": Kind.LEVEL2}


@dataclass(frozen=True, slots=True)
class Part:
    """The lines of a table below one row of labels, or on a page without one (``head`` is None)."""

    head: Head | None
    strips: tuple[Strip, ...]
    labels: tuple[Strip, ...] = ()


def columns_of(head: Head) -> list[Column]:
    """The columns that a row of labels heads; the first holds what stands at the side of the table."""
    columns = [Column("", None)]
    if head.block == "funding" and not _names_rows(head.columns[0]):
        columns.append(Column("label", Kind.FUNDS))
    for number, stack in enumerate(head.columns):
        kind = Kind.TEXT if head.block == "goals" else _kind(stack, head, is_first=not number)
        columns.append(Column(stack.term.field if stack.term else "", kind, stack))
    return columns


def _names_rows(stack: Stack) -> bool:
    return stack.term is None or stack.term.field == "label"


def _kind(stack: Stack, head: Head, *, is_first: bool) -> Kind:
    if stack.term is not None:
        return KINDS.get(stack.term.field, Kind.WORD)
    if head.block == "funding":
        return Kind.FUNDS if is_first else Kind.TEXT
    return Kind.TEXT


def laid(parts: Sequence[Part], columns: Sequence[Column]) -> list[Laid]:
    """The words of every line by column. Columns stand elsewhere on every page."""
    found: list[Laid] = []
    before: tuple[int, ...] = ()
    for part in parts:
        by_page = groupby(part.strips, key=lambda strip: strip.page)
        for number, (_, group) in enumerate(by_page):
            strips = tuple(group)
            is_headed = part.head is not None and number == 0
            if is_headed and part.head is not None:
                placed = _below(part.labels, strips, _own(columns, part.head), before)
            else:
                placed = _placed(strips, columns, before)
            found += placed
            before = _known(placed[-1].starts, before) if placed else before
    return found


def _below(
    labels: Sequence[Strip], strips: Sequence[Strip], columns: Sequence[Column], before: tuple[int, ...]
) -> list[Laid]:
    """The words of the lines below a row of labels, unless they stand better for themselves."""
    price, starts = gutters((*labels, *strips), columns)
    if price > _UNEASY * len(strips) and any(column.kind is not Kind.TEXT for column in columns[1:]):
        for stop in _cuts(len(strips)):
            upper = gutters((*labels, *strips[:stop]), columns)
            lower = gutters(strips[stop:], columns, upper[1], is_headed=False)
            if upper[0] + lower[0] + _PARTED < price * _BETTER:
                below = _placed(strips[stop:], columns, upper[1])
                return _below(labels, strips[:stop], columns, before) + below
        between = _between(columns)
        own = gutters(strips, columns, between, is_headed=False)
        if own[0] + _PARTED < price:
            return _placed(strips, columns, between)
    return [Laid(strip, place(strip, columns, starts), starts) for strip in strips]


def _between(columns: Sequence[Column]) -> tuple[int, ...]:
    """The places between the labels."""
    edges = [(c.heading.left, c.heading.right) if c.heading else None for c in columns]
    found: list[int] = []
    for before, after in pairwise(edges):
        right = before[1] if before else (found[-1] if found else 0)
        left = after[0] if after else right
        found.append((right + left) // 2)
    return tuple(found)


def _placed(strips: Sequence[Strip], columns: Sequence[Column], before: tuple[int, ...]) -> list[Laid]:
    """The words of some lines by column; where a part of them stands better elsewhere, it stands there."""
    if not strips:
        return []
    price, starts = gutters(strips, columns, before, is_headed=False)
    if price > _UNEASY * len(strips):
        for stop in _cuts(len(strips)):
            upper = gutters(strips[:stop], columns, before, is_headed=False)
            lower = gutters(strips[stop:], columns, _known(upper[1], before), is_headed=False)
            if upper[0] + lower[0] + _PARTED < price * _BETTER:
                above = _placed(strips[:stop], columns, before)
                return above + _placed(strips[stop:], columns, _known(upper[1], before))
    return [Laid(strip, place(strip, columns, starts), starts) for strip in strips]


def _known(starts: tuple[int, ...], before: tuple[int, ...]) -> tuple[int, ...]:
    """Where columns begin, as far as these lines tell: a column that is empty in them tells nothing."""
    if not before or all(a < b for a, b in pairwise(starts)):
        return starts
    return before


def _cuts(count: int) -> list[int]:
    return [
        n for n in (count // 4, count // 2, 3 * count // 4) if _FEWEST_LINES <= n <= count - _FEWEST_LINES
    ]


def _own(columns: Sequence[Column], head: Head | None) -> list[Column]:
    """The columns with the labels of this page."""
    if head is None:
        return list(columns)
    again = columns_of(head)
    return again if [c.field for c in again] == [c.field for c in columns] else list(columns)


def grid(parts: Sequence[Part], columns: Sequence[Column], lines: Sequence[Laid]) -> Grid:
    """The grid of a table: its labels in the first row, its rows below."""
    cells = [cell_of(stack.words, 0, n) for n, c in enumerate(columns) if (stack := c.heading)]
    leaves = [n for n, c in enumerate(columns) if c.kind is not None and c.field not in _LEVELS]
    lines = [_total_apart(line, leaves[0]) for line in lines]
    body = [line for line in lines if any(line.cells[n] for n in leaves)]
    bands = rows(body, columns, leaves)
    cells += side_of(parts, lines, len(bands) + 1)
    extents = [
        _extent(body[band.start : band.stop])
        for band in bands
        if not any(is_total(line.strip) for line in body[band.start : band.stop])
    ]
    for n, band in enumerate(bands, 1):
        row = returned(body[band.start : band.stop], columns)
        cells += _row_cells(row, leaves, n, band)
    cells += _levels(columns, lines, extents)
    breaks = frozenset(n + 1 for n in range(1, len(extents)) if extents[n].page != extents[n - 1].last_page)
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))), breaks)


def side_of(parts: Sequence[Part], lines: Sequence[Laid], height: int) -> list[Cell]:
    """The cell at the side of the whole table, with so many rows; none where nothing stands there."""
    words = [word for part in parts[:1] if part.head for stack in part.head.side for word in stack.words]
    words += words_of(lines, 0)
    return [cell_of(words, 0, 0, rowspan=height)] if words else []


def is_total(strip: Strip) -> bool:
    """True for the line that is labelled 总分."""
    block = labelled("".join(word.text for word in strip.runs[0]), "block")
    return block is not None and block.id == "total"


def _total_apart(line: Laid, names: int) -> Laid:
    """The label of the total stands over several columns; it is taken for the name of its row."""
    if not is_total(line.strip):
        return line
    label = line.strip.runs[0]
    cells = [[word for word in words if word not in label] for words in line.cells]
    cells[names] = [*label, *cells[names]]
    return replace(line, cells=cells)


def _extent(lines: Sequence[Laid]) -> Extent:
    first, last = lines[0].strip, lines[-1].strip
    return Extent(first.number, last.number, first.page, last.page)


def _row_cells(lines: Sequence[Laid], leaves: Sequence[int], row: int, band: Band) -> Iterator[Cell]:
    sure = max(Decimal(0), 1 - Decimal(round(band.price)) / _WORTH_NOTHING)
    for column in leaves:
        words = [word for line in lines for word in line.cells[column]]
        if words:
            yield cell_of(words, row, column, confidence=sure)


def _levels(columns: Sequence[Column], lines: Sequence[Laid], extents: Sequence[Extent]) -> list[Cell]:
    """The level cells, each beside its rows."""
    ends = frozenset(range(len(extents) + 1))
    found: dict[int, list[Span]] = {}
    below: list[str] = []
    for level in ("level2", "level1"):
        column = next((n for n, c in enumerate(columns) if c.field == level), None)
        if column is None:
            continue
        pieces = [
            Piece(tuple(line.cells[column]), line.strip.number, line.strip.page)
            for line in lines
            if line.cells[column]
        ]
        found[column] = spans(pieces, extents, level, ends, below)
        if found[column]:
            below = [_text_at(found[column], row) for row in range(len(extents))]
            ends = frozenset({0, *(span.stop for span in found[column])})
    return [
        cell_of([w for p in span.pieces for w in p.words], span.start + 1, column, span.stop - span.start)
        for column, group in found.items()
        for span in group
        if span.stop > span.start
    ]


def _text_at(group: Sequence[Span], row: int) -> str:
    """The text of the level that stands beside a row."""
    span = next((span for span in group if span.start <= row < span.stop), None)
    return "".join(piece.text for piece in span.pieces) if span else ""


def words_of(lines: Sequence[Laid], column: int) -> list[Word]:
    """All words of a column."""
    return [word for line in lines for word in line.cells[column]]
