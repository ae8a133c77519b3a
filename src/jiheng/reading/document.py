"""What every format is read into: paragraphs and grids in reading order, each with its place.

A reader of a format knows nothing of forms, and ``bind`` knows nothing of formats; this is all they share.
"""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Form, Problem
from jiheng.model.location import CERTAIN, Location


@dataclass(frozen=True, slots=True)
class Paragraph:
    """Text outside of every table. ``text`` has its line wraps joined, ``raw`` keeps them."""

    text: str
    at: Location = Location()
    raw: str = ""


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell; ``row`` and ``col`` count from 0 and name its top left corner.

    ``text`` has its line wraps joined; ``raw`` is what stood there, empty where that is the same.
    ``confidence`` from 0 to 1 says how surely this text belongs into this cell.
    """

    row: int
    col: int
    text: str
    rowspan: int = 1
    colspan: int = 1
    raw: str = ""
    at: Location = Location()
    confidence: Decimal = CERTAIN

    @property
    def columns(self) -> range:
        """The columns that the cell covers."""
        return range(self.col, self.col + self.colspan)


@dataclass(frozen=True, slots=True)
class Grid:
    """A table. Cells in order of row and column; those that hold nothing may be left out.

    ``breaks`` are the rows that begin a page: there, a cell may go on with what stands above it.
    """

    cells: tuple[Cell, ...]
    breaks: frozenset[int] = frozenset()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document in reading order."""

    blocks: tuple[Paragraph | Grid, ...] = ()


@dataclass(frozen=True, slots=True)
class Extract:
    """What the reader of a format gives.

    Each of ``documents`` is bound by itself: nothing in one belongs to a form in another. ``unseen`` are
    documents that the program of the file does not show, each with what is said where it holds a form.
    ``recognised`` are the pages whose characters were recognised in a picture. ``attached`` are the forms
    that the file carries as data beside its pages.
    """

    documents: tuple[Document, ...]
    problems: tuple[Problem, ...] = ()
    unseen: tuple[tuple[Document, Problem], ...] = ()
    recognised: frozenset[int] = frozenset()
    attached: tuple[Form, ...] = ()
