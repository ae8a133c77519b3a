"""The cells of a table row by row, as a web page wants them: without gaps, and with no row that is empty."""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterator
from dataclasses import replace

from jiheng.model.facsimile import Piece, Table


def rows_of(table: Table) -> Iterator[list[Piece]]:
    """The rows in which a cell begins; blank cells stand for what the table leaves out."""
    starts = sorted({cell.row for cell in table.cells})
    edges = sorted({edge for cell in table.cells for edge in (cell.col, cell.col + cell.colspan)})
    taken = [0] * max(len(edges) - 1, 0)
    cells = iter(sorted(table.cells, key=lambda cell: (cell.row, cell.col)))
    cell = next(cells, None)
    for number, start in enumerate(starts):
        row: list[Piece] = []
        end = 0
        while cell is not None and cell.row == start:
            first, last = bisect_left(edges, cell.col), bisect_left(edges, cell.col + cell.colspan)
            rows = bisect_left(starts, cell.row + cell.rowspan) - number
            if not any(taken[first:last]) and first >= end:
                row += _blanks(taken, end, first)
                row.append(replace(cell, rowspan=rows, colspan=last - first))
                taken[first:last] = [rows] * (last - first)
                end = last
            cell = next(cells, None)
        row += _blanks(taken, end, len(taken))
        taken = [max(0, left - 1) for left in taken]
        yield row


def _blanks(taken: list[int], first: int, last: int) -> Iterator[Piece]:
    """Blank cells for the columns that neither a cell of this row nor one from above has."""
    run = 0
    for column in range(first, last + 1):
        if column < last and not taken[column]:
            run += 1
        elif run:
            yield Piece(0, column - run, "", 1, run)
            run = 0
