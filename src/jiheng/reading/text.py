"""Plain text taken from a document, its cells broken over lines, to paragraphs and grids.

Lines become fragments, titles cut them into forms, labels cut forms into blocks, and least cost cuts the
blocks into cells (``flow``). The forms of one text are cut together: what one shows of the widths of its
columns helps to read the others.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from itertools import islice

from jiheng.model import Problem
from jiheng.reading.columns import form
from jiheng.reading.columns.words import is_laid_out, is_too_wide, strips
from jiheng.reading.content import unreadable
from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.reading.flow import goals, heads, settle
from jiheng.reading.flow.assign import rows_of
from jiheng.reading.flow.fragments import Fragment, Line, fragments_of, lines_of
from jiheng.reading.flow.join import cell_of, paragraph
from jiheng.reading.flow.tables import Table, cut, table_of
from jiheng.reading.flow.zones import Zone, printed_total, zones
from jiheng.reading.labels import is_page_mark, title_in
from jiheng.reading.tabbed import is_tabbed, read_tabbed

MOST_LINES = 10_000
"""So many lines of a text are read; forms of a whole city need a hundred pages of sixty lines."""
_LONGEST_BODY = 3000
_LONGEST_GOALS = 300
_LONGEST_HEAD = 600
_WORTH_NOTHING = 60


@dataclass(frozen=True, slots=True)
class _Part:
    """From one title to the next."""

    title: Line | None
    page_marks: tuple[Line, ...]
    zones: tuple[Zone, ...]

    def only(self, block: str) -> Iterator[Zone]:
        return (zone for zone in self.zones if zone.block == block)


@dataclass(frozen=True, slots=True)
class _Cut:
    """A table and its cells by row."""

    table: Table
    rows: settle.Rows


def unread(text: str) -> Iterator[Problem]:
    """What is said of a text that is longer than it can be read."""
    line = next(islice(lines_of(text), MOST_LINES, None), None)
    if line is not None:
        what = f"文本过长，只读取了前{MOST_LINES}行，从第{line.number}行起没有读"
        yield unreadable(what, "请把文本分成几个文件后分别读取", line.number)


def read_text(text: str) -> Document:
    """The paragraphs and grids of a plain text."""
    lines = list(islice(lines_of(text), MOST_LINES))
    if is_tabbed([line.text for line in lines]):
        return read_tabbed(text)
    if is_laid_out(lines):
        return Document(tuple(_pictured(lines)))
    parts = [_part(title, lines) for title, lines in _split_at_titles(lines)]
    seen = _seen_together(parts)
    money, indicators = _cut(parts, "funding", seen), _cut(parts, "indicators", seen)
    for part in parts:
        _settle(part, money, indicators)
    texts = [zone for part in parts for zone in part.only("goals")]
    bodies = [zone.body[:_LONGEST_GOALS] for zone in texts]
    stops = dict(zip(map(id, texts), goals.split(bodies, seen), strict=True))
    cuts = money | indicators
    return Document(tuple(block for part in parts for block in _blocks(part, cuts, stops)))


def _pictured(lines: Sequence[Line]) -> Iterator[Paragraph | Grid]:
    """The blocks of a text that pictures its pages."""
    placed = {strip.line: strip for strip in strips(lines)}
    for title, held in _split_at_titles(lines):
        if title is not None:
            yield paragraph(list(fragments_of(title)))
        kept = [placed[line.number] for line in held if line.number in placed and not is_page_mark(line.text)]
        yield from form.blocks_of(kept)
        for line in held:
            if is_page_mark(line.text) or is_too_wide(line):
                yield paragraph(list(fragments_of(line)))


def _split_at_titles(lines: Iterable[Line]) -> Iterator[tuple[Line | None, list[Line]]]:
    title: Line | None = None
    held: list[Line] = []
    for line in lines:
        if title_in(line.text):
            yield title, held
            title, held = line, []
        else:
            held.append(line)
    yield title, held


def _part(title: Line | None, lines: list[Line]) -> _Part:
    marks = tuple(line for line in lines if is_page_mark(line.text))
    fragments = [f for line in lines if not is_page_mark(line.text) for f in fragments_of(line)]
    return _Part(title, marks, zones(fragments))


def _seen_together(parts: Sequence[_Part]) -> frozenset[str]:
    """Pairs and triples of characters that stand together somewhere inside of a fragment."""
    texts = (f.text for part in parts for zone in part.zones if zone.block for f in zone.body)
    return frozenset(
        text[n : n + size] for text in texts for size in (2, 3) for n in range(len(text) - size + 1)
    )


def _cut(parts: Sequence[_Part], block: str, seen: frozenset[str]) -> dict[int, _Cut]:
    """The cells of every table of *block*, by the identity of its zone."""
    chosen = [zone for part in parts for zone in part.only(block)]
    tables = [settle.without_runs(table_of(zone, _LONGEST_BODY)) for zone in chosen]
    placed = cut(tables, seen)
    return {
        id(zone): _Cut(table, list(rows_of(cells)))
        for zone, table, cells in zip(chosen, tables, placed, strict=True)
    }


def _settle(part: _Part, money: dict[int, _Cut], indicators: dict[int, _Cut]) -> None:
    """Ask the form's arithmetic about rows that lack figures."""
    rows = []
    for zone in part.only("funding"):
        table = money[id(zone)].table
        settled = settle.settle_funding(table, money[id(zone)].rows)
        money[id(zone)] = _Cut(table, settled)
        rows += settle.funding_of(table, settled)
    printed = printed_total(part.zones)
    for zone in part.only("indicators"):
        table = indicators[id(zone)].table
        indicators[id(zone)] = _Cut(
            table, settle.settle_scores(table, indicators[id(zone)].rows, rows, printed)
        )


def _blocks(part: _Part, cuts: Mapping[int, _Cut], stops: Mapping[int, int]) -> Iterator[Paragraph | Grid]:
    if part.title is not None:
        yield paragraph(list(fragments_of(part.title)))
    for zone in part.zones:
        if id(zone) in cuts:
            yield from _table_blocks(zone, cuts[id(zone)])
        elif zone.block == "goals":
            yield from _goals_blocks(zone, stops[id(zone)])
        else:
            yield from heads.blocks_of(zone.body[:_LONGEST_HEAD])
            yield from _beyond(zone.body[_LONGEST_HEAD:])
    for mark in part.page_marks:
        yield paragraph(list(fragments_of(mark)))


def _side(zone: Zone) -> list[Cell]:
    return [cell_of(zone.side, 0, 0)] if zone.side else []


def _beyond(fragments: Sequence[Fragment]) -> Iterator[Paragraph]:
    """What stands further down than any form goes."""
    if fragments:
        yield paragraph(fragments)


def _goals_blocks(zone: Zone, stop: int) -> Iterator[Paragraph | Grid]:
    cells = _side(zone)
    cells += [cell_of(heading.fragments, 0, n) for n, heading in enumerate(zone.headings, 1)]
    for number, part in enumerate((zone.body[:stop], zone.body[stop:_LONGEST_GOALS]), 1):
        if part:
            cells.append(cell_of(part, 1, number))
    yield Grid(tuple(cells))
    yield from _beyond(zone.body[_LONGEST_GOALS:])


def _table_blocks(zone: Zone, done: _Cut) -> Iterator[Paragraph | Grid]:
    """The grid of a table, and what stood in it and belongs to no cell."""
    body, cells, used = done.table.body, _side(zone), set[int]()
    cells += [cell_of(h.fragments, 0, n) for n, h in enumerate(done.table.headings, 1) if h]
    for number, row in enumerate(done.rows, 1):
        for cell in row:
            sure = max(Decimal(0), 1 - Decimal(cell.cost) / _WORTH_NOTHING)
            cells.append(cell_of(body[cell.start : cell.stop], number, cell.column + 1, confidence=sure))
            used.update(range(cell.start, cell.stop))
    yield Grid(tuple(cells))
    for number, fragment in enumerate(body):
        if number not in used:
            yield paragraph([fragment])
    yield from _beyond(done.table.beyond)
