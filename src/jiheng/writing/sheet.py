"""One printed form as an abstract table: what the PDF and the workbook have in common."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias


class Role(StrEnum):
    """What a cell is for; with it goes its look.

    heading: the name of a column · label: the name of a row or block · value: something short that was
    filled in · prose: something long, set from the left.
    """

    HEADING = "heading"
    LABEL = "label"
    VALUE = "value"
    PROSE = "prose"


@dataclass(frozen=True, slots=True)
class Cell:
    """A cell from ``left`` to ``right`` per cent of the table's width, over ``rows`` rows.

    ``room`` is the least number of lines it offers, for what is to be filled in by hand.
    """

    text: str
    role: Role
    left: int
    right: int
    rows: int = 1
    room: int = 1


Row: TypeAlias = tuple[Cell, ...]


@dataclass(frozen=True, slots=True)
class Block:
    """Rows that belong together; each cell stands in its first row, in order from the left.

    The first ``headings`` rows are repeated where the block runs on over a page.
    """

    rows: tuple[Row, ...]
    headings: int = 0


@dataclass(frozen=True, slots=True)
class Sheet:
    """One form: lines above, blocks that stand on one another without a gap, signatures below.

    ``name`` is the project's. ``mark`` says which version this is, at the foot, and ``watermark`` lies across
    the page, as 草稿 does; neither is part of the form.
    ``cuts`` are the per cents at which some cell of some block begins or ends:
    between two cuts lies one column of the whole table.
    """

    name: str
    landscape: bool
    number: str
    title: str
    year_line: str
    blocks: tuple[Block, ...]
    signatures: tuple[str, ...]
    mark: str
    watermark: str
    cuts: tuple[int, ...]

    @property
    def widths(self) -> tuple[int, ...]:
        """The columns' widths in per cent."""
        return tuple(right - left for left, right in zip(self.cuts, self.cuts[1:], strict=False))

    def columns(self, cell: Cell) -> tuple[int, int]:
        """The columns that *cell* covers: the first, and the one after the last."""
        return self.cuts.index(cell.left), self.cuts.index(cell.right)


def cuts(blocks: Iterable[Block]) -> tuple[int, ...]:
    """The per cents at which a cell of *blocks* begins or ends, in order."""
    cells = (cell for block in blocks for row in block.rows for cell in row)
    return tuple(sorted({0, 100, *(edge for cell in cells for edge in (cell.left, cell.right))}))
