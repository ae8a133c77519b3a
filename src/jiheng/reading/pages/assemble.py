"""Pages to one document: the tables of each, their text by cell, and what goes on from page to page."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping, Sequence
from decimal import Decimal

from jiheng.model.location import CERTAIN
from jiheng.reading.document import Document, Grid, Paragraph
from jiheng.reading.labels import is_page_mark, title_in
from jiheng.reading.pages.lettering import Run, joined, pieces, rows_of, run_of, runs_of
from jiheng.reading.pages.mesh import Area, Mesh, meshes
from jiheng.reading.pages.open_tables import Columns, open_table
from jiheng.reading.pages.page import Glyph, Page
from jiheng.reading.pages.pictured import pictured
from jiheng.reading.pages.places import location
from jiheng.reading.pages.rules import lines_of
from jiheng.reading.pages.sequence import Table, TableCell, grid_of, parts_together
from jiheng.reading.pages.sorting import sorted_in

_APART = 2.5  # heights of a character between two texts that stand in one line by chance
_FRAME = 2  # upright lines: no more than those around a table
_LONGEST_NUMBER = 4
_COLONS = (":", "：")


def document_of(pages: Iterable[Page]) -> Document:
    """The paragraphs and grids of *pages*; a table that goes on over pages is one grid.

    Where no table is drawn anywhere, the text is read by its columns.
    """
    pages = list(pages)
    blocks: list[Paragraph | Table] = []
    columns = Columns()
    for page in pages:
        blocks += blocks_of(page, columns)
    if not any(isinstance(block, Table) for block in blocks):
        return pictured(pages)
    return Document(tuple(_sequenced(blocks)))


def _sequenced(blocks: Sequence[Paragraph | Table]) -> Iterator[Paragraph | Grid]:
    """The blocks with the parts of a table put together, what stands at the edges of its pages behind it."""
    shown = Counter(block.text for block in blocks if isinstance(block, Paragraph))
    held: list[Table] = []
    edges: list[Paragraph] = []
    for block in blocks:
        if isinstance(block, Paragraph):
            edges.append(block)
            continue
        if held and not (
            parts_together(held[-1], block) and all(_is_at_edge(line.text, shown) for line in edges)
        ):
            yield grid_of(held)
            held = []
        if not held:
            yield from edges
            edges = []
        held.append(block)
    if held:
        yield grid_of(held)
    yield from edges


def _is_at_edge(text: str, shown: Mapping[str, int]) -> bool:
    """True for what pages bear at their edges: their number, or a line that comes again, titles excepted.

    A character alone is the rest of a label that is written downwards and does not fit its cell.
    """
    if is_page_mark(text) or len(text) == 1 or (text.isdigit() and len(text) <= _LONGEST_NUMBER):
        return True
    return shown[text] > 1 and not title_in(text)


def blocks_of(page: Page, columns: Columns) -> list[Paragraph | Table]:
    """The tables of a page and the lines of text outside of them, from top to bottom."""
    across, down = lines_of(page.rules)
    found = meshes(across, down)
    if all(len(mesh.xs) <= _FRAME for mesh in found):
        open_one = open_table(across, page.glyphs, columns)
        found = [open_one] if open_one else found
    inside, outside = sorted_in(page.glyphs, found)
    placed: list[tuple[float, Paragraph | Table]] = [
        (mesh.ys[0], _table(page, mesh, texts)) for mesh, texts in zip(found, inside, strict=True)
    ]
    placed += [(run.top, _paragraph(page, run)) for run in _lines(outside)]
    return [block for _, block in sorted(placed, key=lambda pair: pair[0])]


def _table(page: Page, mesh: Mesh, texts: dict[int, list[Glyph]]) -> Table:
    cells = [
        _cell(page.number, mesh, area, runs_of(texts[number]) if number in texts else [])
        for number, area in enumerate(mesh.areas)
    ]
    return Table(page.number, mesh, cells)


def _cell(number: int, mesh: Mesh, area: Area, runs: Sequence[Run]) -> TableCell:
    raw = "\n".join(run.raw for run in runs)
    text = joined(runs)
    sure = min((mesh.sure, *(run.confidence for run in runs)))
    return TableCell(area, text, raw if raw != text else "", location(number, mesh.box_of(area)), _sure(sure))


def _sure(confidence: float) -> Decimal:
    return CERTAIN if confidence >= 1 else Decimal(f"{confidence:.2f}")


def _lines(glyphs: Sequence[Glyph]) -> Iterator[Run]:
    """Lines outside of tables; texts far apart are lines of their own, but no value leaves its label."""
    for row in rows_of(glyphs):
        held: list[Glyph] = []
        for piece in pieces(row, _APART):
            if held and not held[-1].text.endswith(_COLONS):
                yield run_of(held)
                held = []
            held += piece
        yield run_of(held)


def _paragraph(page: Page, run: Run) -> Paragraph:
    at = location(page.number, (run.left, run.top, run.right, run.bottom))
    return Paragraph(run.text, at, run.raw if run.raw != run.text else "")
