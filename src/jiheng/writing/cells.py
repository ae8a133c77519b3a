"""The cells that blocks are made of, laid out by the layout's widths."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import accumulate, pairwise
from typing import TypeAlias

from jiheng.standards import Column, Layout
from jiheng.writing.leftovers import Labelled
from jiheng.writing.sheet import Cell, Role, Row

Span: TypeAlias = tuple[int, int]

_PROSE = {"expected", "goal_actual", "reason", "level3"}
_NARROWEST_LABEL = 16


def spans(columns: Sequence[Column], side: str, layout: Layout) -> tuple[Span, ...]:
    """From where to where each of a block's columns reaches; *side* is the block's own name, or ``""``."""
    left = layout.side_width if side else 0
    return tuple(pairwise(accumulate((column.width for column in columns), initial=left)))


def heading(columns: Sequence[Column], places: Sequence[Span]) -> Row:
    """The names of the columns."""
    return tuple(Cell(c.label, Role.HEADING, *place) for c, place in zip(columns, places, strict=True))


def filled(columns: Sequence[Column], places: Sequence[Span], values: Iterable[str]) -> Row:
    """One value a column."""
    return tuple(
        Cell(text, _role(column), *place) for column, place, text in zip(columns, places, values, strict=True)
    )


def _role(column: Column) -> Role:
    if column.field == "label":
        return Role.LABEL
    return Role.PROSE if column.term in _PROSE else Role.VALUE


def pairs(values: Sequence[Labelled], widths: Sequence[int]) -> Row:
    """Labels and values side by side, at *widths* in turn; the last value takes what is left."""
    places = list(pairwise((*accumulate(widths[: 2 * len(values) - 1], initial=0), 100)))
    row: list[Cell] = []
    for (name, text), of_name, of_text in zip(values, places[::2], places[1::2], strict=True):
        row += [Cell(name, Role.LABEL, *of_name), Cell(text, Role.VALUE, *of_text)]
    return tuple(row)


def labelled(pair: Labelled, places: Sequence[Span]) -> Row:
    """A label and a text as wide as a block's columns together."""
    left = places[0][0]
    edge = next(right for _, right in places if right - left >= _NARROWEST_LABEL)
    return Cell(pair[0], Role.LABEL, left, edge), Cell(pair[1], Role.PROSE, edge, 100)


def noted(pair: Labelled, layout: Layout, room: int) -> Row:
    """A label and a text as wide as the table, with *room* lines where the text is still to be written."""
    edge = layout.header_widths[0]
    return (
        Cell(pair[0], Role.LABEL, 0, edge),
        Cell(pair[1], Role.PROSE, edge, 100, room=1 if pair[1] else room),
    )


def beside(side: str, layout: Layout, rows: Sequence[Row]) -> tuple[Row, ...]:
    """The rows with the block's own name at their side, where it has one."""
    if not side:
        return tuple(rows)
    name = Cell(side, Role.LABEL, 0, layout.side_width, rows=len(rows))
    return ((name, *rows[0]), *rows[1:])
