"""Where the cells of a Word table stand."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import accumulate

from lxml import etree

from jiheng.reading.docx.elements import child, children, is_on, local, number, value

_MOST_SPANNED = 1000
_AROUND = frozenset(["sdt", "sdtContent", "customXml", "ins", "moveTo", "smartTag"])


@dataclass(slots=True)
class PlacedCell:
    """A cell at its place; ``row`` and ``col`` count from 0."""

    element: etree._Element
    row: int
    col: int
    colspan: int
    rowspan: int = 1


@dataclass(frozen=True, slots=True)
class Placement:
    """The cells of one table, and the edges of its columns in twips, where they are known."""

    cells: tuple[PlacedCell, ...]
    edges: tuple[int, ...]


def place(table: etree._Element) -> Placement:
    """The cells that are shown, each once: those that go on with the one above are a part of it."""
    cells, above = list[PlacedCell](), dict[int, PlacedCell]()
    for at, row in enumerate(row for row in _within(table, "tr") if not _is_gone(row)):
        below = dict[int, PlacedCell]()
        for cell, merge in _row_cells(row, at):
            upper = above.get(cell.col) if merge == "continue" else None
            if upper is not None:
                upper.rowspan += 1
            else:
                cells.append(cell)
            if merge:
                below[cell.col] = upper or cell
        above = below
    return Placement(tuple(cells), _edges(table))


def _within(element: etree._Element, name: str) -> Iterator[etree._Element]:
    """The parts of that name, also within content controls and inserted ones."""
    for one in element:
        if local(one) == name:
            yield one
        elif local(one) in _AROUND:
            yield from _within(one, name)


def _is_gone(row: etree._Element) -> bool:
    """True for a row that was deleted or is hidden."""
    properties = child(row, "trPr")
    return child(properties, "del") is not None or bool(is_on(child(properties, "hidden")))


def _row_cells(row: etree._Element, at: int) -> Iterator[tuple[PlacedCell, str]]:
    """The cells of a row, and whether a merged one begins there (``restart``) or goes on (``continue``)."""
    col = _span(child(row, "trPr", "gridBefore"), least=0)
    left: PlacedCell | None = None
    for element in _within(row, "tc"):
        properties = child(element, "tcPr")
        wide = _span(child(properties, "gridSpan"), least=1)
        if left is not None and value(child(properties, "hMerge")) == "continue":
            left.colspan += wide
        else:
            merge = child(properties, "vMerge")
            left = PlacedCell(element, at, col, wide)
            yield left, "" if merge is None else value(merge) or "continue"
        col += wide


def _span(element: etree._Element | None, least: int) -> int:
    return min(max(number(element) or least, least), _MOST_SPANNED)


def _edges(table: etree._Element) -> tuple[int, ...]:
    said = [number(column, "w") for column in children(child(table, "tblGrid"), "gridCol")]
    widths = [width for width in said if width]
    return tuple(accumulate(widths, initial=0)) if widths and len(widths) == len(said) else ()
