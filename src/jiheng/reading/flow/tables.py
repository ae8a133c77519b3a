"""Funding and indicator blocks of a whole document, cut into cells together.

A column is as wide in one form as in the next. So the tables are cut once with what the labels tell of
the widths, the widths are measured on the result, and they are cut again until nothing moves.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiheng.reading.flow.assign import Column, Placed, Puzzle, rows_of
from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.shapes import Kind, Shape, shape_of
from jiheng.reading.flow.typeset import Measure, measure
from jiheng.reading.flow.zones import Heading, Zone

_ROUNDS = 4
_SURE = 3
KINDS = {
    "level1": Kind.LEVEL1, "level2": Kind.LEVEL2, "level3": Kind.NAME, "label": Kind.FUNDS,
    "target": Kind.TARGET, "target.op": Kind.WORD, "target.value": Kind.TARGET, "target.unit": Kind.WORD,
    "actual": Kind.ACTUAL, "budget": Kind.AMOUNT, "adjusted": Kind.AMOUNT, "executed": Kind.AMOUNT,
    "points": Kind.POINTS, "rate": Kind.RATE, "score": Kind.SCORE, "reason": Kind.REASON,
}  # fmt: skip


@dataclass(frozen=True, slots=True)
class Table:
    """A block that is a table: its columns, what stands in their heads, and the fragments below.

    ``beyond`` are fragments too far below to belong to any real form.
    """

    columns: tuple[Column, ...]
    headings: tuple[Heading | None, ...]
    body: tuple[Fragment, ...]
    beyond: tuple[Fragment, ...] = ()


def table_of(zone: Zone, longest: int) -> Table:
    """The columns of a funding or indicator block; funding rows have a name in front of their figures."""
    headings: list[Heading | None] = list(zone.headings)
    fields = [h.term.field if h and h.term else "" for h in headings]
    if zone.block == "funding" and "label" not in fields:
        headings.insert(0, None)
        fields.insert(0, "label")
    columns = tuple(Column(name, KINDS.get(name, Kind.WORD)) for name in fields)
    return Table(columns, tuple(headings), zone.body[:longest], zone.body[longest:])


def cut(tables: Sequence[Table], seen: frozenset[str]) -> tuple[tuple[Placed, ...], ...]:
    """The cells of every table."""
    cells: list[tuple[Placed, ...]] = [()] * len(tables)
    shares = _shares_lines(tables)
    gaps = _gaps_tell(tables)
    puzzles = [Puzzle(t.body, t.columns, seen, shares_lines=shares, gaps_tell=gaps) for t in tables]
    known = _measures(tables, cells)
    for _ in range(_ROUNDS):
        cells = [
            puzzle.solve([known[column.field] for column in table.columns])
            for puzzle, table in zip(puzzles, tables, strict=True)
        ]
        before, known = known, _measures(tables, cells)
        if before == known:
            break
    return tuple(cells)


def _shares_lines(tables: Sequence[Table]) -> bool:
    """True where most figures stand on a line with others: the way this text was taken from its page."""
    figures = [f.shares for table in tables for f in table.body if shape_of(f.text) is Shape.NUMBER]
    return sum(figures) * 2 > len(figures)


def _gaps_tell(tables: Sequence[Table]) -> bool:
    """True where nearly every gap is one space, so that a wider one stands for an empty cell."""
    gaps = [f.gap for table in tables for f in table.body if f.gap]
    return sum(gap > 1 for gap in gaps) * 10 <= len(gaps)


def _measures(tables: Sequence[Table], cells: Sequence[Sequence[Placed]]) -> dict[str, Measure]:
    """The width of every column, by its field."""
    found: dict[str, list[tuple[list[str], int]]] = {}
    for table, placed in zip(tables, cells, strict=True):
        for column, heading in zip(table.columns, table.headings, strict=True):
            wrapped = [f.text for f in heading.fragments] if heading else []
            found.setdefault(column.field, []).append((wrapped, 1))
        for cell, weight in _weighed(table, placed):
            lines = [f.text for f in table.body[cell.start : cell.stop]]
            found[table.columns[cell.column].field].append((lines, weight))
    return {field: measure(seen) for field, seen in found.items()}


def _weighed(table: Table, placed: Sequence[Placed]) -> Iterator[tuple[Placed, int]]:
    """Each cell with its weight: rows with a figure for a target can hardly be cut in another way."""
    for row in rows_of(placed):
        texts = {table.columns[c.column].kind: table.body[c.start].text for c in row}
        target = texts.get(Kind.TARGET, "")
        weight = _SURE if target and shape_of(target) is not Shape.WORDS else 1
        yield from ((cell, weight) for cell in row)
