"""Tables as web pages and Word have them, with tables in their cells, to paragraphs and grids.

A table that only holds a page together is taken apart: what stands in it follows as if there were none. In
any other, the rows and columns of a table within a cell become rows and columns of the table around it.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass, replace

from jiheng.model import Location
from jiheng.reading.document import Cell, Grid, Paragraph
from jiheng.reading.lines import joined

_NOWHERE = Location()


@dataclass(frozen=True, slots=True)
class Lines:
    """Text that stands by itself, with the line ends that are shown.

    ``is_link`` where all of it leads elsewhere, as the entries of a menu do.
    """

    text: str
    at: Location = _NOWHERE
    is_link: bool = False


@dataclass(frozen=True, slots=True)
class Box:
    """One cell of a table; ``row`` and ``col`` count from 0."""

    row: int
    col: int
    rowspan: int
    colspan: int
    content: tuple[Lines | Table, ...]
    at: Location = _NOWHERE


@dataclass(frozen=True, slots=True)
class Table:
    """The cells of a table in order of row and column.

    ``edges`` are where its columns begin and end, in any unit; empty where that is not known.
    """

    boxes: tuple[Box, ...]
    edges: tuple[int, ...] = ()


@dataclass(frozen=True, slots=True)
class _Area:
    """Cells with the number of rows and of columns that they fill."""

    cells: tuple[Cell, ...]
    height: int
    width: int


def blocks_of(content: Iterable[Lines | Table]) -> Iterator[Paragraph | Grid]:
    """What stands on a page, in reading order."""
    for item in content:
        if isinstance(item, Lines):
            if not item.is_link:
                yield from _paragraphs(item)
        elif _is_layout(item):
            yield from blocks_of(part for box in item.boxes for part in box.content)
        else:
            yield Grid(tuple(sorted(_area(item).cells, key=lambda c: (c.row, c.col))))


def _paragraphs(lines: Lines) -> Iterator[Paragraph]:
    for line in lines.text.split("\n"):
        if line.strip():
            yield Paragraph(line.strip(), lines.at)


def _is_layout(table: Table) -> bool:
    """True where a table holds tables, and has no row of its own with two texts side by side."""
    holding, texts = set[int](), dict[int, int]()
    for box in table.boxes:
        if any(isinstance(part, Table) for part in box.content):
            holding.add(box.row)
        elif any(isinstance(part, Lines) and not part.is_link for part in box.content):
            texts[box.row] = texts.get(box.row, 0) + 1
    return bool(holding) and all(count < 2 for row, count in texts.items() if row not in holding)


def _area(table: Table) -> _Area:
    """The table with those in its cells unfolded."""
    inner = {(box.row, box.col): _stacked(box) for box in table.boxes}
    rows = _sizes((box.row + box.rowspan, box.rowspan, inner[box.row, box.col].height) for box in table.boxes)
    columns = _sizes(
        (box.col + box.colspan, box.colspan, inner[box.row, box.col].width) for box in table.boxes
    )
    cells = list[Cell]()
    for box in table.boxes:
        top, bottom = rows[box.row], rows[box.row + box.rowspan]
        left, right = columns[box.col], columns[box.col + box.colspan]
        cells += _placed(inner[box.row, box.col], (top, bottom), (left, right))
    return _Area(tuple(cells), rows[-1], columns[-1])


def _sizes(asked: Iterable[tuple[int, int, int]]) -> list[int]:
    """Where every row begins, and the last ends, when each (end, span, size) must have room.

    A row is one high; where a span of rows is too small, its last grows.
    """
    ending: dict[int, list[tuple[int, int]]] = {}
    for end, span, size in asked:
        ending.setdefault(end, []).append((span, size))
    starts = [0]
    for end in range(1, max(ending, default=0) + 1):
        needed = (starts[end - span] + size for span, size in ending.get(end, ()))
        starts.append(max(starts[-1] + 1, *needed, 0))
    return starts


def _stacked(box: Box) -> _Area:
    """What stands in a cell, one under the other."""
    content = box.content or (Lines(""),)
    areas = [_of_lines(part, box) if isinstance(part, Lines) else _area(part) for part in content]
    width = max(area.width for area in areas)
    cells, top = list[Cell](), 0
    for area in areas:
        cells += _placed(area, (top, top + area.height), (0, width))
        top += area.height
    return _Area(tuple(cells), top, width)


def _of_lines(lines: Lines, box: Box) -> _Area:
    text = joined(lines.text)
    return _Area((Cell(0, 0, text, raw=lines.text if lines.text != text else "", at=box.at),), 1, 1)


def _placed(area: _Area, rows: tuple[int, int], columns: tuple[int, int]) -> Iterator[Cell]:
    """The cells moved to *rows* and *columns*, those at the end stretched to fill them."""
    for cell in area.cells:
        bottom, right = cell.row + cell.rowspan, cell.col + cell.colspan
        bottom = rows[1] if bottom == area.height else rows[0] + bottom
        right = columns[1] if right == area.width else columns[0] + right
        top, left = rows[0] + cell.row, columns[0] + cell.col
        yield replace(cell, row=top, col=left, rowspan=bottom - top, colspan=right - left)


def aligned(content: Sequence[Lines | Table], tolerance: int) -> tuple[Lines | Table, ...]:
    """The same, with one numbering of columns for all tables whose edges are known.

    Of a table that was cut in two, each half has its columns under those of the other. Edges that are less
    than *tolerance* apart are the same.
    """
    known = sorted({edge for item in content if isinstance(item, Table) for edge in item.edges})
    common = [edge for n, edge in enumerate(known) if not n or edge - known[n - 1] > tolerance]
    return tuple(_renumbered(item, common) if isinstance(item, Table) else item for item in content)


def _renumbered(table: Table, common: Sequence[int]) -> Table:
    places = [_nearest(common, edge) for edge in table.edges]
    last = max((box.col + box.colspan for box in table.boxes), default=0)
    if len(set(places)) < len(places) or last >= len(places):
        return table
    boxes = (
        replace(box, col=places[box.col], colspan=places[box.col + box.colspan] - places[box.col])
        for box in table.boxes
    )
    return replace(table, boxes=tuple(boxes))


def _nearest(common: Sequence[int], edge: int) -> int:
    place = bisect_left(common, edge)
    return min((n for n in (place - 1, place) if 0 <= n < len(common)), key=lambda n: abs(common[n] - edge))
