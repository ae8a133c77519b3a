"""A document as one stream of rows, cut into forms by their titles."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from itertools import groupby

from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.reading.labels import labelled, title_in
from jiheng.terms import plain

_MOST_WITH_TITLE = 2  # cells in a row with a title: itself, and the number of the table or the unit of money


@dataclass(frozen=True, slots=True)
class Row:
    """The cells that begin in one row of a grid, from left to right; a paragraph is a row of one cell.

    ``begins_page`` where the row is the first of a page and may go on with the one above; ``table`` counts
    the grids of the document, ``width`` is how many columns the grid has.
    """

    cells: tuple[Cell, ...]
    is_paragraph: bool = False
    begins_page: bool = False
    table: int = 0
    width: int = 1


@dataclass(slots=True)
class Sheet:
    """The rows of one form; ``title`` is empty for rows in front of the first title."""

    title: str = ""
    rows: list[Row] = field(default_factory=list)

    @property
    def project(self) -> str:
        """What stands beside the first label 项目名称, ``""`` where there is none."""
        return next(filter(None, map(project_of, self.rows)), "")


def rows_of(document: Document) -> Iterator[Row]:
    """All rows in reading order, cells without text left out."""
    for number, block in enumerate(document.blocks):
        if isinstance(block, Paragraph):
            cell = Cell(0, 0, block.text, raw=block.raw, at=block.at)
            yield Row((cell,), is_paragraph=True, table=number)
        else:
            yield from _grid_rows(block, number)


def _grid_rows(grid: Grid, number: int) -> Iterator[Row]:
    ordered = sorted((c for c in grid.cells if c.text.strip()), key=lambda c: (c.row, c.col))
    width = max((c.columns.stop for c in grid.cells), default=1)
    breaks = sorted(grid.breaks, reverse=True)
    for row, cells in groupby(ordered, key=lambda c: c.row):
        begins = bool(breaks) and breaks[-1] <= row
        while breaks and breaks[-1] <= row:
            breaks.pop()
        yield Row(tuple(cells), begins_page=begins, table=number, width=width)


def sheets(rows: Iterable[Row]) -> tuple[Sheet, ...]:
    """The rows of each form.

    A title begins a form and stays its first row; so does another 项目名称 between tables of indicators. A
    title that is printed again on a later page, with no head below it, goes on with its form.
    """
    found: list[Sheet] = [Sheet()]
    for part in _parts(rows):
        before = found[-1]
        if part.title and part.title == before.title and before.project and not part.project:
            before.rows += part.rows[1:]
        elif not part.title and before.rows and not any(map(_heads_indicators, part.rows)):
            before.rows += part.rows
        else:
            found.append(part)
    return tuple(sheet for sheet in found if sheet.rows)


def _parts(rows: Iterable[Row]) -> Iterator[Sheet]:
    part, project, is_below = Sheet(), "", False
    for row in rows:
        title = title_of(row)
        named = "" if title else project_of(row)
        if title or (named and project and named != project and is_below):
            while part.rows and _is_number(part.rows[-1]):
                part.rows.pop()
            yield part
            part, project, is_below = Sheet(title), "", False
        project = project or named
        is_below = is_below or _heads_indicators(row)
        part.rows.append(row)
    yield part


def _is_number(row: Row) -> bool:
    """True for the number of a form, which stands above its title."""
    label, colon, _ = plain(row.cells[0].text).partition(":")
    found = labelled(label, "field", "notes") if colon and len(row.cells) == 1 else None
    return found is not None and found.id == "form_number"


def title_of(row: Row) -> str:
    """The title that a row announces, alone or beside the number of the table; ``""`` where it is none."""
    if len(row.cells) > 1 and (row.cells[0].row or len(row.cells) > _MOST_WITH_TITLE):
        return ""
    return title_in(row.cells[0].text)


def project_of(row: Row) -> str:
    """The name beside 项目名称, in the cell of the label or in the next, as far as a row has one."""
    for place, cell in enumerate(row.cells[:3]):
        shown = plain(cell.text)
        label, _, rest = shown.partition(":")
        found = labelled(label, "field", "header")
        if found is not None and found.id == "project":
            return rest or (plain(row.cells[place + 1].text) if place + 1 < len(row.cells) else "")
    return ""


def _heads_indicators(row: Row) -> bool:
    if len(row.cells) < 3:
        return False
    found = (labelled(cell.text, "field", "indicators") for cell in row.cells[:5])
    return sum(item is not None and item.id in ("level1", "level2", "level3") for item in found) >= 2
