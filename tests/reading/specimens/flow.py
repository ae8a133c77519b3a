"""A sheet set on pages: how high rows are, where pages end, which lines of a cell stand on which page."""

from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import NamedTuple

from .table import Cell, Sheet, Table

PAD = 2.5
_CLOSING = "，。；：、）)%”"


class Piece(NamedTuple):
    """A part of a cell on one page, y down from the top; ``lines`` are (x, y of the baseline, text)."""

    left: float
    top: float
    right: float
    bottom: float
    lines: tuple[tuple[float, float, str], ...]


@dataclass(frozen=True)
class Paper:
    """The page and the type. ``measure`` gives the width of a text."""

    width: float
    height: float
    margin: float
    size: float
    measure: Callable[[str], float]
    keep_rows: bool
    again: bool
    text_twice: bool
    hanging: str

    @property
    def step(self) -> float:
        return self.size * 1.3

    @property
    def bottom(self) -> float:
        return self.height - self.margin


@dataclass
class Setter:
    """Pages of pieces and of lines outside of tables, filled from top to bottom."""

    paper: Paper
    pages: list[list[Piece]]
    y: float = 0

    @staticmethod
    def pages_of(sheets: tuple[Sheet, ...], paper: Paper) -> list[list[Piece]]:
        setter = Setter(paper, [])
        for sheet in sheets:
            setter.turn()
            for number, line in enumerate(sheet.before):
                setter.line(line, centred=not number)
            for table in sheet.tables:
                setter.table(table)
            for line in sheet.after:
                setter.line(line)
        return setter.pages

    def turn(self) -> None:
        self.pages.append([])
        self.y = self.paper.margin

    def line(self, text: str, *, centred: bool = False) -> None:
        if self.y + self.paper.step > self.paper.bottom:
            self.turn()
        room = self.paper.width - 2 * self.paper.margin
        for part in wrapped(text, room, self.paper.measure):
            left = self.paper.margin + ((room - self.paper.measure(part)) / 2 if centred else 0)
            self.pages[-1].append(Piece(0, 0, 0, 0, ((left, self.y + self.paper.size, part),)))
            self.y += self.paper.step
        self.y += 2

    def table(self, table: Table) -> None:
        edges = list(_edges(table, self.paper))
        texts = {cell: self._wrapped(cell, edges) for cell in table.cells}
        heights = _heights(table, texts, self.paper.step)
        shown: dict[Cell, int] = {}
        row = 0
        while row < table.height:
            start, top, tops = row, self.y, [self.y]
            part = 1.0
            while row < table.height and tops[-1] + heights[row] <= self.paper.bottom + 0.01:
                tops.append(tops[-1] + heights[row])
                row += 1
            if row < table.height:
                part = self._cut(row, tops, heights, table, texts)
            if len(tops) > 1:
                stop = start + len(tops) - 1
                self._place(table, edges, texts, shown, (start, stop), tops, unfinished=part < 1)
            self.y = tops[-1]
            if row < table.height:
                self.turn()
                self._head(table, row, edges, texts, heights)
                assert part < 1 or self.y + heights[row] <= self.paper.bottom or top > self.y or len(tops) > 1

    def _cut(self, row: int, tops: list[float], heights: list[float], table: Table, texts: dict) -> float:
        """The part of a row that still goes on this page: lines of it, where rows may be cut, else none."""
        room = self.paper.bottom - tops[-1] - PAD
        lines = int(room / self.paper.step)
        whole = round((heights[row] - 2 * PAD) / self.paper.step)
        needed = heights[row] > self.paper.bottom - 2 * self.paper.margin - 60
        if (self.paper.keep_rows and not needed) or lines < 1 or lines >= whole:
            return 1.0
        tops.append(tops[-1] + PAD + lines * self.paper.step)
        heights[row] = PAD + (whole - lines) * self.paper.step
        return lines / whole

    def _place(
        self, table: Table, edges: list[float], texts: dict, shown: dict, rows: tuple[int, int],
        tops: list[float],
        *, unfinished: bool = False,
    ) -> None:  # fmt: skip
        start, stop = rows
        for cell in table.cells:
            first, last = max(cell.row, start), min(cell.row + cell.rows, stop)
            if first >= last:
                continue
            top, bottom = tops[first - start], tops[last - start]
            begun = shown.get(cell, 0)
            ends = cell.row + cell.rows <= stop and not (unfinished and cell.row + cell.rows == stop)
            pads = PAD * (begun == 0 or cell.rows > 1) + PAD * ends
            fits = int((bottom - top - pads + 0.05) / self.paper.step)
            lines = texts[cell][begun:] if ends else texts[cell][begun : begun + max(0, fits)]
            if self.paper.text_twice and cell.rows > 1 and not lines:
                lines = texts[cell]
            shown[cell] = begun + len(lines)
            self._piece(cell, edges, top, bottom, lines)

    def _piece(self, cell: Cell, edges: list[float], top: float, bottom: float, lines: list[str]) -> None:
        left, right = edges[cell.col], edges[cell.col + cell.cols]
        y = max(top + PAD, (top + bottom - len(lines) * self.paper.step) / 2)
        placed = []
        for line in lines:
            slack = right - left - self.paper.measure(line)
            x = left + (slack / 2 if cell.is_label else PAD)
            placed.append((x, y + self.paper.size * 0.95, line))
            y += self.paper.step
        self.pages[-1].append(Piece(left, top, right, bottom, tuple(placed)))

    def _head(self, table: Table, row: int, edges: list[float], texts: dict, heights: list[float]) -> None:
        """The rows of the head again, cells that reach below them cut off there."""
        if not (self.paper.again and table.head and row in table.body):
            return
        tops = [self.y]
        for number in table.head:
            tops.append(tops[-1] + heights[number])
        for cell in table.cells:
            if cell.row in table.head:
                stop = min(cell.row + cell.rows, table.head.stop)
                reaches = cell.row + cell.rows > table.head.stop
                lines = [] if reaches else texts[cell]
                top, bottom = tops[cell.row - table.head.start], tops[stop - table.head.start]
                self._piece(cell, edges, top, bottom, lines)
        self.y = tops[-1]

    def _wrapped(self, cell: Cell, edges: list[float]) -> list[str]:
        room = edges[cell.col + cell.cols] - edges[cell.col] - 2 * PAD
        return wrapped(cell.text, room, self.paper.measure, self.paper.hanging)


def wrapped(text: str, room: float, measure: Callable[[str], float], hanging: str = "") -> list[str]:
    """The lines of a text; no line begins with a closing mark, those in *hanging* stand out at its end."""
    lines = []
    for part in text.split("\n"):
        line = ""
        for char in part:
            if line and measure(line + char) > room and char not in hanging:
                kept = len(line) - 1 if char in _CLOSING and len(line) > 1 else len(line)
                lines.append(line[:kept])
                line = line[kept:]
            line += char
        lines.append(line)
    return lines if any(lines) else []


def _edges(table: Table, paper: Paper) -> Iterator[float]:
    room, x = paper.width - 2 * paper.margin, paper.margin
    yield x
    for width in table.widths:
        x += room * width / sum(table.widths)
        yield x


def _heights(table: Table, texts: dict[Cell, list[str]], step: float) -> list[float]:
    """High enough for the cells of one row; the last row of a higher cell that spans takes the rest."""
    heights = [2 * PAD + step] * table.height
    for cell in sorted(table.cells, key=lambda cell: cell.rows):
        rows = range(cell.row, cell.row + cell.rows)
        lacking = 2 * PAD + max(1, len(texts[cell])) * step - sum(heights[row] for row in rows)
        if lacking > 0:
            heights[rows[-1]] += step * -(-lacking // step)
    return heights
