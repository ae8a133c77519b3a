"""The body of a Word document to lines and tables, as far as they are shown."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field

from lxml import etree

from jiheng.model import Location
from jiheng.reading.docx.elements import child, chosen, is_on, local
from jiheng.reading.docx.runs import Runs
from jiheng.reading.docx.shape import Shape
from jiheng.reading.docx.table import Placement, place
from jiheng.reading.nesting import Box, Lines, Table

_MOST_CELLS, _DEEPEST = 500_000, 20
_AROUND = frozenset(["sdtContent", "customXml", "ins", "moveTo", "smartTag"])


@dataclass(slots=True)
class Flow:
    """What a document shows, in reading order."""

    content: list[Lines | Table] = field(default_factory=list)
    cells: int = 0
    tables: int = 0
    paragraphs: int = 0
    is_too_deep: bool = False

    @property
    def is_too_large(self) -> bool:
        """True for more cells, or more tables within another, than any set of forms has."""
        return self.cells > _MOST_CELLS or self.is_too_deep


def content_of(body: etree._Element, shape: Shape) -> Flow:
    """The whole document."""
    flow = Flow()
    reader = _Reader(shape, flow, 0)
    reader.blocks(body)
    flow.content = reader.done()
    return flow


class _Reader:
    """One stretch of paragraphs and tables: the body, or a cell, which has a place."""

    def __init__(self, shape: Shape, flow: Flow, depth: int, at: Location | None = None) -> None:
        self._shape, self._flow, self._depth, self._at = shape, flow, depth, at
        self._content: list[Lines | Table] = []
        self._lines: list[str] = []
        self._runs = Runs(shape)

    def done(self) -> list[Lines | Table]:
        self._end()
        return self._content

    def blocks(self, around: etree._Element) -> None:
        for element in around:
            name = local(element)
            if name == "p":
                self._paragraph(element)
            elif name == "tbl":
                self._end()
                self._table(element)
            elif name == "sdt":
                self._control(element)
            elif name in _AROUND:
                self.blocks(element)
            elif name == "AlternateContent" and (shown := chosen(element)) is not None:
                self.blocks(shown)

    def _control(self, control: etree._Element) -> None:
        content = child(control, "sdtContent")
        if content is not None and not is_on(child(control, "sdtPr", "showingPlcHdr")):
            self.blocks(content)

    def _paragraph(self, paragraph: etree._Element) -> None:
        self._flow.paragraphs += 1
        text, boxes = self._runs.of(paragraph)
        if self._runs.goes_on:
            self._lines[-1:] = ["".join((*self._lines[-1:], text))]
        else:
            self._lines.append(text)
        self._runs.goes_on = is_on(child(paragraph, "pPr", "rPr", "del")) is not None
        if self._at is None and not self._runs.goes_on:
            self._end()
        for box in boxes:
            self.blocks(box)

    def _end(self) -> None:
        text = "\n".join(self._lines).strip()
        if text:
            at = self._at or Location(cell=f"第{self._flow.paragraphs}段")
            self._content.append(Lines("\n".join(line.strip() for line in text.split("\n")), at))
        self._lines = []

    def _table(self, table: etree._Element) -> None:
        self._flow.tables += 1
        self._flow.is_too_deep = self._flow.is_too_deep or self._depth >= _DEEPEST
        placed = place(table)
        self._flow.cells += len(placed.cells)
        if not self._flow.is_too_large:
            boxes = tuple(self._boxes(placed, self._flow.tables))
            self._content.append(Table(boxes, placed.edges if self._depth == 0 else ()))

    def _boxes(self, placed: Placement, number: int) -> Iterator[Box]:
        for cell in placed.cells:
            at = Location(cell=f"表{number}第{cell.row + 1}行第{cell.col + 1}列")
            inside = _Reader(self._shape, self._flow, self._depth + 1, at)
            inside.blocks(cell.element)
            yield Box(cell.row, cell.col, cell.rowspan, cell.colspan, tuple(inside.done()), at)
