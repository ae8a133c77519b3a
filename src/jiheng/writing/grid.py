"""A sheet on the rows and columns of a worksheet: where its cells stand, and how tall its rows are."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from functools import partial
from itertools import pairwise
from typing import TypeAlias

from jiheng.writing.measure import lines, row_lines
from jiheng.writing.sheet import Block, Sheet
from jiheng.writing.workbook import PADDING, TALLEST_ROW, ems, height_of

Area: TypeAlias = tuple[int, int, int, int]

# The table's width on the screen in pixels, for a form upright and lying.
_WIDTH = {False: 690, True: 1010}
# Heights in points: the title's row, and a page.
_TITLE = 26
_PAGE = {False: 740, True: 480}
_SHRUNK = 115  # to so much more than a page in per cent a form is still printed on one


@dataclass(frozen=True, slots=True)
class Spot:
    """A text with the first and last row and column that it covers, and the name of its look."""

    area: Area
    text: str
    look: str


@dataclass(slots=True)
class Grid:
    """One sheet from the row ``top`` on, counted from 0.

    ``widths`` of columns are in pixels, ``heights`` of rows in points; ``repeated`` are the rows printed
    again on every page; ``end`` is the row below the last.
    """

    widths: tuple[int, ...]
    top: int = 0
    end: int = 0
    spots: list[Spot] = field(default_factory=list)
    heights: dict[int, int] = field(default_factory=dict)
    repeated: tuple[int, int] | None = None
    is_one_page: bool = True


def on_grid(sheet: Sheet, top: int = 0) -> Grid:
    """The places of all that is printed of *sheet*, whose first line stands in the row *top*."""
    width = _WIDTH[sheet.landscape]
    grid = Grid(tuple(width * share // 100 for share in sheet.widths), top, top)
    _add_above(grid, sheet)
    used = (grid.end - top) * _TITLE
    page = _PAGE[sheet.landscape]
    for block, needed in zip(sheet.blocks, row_lines(sheet, ems(width), PADDING), strict=True):
        heights = [height_of(count) for count in needed]
        used += sum(heights)
        if block.headings and used > page:
            grid.repeated = grid.end, grid.end + block.headings - 1
        _add_block(grid, sheet, block, heights)
    _add_below(grid, sheet, ems(width))
    if sheet.mark:
        grid.spots.append(Spot(_across(grid, grid.end + 1), sheet.mark, "mark"))
        grid.end += 2
    grid.is_one_page = used * 100 <= page * _SHRUNK
    return grid


def at_top(role: str) -> str:
    """The look of a cell that is taller than a page may be: its text begins at the top."""
    return f"{role} at the top"


def _across(grid: Grid, row: int) -> Area:
    return row, 0, row, len(grid.widths) - 1


def _add_above(grid: Grid, sheet: Sheet) -> None:
    for text, look in ((sheet.number, "aside"), (sheet.title, "title"), (sheet.year_line, "year")):
        if text:
            grid.spots.append(Spot(_across(grid, grid.end), text, look))
            _add_row(grid, _TITLE if look == "title" else height_of(1))


def _add_block(grid: Grid, sheet: Sheet, block: Block, heights: list[int]) -> None:
    starts = [grid.end]
    for height in heights:
        _add_row(grid, height)
        starts.append(grid.end)
    for number, row in enumerate(block.rows):
        look = at_top if heights[number] > TALLEST_ROW else str
        for cell in row:
            first, end = sheet.columns(cell)
            area = (starts[number], first, starts[number + cell.rows] - 1, end - 1)
            grid.spots.append(Spot(area, cell.text, look(cell.role)))


def _add_row(grid: Grid, height: int) -> None:
    """Makes room, in several rows where Excel allows none so tall."""
    while height > TALLEST_ROW:
        grid.heights[grid.end] = TALLEST_ROW
        grid.end, height = grid.end + 1, height - TALLEST_ROW
    grid.heights[grid.end] = height
    grid.end += 1


def _add_below(grid: Grid, sheet: Sheet, table: int) -> None:
    """The signatures, side by side, each from the column that is nearest to its share of the width."""
    count = len(sheet.signatures)
    if not count:
        return
    grid.end += 1
    top = grid.end
    needed = max(lines(text, table // count - PADDING) for text in sheet.signatures)
    _add_row(grid, height_of(needed))
    for text, (left, right) in zip(sheet.signatures, _shares(sheet.cuts, count), strict=True):
        grid.spots.append(Spot((top, left, grid.end - 1, right - 1), text, "aside"))


def _shares(cuts: tuple[int, ...], count: int) -> Iterator[tuple[int, int]]:
    shares = [100 * number // count for number in range(count + 1)]
    edges = [cuts.index(min(cuts, key=partial(_distance, share))) for share in shares]
    return pairwise(edges)


def _distance(share: int, cut: int) -> int:
    return abs(cut - share)
