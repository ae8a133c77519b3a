"""Rows of labels that head the columns of a block, on one line or on two, and what each column holds."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiheng.reading.breaks import text_joined
from jiheng.reading.document import Cell
from jiheng.reading.fields import PARTS, Column, overlap, settled
from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled
from jiheng.reading.rows import Row
from jiheng.terms import notation, plain

_DEEPEST = 3  # lines of labels


@dataclass(frozen=True, slots=True)
class Heading:
    """The labels of a block: ``printed`` as they are understood one by one, ``columns`` all together.

    ``lines`` labels stand one above the other from ``row`` of ``table`` on; ``side`` is the last row beside
    which the block's own label stands, -1 where it does not say.
    """

    block: str
    printed: tuple[Column, ...]
    table: int
    row: int
    lines: int
    side: int
    width: int

    @property
    def columns(self) -> tuple[Column, ...]:
        """The columns with the fields that they have beside each other."""
        return settled(self.block, self.printed)

    def goes_on_in(self, row: Row) -> bool:
        """True where *row* is the next line of labels."""
        cells = [cell for cell in row.cells if not labelled(cell.text, "block")]
        if row.table != self.table or row.is_paragraph or not cells:
            return False
        if self.row < cells[0].row < self.row + self.lines:
            return True
        return cells[0].row == self.row + 1 and self.lines == 1 and self._names_parts(cells)

    def _names_parts(self, cells: Sequence[Cell]) -> bool:
        """True where every cell is the label of a part of a column that is wider, or unknown."""
        parents = [self._above(cell) for cell in cells]
        return all(
            parent is not None
            and (len(parent.span) > cell.colspan or not parent.field)
            and _sub_field(self.block, parent, cell)
            for parent, cell in zip(parents, cells, strict=True)
        )

    def _above(self, cell: Cell) -> Column | None:
        return next((column for column in self.printed if overlap(column.span, cell.columns)), None)

    def with_line(self, row: Row) -> Heading:
        """The heading with one more line of labels: each takes the place of what it stands under."""
        cells = [cell for cell in row.cells if self._above(cell)]
        parts = _named_parts(self.block, [(cell, self._above(cell)) for cell in cells])
        spans = [part.span for part in parts]
        kept = (c for c in self.printed if not any(overlap(c.span, span) for span in spans))
        ordered = sorted((*kept, *parts), key=lambda column: column.span.start)
        return replace(self, printed=tuple(ordered))

    def completed(self, row: Row) -> Heading | None:
        """The heading with the rests of labels that a page end has cut; None where *row* is no such."""
        first = min(column.span.start for column in self.printed)
        whole: dict[Column, Column] = {}
        for cell in (cell for cell in row.cells if cell.col >= first):
            above = self._above(cell)
            label = text_joined(above.label, cell.text) if above else ""
            meant = labelled(label, "field", self.block)
            if above is None or meant is None or notation.number(cell.text) is not None:
                return None
            whole[above] = replace(above, field=meant.field, label=label)
        return replace(self, printed=tuple(whole.get(c, c) for c in self.printed)) if whole else None

    def over(self, row: Row) -> Heading:
        """The heading moved over the columns of another table, which goes on with this one from the right."""
        if row.width == self.width:
            return replace(self, table=row.table, row=-1, lines=1, side=-1)
        by = row.width - self.width
        moved = (replace(c, span=range(max(0, c.span.start + by), c.span.stop + by)) for c in self.printed)
        kept = tuple(column for column in moved if column.span)
        return replace(self, printed=kept, table=row.table, row=-1, lines=1, side=-1, width=row.width)


def heading_of(row: Row) -> Heading | None:
    """The heading that begins in *row*: labels of one block that fill it, one of them telling."""
    best: Heading | None = None
    most = 0
    if len(row.cells) < 2 or row.is_paragraph:
        return None
    for block, enough in FEWEST_LABELS.items():
        found = [labelled(cell.text, "field", block) for cell in row.cells]
        ids = {item.id for item in found if item}
        sides = [cell for cell in row.cells if _is_side(cell, block)]
        apart = any(item is None for item, cell in zip(found, row.cells, strict=True) if cell in sides)
        count = len(ids) + (1 if apart and len(ids) > 1 else 0)
        if count < max(enough, most + 1) or not ids & TELLING_LABELS[block] or len(ids) < 2:
            continue
        heading = _heading(block, row, [item.field if item else "" for item in found], sides)
        if block != "goals" or _is_side_by_side(heading.columns):
            best, most = heading, count
    return best


def _is_side(cell: Cell, block: str) -> bool:
    found = labelled(cell.text, "block")
    return found is not None and found.id == block


def _heading(block: str, row: Row, fields: Sequence[str], sides: Sequence[Cell]) -> Heading:
    side = sides[0] if sides and sides[0] is row.cells[0] else None
    named = [
        Column(field, cell.columns, cell.text)
        for field, cell in zip(fields, row.cells, strict=True)
        if not (cell is side and (field == "" or fields.count(field) > 1))
    ]
    first = min(column.span.start for column in named if column.field)
    columns = tuple(column for column in named if column.field or column.span.start > first)
    cells = [cell for cell, field in zip(row.cells, fields, strict=True) if field and cell is not side]
    last = side.row + side.rowspan - 1 if side is not None and side.rowspan > 1 else -1
    return Heading(block, columns, row.table, cells[0].row, _lines(cells), last, row.width)


def _lines(cells: Sequence[Cell]) -> int:
    """How many lines of labels there are: as many as the highest covers, where another is wide and low."""
    deep = max(cell.rowspan for cell in cells)
    split = any(cell.rowspan < deep and cell.colspan > 1 for cell in cells)
    return deep if split and deep <= _DEEPEST else 1


def _is_side_by_side(columns: Sequence[Column]) -> bool:
    """True where both goal labels head columns: with a text between them they are labels of pairs."""
    places = [n for n, column in enumerate(columns) if column.field]
    return len(places) > 1 and places[-1] - places[0] == len(places) - 1


def _named_parts(block: str, cells: Sequence[tuple[Cell, Column | None]]) -> list[Column]:
    """Columns for the labels of a second line; where no part of a figure is known, the first is it."""
    parts: list[Column] = []
    for cell, parent in cells:
        if parent is None:
            continue
        field = _sub_field(block, parent, cell)
        siblings = [c for c, above in cells if above is parent]
        known = any(_sub_field(block, parent, c) for c in siblings)
        if not known and cell is siblings[0] and parent.field != "reason":
            field = parent.field
        label = cell.text if field or not parent.label else f"{parent.label}/{cell.text}"
        parts.append(Column(field, cell.columns, label))
    return parts


def _sub_field(block: str, parent: Column, cell: Cell) -> str:
    """The field of a label under another: by both names together, else by its own."""
    over = plain(parent.label)
    for name in (f"{over}{cell.text}", f"{cell.text}{over}"):
        if (found := labelled(name, "field", block)) is not None:
            return found.field
    own = labelled(cell.text, "field", block)
    field = own.field if own else ""
    if parent.field == "actual" and field in {*PARTS, "target", "level3"}:
        return "actual" if field in ("target.value", "target") else ""
    return field


def is_numbering(row: Row) -> bool:
    """True for a line below the labels that counts or computes the columns: ``1 | 2 | 3=2/1``."""
    texts = [plain(cell.text) for cell in row.cells if not labelled(cell.text, "field")]
    texts = [text.strip("()") for text in texts if text not in ("行次", "栏次", "序号")]
    numbers = [text.split("=")[0] for text in texts]
    counted = [int(text) for text in numbers if text.isdecimal() and len(text) <= 2]
    steps = list(range(counted[0], counted[0] + len(counted))) if counted else []
    marks = [text for text in numbers if not text.isdecimal()]
    return len(counted) >= 3 and counted == steps and all(mark in "甲乙丙丁戊" for mark in marks)
