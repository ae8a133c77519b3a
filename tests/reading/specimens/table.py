"""A table as it is printed, before any format: cells with spans, placed the way a web page places them."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any, NamedTuple


class Box(NamedTuple):
    """What a row is made of: a text, and how many columns and rows it takes."""

    text: str
    cols: int = 1
    rows: int = 1
    is_label: bool = False


def label(text: str, cols: int = 1, rows: int = 1) -> Box:
    return Box(text, cols, rows, is_label=True)


def value(text: str, cols: int = 1, rows: int = 1) -> Box:
    return Box(text, cols, rows)


class Cell(NamedTuple):
    """One cell; ``row`` and ``col`` are its top left corner."""

    row: int
    col: int
    rows: int
    cols: int
    text: str
    is_label: bool


@dataclass(frozen=True)
class Table:
    """``widths`` are shares of the page; rows of ``head`` may be said again on each page of ``body``."""

    cells: tuple[Cell, ...]
    widths: tuple[float, ...]
    head: range = range(0)
    body: range = range(0)

    @property
    def height(self) -> int:
        return max(cell.row + cell.rows for cell in self.cells)


@dataclass(frozen=True)
class Sheet:
    """One form on paper: lines above, tables, lines below; and what a reader should make of it."""

    before: tuple[str, ...]
    tables: tuple[Table, ...]
    after: tuple[str, ...]
    truth: dict[str, Any]
    landscape: bool = False


@dataclass
class Rows:
    """Rows set one after the other; a cell takes the first column that no cell above reaches into."""

    widths: tuple[float, ...]
    cells: list[Cell] = field(default_factory=list)
    head: range = range(0)
    body: range = range(0)
    _next: int = 0
    _taken: set[tuple[int, int]] = field(default_factory=set)

    def row(self, *boxes: Box) -> None:
        col = 0
        for box in boxes:
            while (self._next, col) in self._taken:
                col += 1
            self.cells.append(Cell(self._next, col, box.rows, box.cols, box.text, box.is_label))
            self._taken |= {
                (self._next + down, col + right) for down in range(box.rows) for right in range(box.cols)
            }
            col += box.cols
        free = [c for c in range(len(self.widths)) if (self._next, c) not in self._taken]
        assert not free, f"row {self._next} leaves columns {free} without a cell: {boxes}"
        assert max(right for _, right in self._taken) < len(self.widths), (
            f"row {self._next} is too long: {boxes}"
        )
        self._next += 1

    def heads(self, *rows: Iterable[Box]) -> None:
        """Rows with the names of the columns of what follows."""
        start = self._next
        for boxes in rows:
            self.row(*boxes)
        self.head = range(start, self._next)
        self.body = range(self._next, self._next)

    def ended(self) -> None:
        """The rows under the head end here."""
        self.body = range(self.head.stop, self._next)

    def table(self) -> Table:
        self._check()
        return Table(tuple(self.cells), self.widths, self.head, self.body)

    def apart(self) -> tuple[Table, ...]:
        """Two tables, the second beginning with the head; where a cell reaches over the cut, one."""
        cut = self.head.start
        if not cut or any(cell.row < cut < cell.row + cell.rows for cell in self.cells):
            return (self.table(),)
        self._check()
        above = tuple(cell for cell in self.cells if cell.row < cut)
        below = tuple(cell._replace(row=cell.row - cut) for cell in self.cells if cell.row >= cut)
        head, body = (range(rows.start - cut, rows.stop - cut) for rows in (self.head, self.body))
        return Table(above, self.widths), Table(below, self.widths, head, body)

    def _check(self) -> None:
        below = [cell for cell in self.cells if cell.row + cell.rows > self._next]
        assert not below, f"cells reach below the table: {below}"
