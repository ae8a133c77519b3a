"""Text copied from a spreadsheet or a web page: a row a line, a tab between two cells.

A web page leaves out the cells that a merged one covers: such a row is shorter than its labels, and stands
where its cells fit best, at the right end where nothing speaks against it.
"""

from __future__ import annotations

import csv
from collections.abc import Iterator, Sequence

from jiheng.model.location import Location
from jiheng.reading.columns.column import misfit
from jiheng.reading.document import Cell, Document, Grid, Paragraph
from jiheng.reading.flow.shapes import Kind
from jiheng.reading.flow.tables import KINDS
from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled

_ENOUGH = 0.4
_SAMPLE = 2000
_MOST_COLUMNS = 64
_SKIPS = {"level1": 0, "level2": 1, "": 2, "label": 5, "target.unit": 20, "reason": 20}
_SKIP = 25
_LEVEL_OUTSIDE = 10

_Fields = Sequence[str]


def is_tabbed(lines: Sequence[str]) -> bool:
    """True where many lines have their cells parted by tabs."""
    sample = [line for line in lines[:_SAMPLE] if line.strip()]
    return bool(sample) and sum("\t" in line.strip() for line in sample) >= _ENOUGH * len(sample)


def read_tabbed(text: str) -> Document:
    """The rows of a text with tabs; lines without a tab are paragraphs."""
    return Document(tuple(_blocks(text)))


def _blocks(text: str) -> Iterator[Paragraph | Grid]:
    fields: _Fields = ()
    rows: list[Cell] = []
    count = 0
    reader = csv.reader(text.splitlines(keepends=True), delimiter="\t")
    while (row := _next(reader)) is not None:
        line = reader.line_num
        cells = [cell.strip() for cell in row[:_MOST_COLUMNS]]
        if len(cells) < 2:
            if rows:
                yield Grid(tuple(rows))
            rows, count = [], 0
            if cells and cells[0]:
                yield Paragraph(cells[0], Location(line=line))
            continue
        fields = _fields(cells) or fields
        places = zip(_places(cells, fields), cells, strict=True)
        rows += [Cell(count, place, cell, at=Location(line=line)) for place, cell in places if cell]
        count += 1
    if rows:
        yield Grid(tuple(rows))


def _next(reader: Iterator[list[str]]) -> list[str] | None:
    try:
        return next(reader, None)
    except csv.Error:
        return []


def _fields(cells: Sequence[str]) -> _Fields:
    """What stands below each cell of a row of labels; empty for any other row."""
    for block, enough in FEWEST_LABELS.items():
        terms = [labelled(cell, "field", block) for cell in cells]
        ids = {term.id for term in terms if term}
        if len(ids) >= enough and ids & TELLING_LABELS[block]:
            fields = [term.field if term and term not in terms[n:] else "" for n, term in enumerate(terms, 1)]
            first = next(n for n, name in enumerate(fields) if name)
            if block == "funding" and first and "label" not in fields:
                fields[first - 1] = "label"
            return fields
    return ()


def _places(cells: Sequence[str], fields: _Fields) -> Sequence[int]:
    """The column of each cell: the row ends where the labels end, or its cells stand where they fit."""
    right = _MOST_COLUMNS - len(cells)
    if len(fields) <= len(cells):
        return range(right, _MOST_COLUMNS)
    return [_MOST_COLUMNS - len(fields) + place for place in _fitted(cells, fields)]


def _fitted(cells: Sequence[str], fields: _Fields) -> list[int]:
    """For each cell the field below which it stands, in order and at the least price."""
    best: list[list[tuple[float, bool]]] = [[(float(0), False)] * (len(fields) + 1)]
    for place, name in enumerate(fields, 1):
        best[0] = [*best[0][:place], (best[0][place - 1][0] + _skip(name), False), *best[0][place + 1 :]]
    for number, cell in enumerate(cells, 1):
        row = [(float("inf"), True)] * number
        for place in range(number, len(fields) + 1):
            name = fields[place - 1]
            taken = best[-1][place - 1][0] + _misfit(name, cell)
            passed = row[place - 1][0] + _skip(name) if place > number else float("inf")
            row.append((min(taken, passed), taken <= passed))
        best.append(row)
    found, place = list[int](), len(fields)
    for number in range(len(cells), 0, -1):
        while not best[number][place][1]:
            place -= 1
        place -= 1
        found.append(place)
    return found[::-1]


def _misfit(name: str, cell: str) -> int:
    if not cell:
        return 0
    is_level = labelled(cell, "level1") or labelled(cell, "level2")
    return _LEVEL_OUTSIDE if is_level and not name else misfit(name, KINDS.get(name, Kind.TEXT), cell)


def _skip(name: str) -> int:
    return _SKIPS.get(name, _SKIP)
