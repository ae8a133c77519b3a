"""A document as one stream of rows, cut into forms by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from itertools import groupby

from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.reading.labels import title_in


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in one row of a grid, from left to right; a paragraph is a row of one cell."""

    cells: tuple[Cell, ...]
    is_paragraph: bool = False


@dataclass(frozen=True, slots=True)
class Sheet:
    """The rows from one title to the next; ``title`` is empty for rows in front of the first title."""

    title: str
    rows: tuple[Row, ...]


def rows_of(document: Document) -> Iterator[Row]:
    """All rows in reading order, cells without text left out."""
    for block in document.blocks:
        if isinstance(block, Paragraph):
            yield Row((Cell(0, 0, block.text, raw=block.raw, at=block.at),), is_paragraph=True)
        else:
            yield from _grid_rows(block)


def _grid_rows(grid: Grid) -> Iterator[Row]:
    ordered = sorted((c for c in grid.cells if c.text.strip()), key=lambda c: (c.row, c.col))
    for _, cells in groupby(ordered, key=lambda c: c.row):
        yield Row(tuple(cells))


def sheets(rows: Iterable[Row]) -> tuple[Sheet, ...]:
    """The rows of each form. A title stands alone in its row and stays its first row."""
    found: list[Sheet] = []
    title, held = "", list[Row]()
    for row in rows:
        announced = title_in(row.cells[0].text) if len(row.cells) == 1 else ""
        if announced:
            found.append(Sheet(title, tuple(held)))
            title, held = announced, []
        held.append(row)
    found.append(Sheet(title, tuple(held)))
    return tuple(sheet for sheet in found if sheet.rows)
