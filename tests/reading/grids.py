"""Grids drawn as text: one line a row, cells between bars.

A cell that is ``^`` belongs to the cell above it, one that is ``<`` to the cell on its left; blank cells hold
nothing; ``=`` alone in a line is the end of a page. A line without bars is a paragraph and ends the grid.
"""

from collections.abc import Iterator

from jiheng.model import Form
from jiheng.reading.bind import bind
from jiheng.reading.document import Cell, Document, Grid, Paragraph


def document(*drawings: str) -> Document:
    """All drawings in one document."""
    return Document(tuple(block for drawing in drawings for block in _blocks(drawing)))


def forms(*drawings: str) -> tuple[Form, ...]:
    """What is bound of them."""
    return bind(document(*drawings))


def form(*drawings: str) -> Form:
    """The only form of them."""
    (only,) = forms(*drawings)
    return only


def _blocks(drawing: str) -> Iterator[Paragraph | Grid]:
    held: list[str] = []
    for line in filter(None, map(str.strip, drawing.splitlines())):
        if "|" in line or line == "=":
            held.append(line)
        else:
            yield from _grids(held)
            held = []
            yield Paragraph(line)
    yield from _grids(held)


def _grids(lines: list[str]) -> Iterator[Grid]:
    if lines:
        yield grid("\n".join(lines))


def grid(drawing: str) -> Grid:
    """One drawing of rows alone."""
    rows: list[list[str]] = []
    breaks: set[int] = set()
    for line in filter(None, map(str.strip, drawing.splitlines())):
        if line == "=":
            breaks.add(len(rows))
        else:
            rows.append([text.strip() for text in line.split("|")])
    cells = (
        Cell(r, c, text.replace("\\n", "\n"), _down(rows, r, c), _right(rows[r], c))
        for r, row in enumerate(rows)
        for c, text in enumerate(row)
        if text not in ("", "^", "<")
    )
    return Grid(tuple(cells), frozenset(breaks))


def _right(row: list[str], col: int) -> int:
    span = 1
    while col + span < len(row) and row[col + span] == "<":
        span += 1
    return span


def _down(rows: list[list[str]], row: int, col: int) -> int:
    span = 1
    while row + span < len(rows) and len(rows[row + span]) > col and rows[row + span][col] == "^":
        span += 1
    return span
