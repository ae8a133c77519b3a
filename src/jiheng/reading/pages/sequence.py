"""Tables of several pages as one grid: columns by their places, merged cells that the page end has cut."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from decimal import Decimal

from jiheng.model.location import Location
from jiheng.reading.breaks import LEVELS
from jiheng.reading.document import Cell, Grid
from jiheng.reading.labels import labelled
from jiheng.reading.pages.mesh import Area, Mesh
from jiheng.reading.pages.rules import nearest, places

_SAME_SIDE = 8.0  # points by which the sides of a table may differ from page to page
_FEWEST_LABELS = 3


@dataclass(frozen=True, slots=True)
class TableCell:
    """A cell of a ruled table, blank ones too."""

    area: Area
    text: str
    raw: str
    at: Location
    confidence: Decimal


@dataclass(frozen=True, slots=True)
class Table:
    """A ruled table of one page."""

    page: int
    mesh: Mesh
    cells: list[TableCell]


def parts_together(above: Table, below: Table) -> bool:
    """True where *below* may go on with *above*: the next page, the same sides."""
    one, other = above.mesh.xs, below.mesh.xs
    return (
        below.page == above.page + 1
        and abs(one[0] - other[0]) <= _SAME_SIDE
        and abs(one[-1] - other[-1]) <= _SAME_SIDE
    )


def grid_of(tables: Sequence[Table]) -> Grid:
    """One grid of the parts of a table; header rows that a page repeats are in it once."""
    axis = places(x for table in tables for x in table.mesh.xs)
    cells: list[Cell] = []
    breaks: set[int] = set()
    row = 0
    for number, table in enumerate(tables):
        part = list(_placed(table, axis))
        if number:
            part = _without_repeated(part, cells)
            breaks.add(row)
        height = max((cell.row + cell.rowspan for cell in part), default=0)
        if number:
            _mend(cells, part, row, _open_between(tables[number - 1].mesh, table.mesh, axis))
        cells += [_lower(cell, row) for cell in part] if row else part
        row += height
    return Grid(tuple(cell for cell in cells if cell.text), frozenset(breaks))


def _lower(cell: Cell, rows: int) -> Cell:
    """The cell so many rows further down; made anew, which is quicker than ``replace`` for every cell."""
    return Cell(
        cell.row + rows, cell.col, cell.text, cell.rowspan, cell.colspan, cell.raw, cell.at, cell.confidence
    )


def _placed(table: Table, axis: list[float]) -> Iterator[Cell]:
    xs = [nearest(axis, x) for x in table.mesh.xs]
    for cell in table.cells:
        row, col, rowspan, colspan = cell.area
        first, last = xs[col], xs[col + colspan]
        if last > first:
            yield Cell(row, first, cell.text, rowspan, last - first, cell.raw, cell.at, cell.confidence)


def _rows(cells: Sequence[Cell]) -> dict[int, list[Cell]]:
    rows: dict[int, list[Cell]] = {}
    for cell in cells:
        rows.setdefault(cell.row, []).append(cell)
    return rows


def _without_repeated(part: list[Cell], above: Sequence[Cell]) -> list[Cell]:
    """The cells of a page without the header rows that stood on the page before, its rows counted anew."""
    known = {texts for row in _rows(above).values() for texts in (_texts(row), _texts(_without_side(row)))}
    rows = _rows(part)
    first = 0
    while len(texts := _texts(rows.get(first, []))) >= _FEWEST_LABELS and texts in known:
        first += 1
    if not first:
        return part
    kept = []
    for cell in part:
        over = max(0, first - cell.row)
        if cell.rowspan > over:
            kept.append(replace(cell, row=max(0, cell.row - first), rowspan=cell.rowspan - over))
    return kept


def _without_side(row: Sequence[Cell]) -> Sequence[Cell]:
    """The row without the name of its block, which reaches down beside it and is said once."""
    return row[1:] if row[0].rowspan > 1 else row


def _texts(row: Sequence[Cell]) -> tuple[str, ...]:
    return tuple(cell.text for cell in row if cell.text)


def _open_between(above: Mesh, below: Mesh, axis: list[float]) -> set[int]:
    """The columns that no line closes at the end of a page nor at the start of the next: the cell goes on."""
    ends = {nearest(axis, above.xs[col]) for col in above.open_below}
    return ends & {nearest(axis, below.xs[col]) for col in below.open_above}


def _mend(above: list[Cell], below: list[Cell], row: int, cut: set[int]) -> None:
    """Makes a merged cell that the page end has cut one again, where its text is on one of the pages."""
    ends = {
        (cell.col, cell.colspan): place for place, cell in enumerate(above) if cell.row + cell.rowspan == row
    }
    for cell in [cell for cell in below if cell.row == 0]:
        place = ends.get((cell.col, cell.colspan))
        if place is None or (above[place].text and cell.text):
            continue
        part = above[place]
        if cell.col in cut or (cell.text and not part.text and _is_merged(part, cell, (*above, *below))):
            shown = cell if cell.text else part
            above[place] = replace(shown, row=part.row, rowspan=part.rowspan + cell.rowspan)
            below.remove(cell)


def _is_merged(part: Cell, cell: Cell, cells: Sequence[Cell]) -> bool:
    """True where a blank cell and the one below, both closed by lines, are in a column of merged cells.

    A label on two lines alone tells nothing: one row of it may stand on each page. The name of a level needs
    no more, unless others of the column are blank: rows may leave out what is the same as above.
    """
    column = [other for other in cells if (other.col, other.colspan) == (cell.col, cell.colspan)]
    spanning = sum(other.rowspan > 1 for other in column)
    if spanning != 1:
        return spanning > 1
    blanks = sum(other.rowspan == 1 and not other.text for other in column if other is not part)
    return not blanks and any(labelled(cell.text, level) for level in LEVELS)
