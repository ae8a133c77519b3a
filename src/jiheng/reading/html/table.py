"""Where the cells of a table in a web page stand, by the rules that browsers follow."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import accumulate

from lxml.html import HtmlElement

from jiheng.reading.html.styles import Styles, is_hidden

_MOST_SPANNED = 1000
_WIDTH = re.compile(r"\s*(\d+(?:\.\d+)?)")
_STYLED_WIDTH = re.compile(r"(?:^|;)\s*width\s*:\s*(\d+(?:\.\d+)?)", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class PlacedCell:
    """A cell at its place; ``row`` and ``col`` count from 0."""

    element: HtmlElement
    row: int
    col: int
    rowspan: int
    colspan: int


@dataclass(frozen=True, slots=True)
class Placement:
    """The cells of one table, how many places they cover, and the edges of its columns in thousandths."""

    cells: tuple[PlacedCell, ...]
    area: int
    edges: tuple[int, ...]


def place(table: HtmlElement, styles: Styles, most: int) -> Placement:
    """The cells that are shown; it stops where they cover more than *most* places."""
    cells, area, top = list[PlacedCell](), 0, 0
    hidden = _hidden_columns(table, styles)
    for rows in _sections(table):
        shown = [row for row in rows if _is_shown(row, styles)]
        covered = dict[int, int]()  # by column: the first row that is free again
        for number, row in enumerate(shown):
            for cell in _row_cells(row, number, len(shown), covered):
                area += cell.rowspan * cell.colspan
                if area > most:
                    return Placement((), area, ())
                if _is_shown(cell.element, styles) and not _lies_in(cell, hidden):
                    at = (cell.row + top, cell.col, cell.rowspan, cell.colspan)
                    cells.append(PlacedCell(cell.element, *at))
        top += len(shown)
    return Placement(tuple(cells), area, _edges(table))


def _is_shown(element: HtmlElement, styles: Styles) -> bool:
    return element.get("hidden") is None and not is_hidden(styles.of(element))


def _sections(table: HtmlElement) -> Iterator[Sequence[HtmlElement]]:
    """The rows of head, bodies and foot; no span leads from one into another."""
    loose = [row for row in table if row.tag == "tr"]
    bodies = [list(part.iterchildren("tr")) for part in table if part.tag == "tbody"]
    yield from ([*part.iterchildren("tr")] for part in table if part.tag == "thead")
    yield from ([loose] if loose else [])
    yield from bodies
    yield from ([*part.iterchildren("tr")] for part in table if part.tag == "tfoot")


def _row_cells(row: HtmlElement, number: int, count: int, covered: dict[int, int]) -> Iterator[PlacedCell]:
    col = 0
    for element in row:
        if element.tag not in ("td", "th"):
            continue
        while covered.get(col, 0) > number:
            col += 1
        tall, wide = _span(element, "rowspan"), max(1, _span(element, "colspan"))
        tall = min(tall or count, count - number)
        yield PlacedCell(element, number, col, tall, wide)
        covered.update(dict.fromkeys(range(col, col + wide), number + tall))
        col += wide


def _span(element: HtmlElement, name: str) -> int:
    said = _WIDTH.match(element.get(name, ""))
    return min(int(float(said[1])), _MOST_SPANNED) if said else 1


def _columns(table: HtmlElement) -> Iterator[HtmlElement]:
    for col in table.iterchildren("colgroup", "col"):
        inside = list(col.iterchildren("col")) or [col]
        for one in inside:
            yield from [one] * max(1, _span(one, "span"))


def _hidden_columns(table: HtmlElement, styles: Styles) -> frozenset[int]:
    return frozenset(n for n, col in enumerate(_columns(table)) if not _is_shown(col, styles))


def _lies_in(cell: PlacedCell, hidden: frozenset[int]) -> bool:
    return bool(hidden) and hidden.issuperset(range(cell.col, cell.col + cell.colspan))


def _edges(table: HtmlElement) -> tuple[int, ...]:
    """Where the columns begin and end, where all their widths are said."""
    widths = []
    for col in _columns(table):
        said = _STYLED_WIDTH.search(col.get("style", "")) or _WIDTH.match(col.get("width", ""))
        widths.append(float(said[1]) if said else 0.0)
    if not widths or min(widths) <= 0:
        return ()
    return tuple(round(1000 * edge / sum(widths)) for edge in accumulate(widths, initial=0.0))
