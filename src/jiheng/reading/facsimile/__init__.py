"""What a document looks like, beside what was read in it: a PDF as pictures, all else as tables and lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import islice

from jiheng.model import Form, Location, Problem
from jiheng.model.facsimile import Facsimile, Piece, Table, TextLine, View
from jiheng.model.location import OCR
from jiheng.reading import Reading, doc_of, load_reader, open_document, reading_of
from jiheng.reading.content import kind_of, text_of, too_large
from jiheng.reading.document import Extract, Grid, Paragraph

__all__ = ["Seen", "look", "pages_of"]

_MOST_LINES = 20_000
_MOST_CELLS = 50_000
_PICTURED = ("pdf", "image", "images")


@dataclass(frozen=True, slots=True)
class Seen:
    """What a document gave, and what it looks like; nothing where that cannot be shown."""

    reading: Reading
    facsimile: Facsimile = ()


def look(data: bytes, name: str) -> Seen:
    """The forms in a document as ``open_document`` gives them, with the document to show them in."""
    kind = kind_of(data)
    reader = None if kind in _PICTURED or too_large(len(data)) else load_reader(kind)
    found = reader(data) if reader else None
    reading = open_document(data, name) if found is None else reading_of(found, doc_of(name))
    if not reading.forms:
        return Seen(reading)
    views = _blocks(found) if isinstance(found, Extract) else _views(kind, data, reading.forms)
    return Seen(reading, tuple(views))


def _views(kind: str, data: bytes, forms: Sequence[Form]) -> Iterator[View]:
    """What is shown of a document otherwise than by its paragraphs and grids."""
    if kind == "pdf":
        from jiheng.reading.facsimile.pages import pictures

        yield from pictures(data, pages_of(forms), pages_of(forms, OCR))
    elif kind in _PICTURED:
        from jiheng.reading.facsimile.scans import pictures as scans

        yield from scans(data)
    else:
        yield from islice(_lines(data), _MOST_LINES)


def pages_of(forms: Sequence[Form], method: str | None = None) -> frozenset[int]:
    """The pages on which something of *forms* was read, by any *method* or by one."""
    found = (source for form in forms for source in form.sources.values())
    return frozenset(source.at.page for source in found if source.at.page and method in (None, source.method))


def _lines(data: bytes) -> Iterator[TextLine]:
    found = text_of(data)
    if not isinstance(found, Problem):
        for number, line in enumerate(found.text.splitlines(), 1):
            yield TextLine(line, Location(line=number))


def _blocks(found: Extract) -> Iterator[View]:
    left = _MOST_CELLS
    for document in found.documents:
        for block in document.blocks:
            if isinstance(block, Paragraph):
                left -= 1
                yield TextLine(block.raw or block.text, block.at)
            else:
                left -= len(block.cells)
                yield _table(block)
            if left < 0:
                return


def _table(grid: Grid) -> Table:
    cells = tuple(
        Piece(cell.row, cell.col, cell.raw or cell.text, cell.rowspan, cell.colspan, cell.at)
        for cell in grid.cells
    )
    return Table(next((cell.at.sheet for cell in cells if cell.at.sheet), ""), cells)
