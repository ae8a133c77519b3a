"""Where everything stands on a form to be filled in: its labels, and every cell that waits for a value.

The blank form is composed once with a mark of its own in every value; where a mark comes out, that value
belongs. So the form to be filled in is the printed one, whatever its layout.
"""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field, replace
from functools import partial
from typing import Any

from jiheng.model import Form, FundingRow, Goals, Indicator, Note, TargetText, Total
from jiheng.standards import Column, Layout, Standard
from jiheng.terms import find, total_row
from jiheng.writing.blank import blank
from jiheng.writing.compose import compose
from jiheng.writing.entry.snap import snapped
from jiheng.writing.grid import Area, Grid, Spot, on_grid
from jiheng.writing.sheet import Block, Sheet

_SPARE_ROWS = range(8, 1, -1)  # as many as leave the form on one page
_LINES = 2  # of text for which an indicator has room from the first
_TOTALS = ("points", "score")
_FIRST_MARK = 0xE000  # of the private use area: nothing that is printed


@dataclass(frozen=True, slots=True)
class Entry:
    """A cell to be filled in: the value's path, the term it stands for, its place, and what it holds yet.

    ``is_part`` for rate, points and score of the funds that are part of the scored ones.
    """

    path: str
    term: str
    label: str
    area: Area
    look: str
    text: str = ""
    is_part: bool = False

    @property
    def block(self) -> str:
        """``header``, ``funding``, ``indicators``, ``total``, …"""
        return self.path.partition(".")[0].partition("[")[0]

    @property
    def is_first(self) -> bool:
        """False for the cells of all indicators but the first: they are as its own."""
        return self.block != "indicators" or self.path.startswith("indicators[0].")

    @property
    def field(self) -> str:
        """The name within its block: ``points``, ``target.op``; empty for a value that stands alone."""
        return self.path.partition(".")[2]


@dataclass(frozen=True, slots=True)
class Plan:
    """All that stands on the form.

    ``total`` is the number of the scored funding row; ``heading`` and ``foot`` are the rows around the
    indicators: their column names, and 总分.
    """

    grid: Grid
    labels: tuple[Spot, ...]
    entries: Mapping[str, Entry]
    total: int
    heading: int
    foot: int

    def of_indicators(self, name: str) -> Entry | None:
        """The cell *name* of the first indicator; None where the layout has no such column."""
        return self.entries.get(f"indicators[0].{name}")


@dataclass(slots=True)
class _Marks:
    """A mark for every value, and what each stands for."""

    given: dict[str, tuple[str, str, str]] = field(default_factory=dict)

    def of(self, path: str, term: str, label: str) -> str:
        mark = chr(_FIRST_MARK + len(self.given))
        self.given[mark] = path, term, label
        return mark

    def columns(self, start: str, columns: tuple[Column, ...]) -> dict[str, Any]:
        named = ((c, c.field) for c in columns if c.field != "label")
        return {name: self.of(f"{start}.{name}", c.term, c.label) for c, name in named}


def plan(standard: Standard, year: int | None, top: int) -> Plan:
    """The places on a worksheet whose first row of the form is *top*."""
    plans = (_plan(standard, year, top, spare) for spare in _SPARE_ROWS)
    usual = _plan(standard, year, top, _SPARE_ROWS[len(_SPARE_ROWS) // 2])
    return next((plan for plan in plans if plan.grid.is_one_page), usual)


def _plan(standard: Standard, year: int | None, top: int, spare: int) -> Plan:
    layout = standard.layout
    empty = blank(standard, year)
    empty = replace(empty, indicators=(*empty.indicators, *[Indicator()] * spare))
    marks = _Marks()
    sheet = _sheet(empty, layout, marks)
    grid = on_grid(snapped(sheet, _of_indicators(marks)), top)
    known = _known(empty, standard, year)
    found = [_entry(spot, marks, known, layout) for spot in grid.spots]
    found = [entry and replace(entry, is_part=_is_part(entry, total_row(empty))) for entry in found]
    entries = {entry.path: entry for entry in found if entry is not None}
    labels = tuple(spot for spot, entry in zip(grid.spots, found, strict=True) if entry is None)
    rows = [entry.area[0] for entry in entries.values() if entry.block == "indicators"]
    return Plan(grid, labels, entries, total_row(empty) or 0, min(rows) - 1, max(rows) + 1)


def _of_indicators(marks: _Marks) -> str:
    return "".join(mark for mark, (path, _, _) in marks.given.items() if path.startswith("indicators"))


def _sheet(empty: Form, layout: Layout, marks: _Marks) -> Sheet:
    """The sheet with all marks, and with the room that a form offers where nothing is written yet."""
    full = _marked(empty, layout, marks)
    levels = tuple(Indicator(level1=row.level1, level2=row.level2) for row in full.indicators)
    roomy = compose(replace(empty, indicators=levels), layout)
    sheet = compose(full, layout)
    room = partial(_roomy, _of_indicators(marks))
    return replace(sheet, blocks=tuple(map(room, sheet.blocks, roomy.blocks)))


def _roomy(indicators: str, block: Block, blank_block: Block) -> Block:
    """*block* with the room of its like that is blank; an indicator has some of its own."""
    rows = (
        tuple(
            replace(cell, room=_LINES if cell.text and cell.text in indicators else other.room)
            for cell, other in zip(row, blank_row, strict=True)
        )
        for row, blank_row in zip(block.rows, blank_block.rows, strict=True)
    )
    return replace(block, rows=tuple(rows))


def _marked(empty: Form, layout: Layout, marks: _Marks) -> Form:
    header = tuple(column for row in layout.header for column in row)
    labels = (*layout.notes_above, *layout.notes, *layout.signatures)
    return Form(
        layout=layout.id,
        fund_unit=empty.fund_unit,
        header=replace(empty.header, **marks.columns("header", header)),
        funding=tuple(
            FundingRow(row.label, **marks.columns(f"funding[{n}]", layout.funding))
            for n, row in enumerate(empty.funding)
        ),
        goals=Goals(**marks.columns("goals", layout.goals)),
        indicators=tuple(_line(n, layout, marks) for n in range(len(empty.indicators))),
        total=Total(**marks.columns("total", tuple(c for c in layout.indicators if c.field in _TOTALS))),
        grade=marks.of("grade", "grade", layout.grade) if layout.grade else "",
        notes=tuple(_note(n, label, marks) for n, label in enumerate(labels)),
    )


def _line(number: int, layout: Layout, marks: _Marks) -> Indicator:
    cells = marks.columns(f"indicators[{number}]", layout.indicators)
    parts = {name: cells.pop(f"target.{name}", "") for name in ("op", "value", "unit")}
    return Indicator(target=TargetText(cells.pop("target", ""), **parts), **cells)


def _note(number: int, label: str, marks: _Marks) -> Note:
    meant = find(label, "field")
    return Note(label, marks.of(f"notes[{number}].text", meant.id if meant else "", label))


def _known(empty: Form, standard: Standard, year: int | None) -> Mapping[str, str]:
    """What the form to be filled in says already."""
    points = standard.rules(year).execution_points.value
    known = {f"funding[{total_row(empty)}].points": f"{points:f}"}
    for number, row in enumerate(empty.indicators):
        known[f"indicators[{number}].level1"] = row.level1
        known[f"indicators[{number}].level2"] = row.level2
    return known


def _entry(spot: Spot, marks: _Marks, known: Mapping[str, str], layout: Layout) -> Entry | None:
    """The entry of a mark, of the line that names the year, or of the label that names the unit of money."""
    mark = spot.text[-1:]
    if mark in marks.given:
        path, term, label = marks.given[mark]
        text = known.get(path, spot.text.removesuffix(mark))
        return Entry(path, term, label, spot.area, spot.look, text)
    lines = {"title": layout.title, "year": layout.year_line}
    if "{year}" in lines.get(spot.look, ""):
        return Entry("header.year", "year", "", spot.area, spot.look, spot.text)
    if spot.text in units(layout):
        return Entry("fund_unit", "funding", "", spot.area, spot.look, spot.text)
    return None


def _is_part(entry: Entry, scored: int | None) -> bool:
    is_other = entry.block == "funding" and not entry.path.startswith(f"funding[{scored}].")
    return is_other and entry.field in ("rate", "points", "score")


def units(layout: Layout) -> tuple[str, ...]:
    """The label of the funds in each unit of money; none where the layout's does not name it."""
    if "{fund_unit}" not in layout.funding_label:
        return ()
    return tuple(layout.funding_label.format(fund_unit=unit, year="") for unit in ("万元", "元"))
