"""A form as the official table on the screen: the layout's blocks with cells that know their path."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass, replace
from typing import Any

from jiheng.standards import Column, Layout
from jiheng.terms import bare, find, label
from jiheng.web.apps.evaluations.document import Document, value_at

_NUMBERS = frozenset(
    {"budget", "adjusted", "executed", "points", "rate", "score", "target.op", "target.unit"}
)
_PROSE = frozenset({"reason", "expected", "actual_goal", "text"})
_FOLLOWING = frozenset({"rate", "score"})

IsLocked = Callable[[str], bool]


@dataclass(frozen=True, slots=True)
class Cell:
    """One cell. ``label`` names it for who cannot see where it stands; ``kind`` is number, text or prose.

    ``locked`` cells cannot be written into; ``repeated`` ones say what the cell above says.
    """

    path: str
    label: str
    text: str
    kind: str = "text"
    locked: bool = False
    field: str = ""
    repeated: bool = False


@dataclass(frozen=True, slots=True)
class TableRow:
    """A row of a block: its key in the document, its name, and its cells."""

    key: str
    name: str
    cells: tuple[Cell, ...]

    @property
    def locked(self) -> bool:
        """True for a row of which some cell was approved: it can be neither taken out nor added to."""
        return any(cell.locked for cell in self.cells)


@dataclass(frozen=True, slots=True)
class Block:
    """A block with its side label, the columns (label and width), and the rows."""

    id: str
    side: str
    side_width: int
    columns: tuple[Column, ...]
    rows: tuple[TableRow, ...]

    @property
    def locked(self) -> bool:
        """True where approved rows stand in it, among which nobody puts others."""
        return any(row.locked for row in self.rows)


@dataclass(frozen=True, slots=True)
class Table:
    """The whole form as it is shown."""

    title: str
    year_line: str
    number: str
    fund_unit: str
    header: tuple[tuple[Cell, ...], ...]
    header_widths: tuple[int, ...]
    notes_above: tuple[TableRow, ...]
    funding: Block
    goals: Block
    indicators: Block
    total: tuple[Cell, ...]
    total_label: str
    total_span: int
    grade: Cell | None
    notes: tuple[TableRow, ...]


def table_of(document: Document, layout: Layout, is_locked: IsLocked) -> Table:
    """The table of *document* in *layout*; ``is_locked`` says which paths were approved."""
    year = value_at(document, "header.year")
    fund_unit = document.get("fund_unit", layout.fund_unit)
    noted = _notes(document, is_locked)
    above = {bare(name) for name in layout.notes_above}
    return Table(
        title=document.get("title") or layout.title.format(year=year),
        year_line=layout.year_line.format(year=year),
        number=layout.number,
        fund_unit=fund_unit,
        header=tuple(tuple(_header(document, column) for column in row) for row in layout.header),
        header_widths=layout.header_widths,
        notes_above=tuple(row for row in noted if bare(row.name) in above),
        funding=_funding(document, layout, fund_unit, is_locked),
        goals=_goals(document, layout, is_locked),
        indicators=_indicators(document, layout, is_locked),
        total=_total(document, layout),
        total_label=layout.total,
        total_span=_before_numbers(layout),
        grade=Cell("grade", layout.grade, document.get("grade", ""), locked=True) if layout.grade else None,
        notes=tuple(row for row in noted if bare(row.name) not in above),
    )


def _header(document: Document, column: Column) -> Cell:
    """The head says who and what; it comes from the task and the unit, not from the clerk."""
    path = f"header.{column.field}"
    locked = column.field != "category"
    return Cell(path, column.label, value_at(document, path), locked=locked, field=column.field)


def _funding(document: Document, layout: Layout, fund_unit: str, is_locked: IsLocked) -> Block:
    rows = []
    for row in document["funding"]:
        name = row.get("label", "")
        meant = find(name, "funding_row")
        scored = meant is not None and meant.id == "total_funds"
        cells = (
            _cell(
                document,
                "funding",
                row,
                column,
                name,
                is_locked,
                fixed=_is_fixed(column.field, scored=scored),
            )
            for column in layout.funding
        )
        rows.append(TableRow(row["key"], name, tuple(cells)))
    side = layout.funding_label.format(fund_unit=fund_unit, year=value_at(document, "header.year"))
    return Block("funding", side, layout.side_width, layout.funding, tuple(rows))


def _is_fixed(field: str, *, scored: bool) -> bool:
    """Rates follow from the amounts; points and score stand in the total row alone."""
    return field in ("label", "points") or (field == "score" and not scored)


def _goals(document: Document, layout: Layout, is_locked: IsLocked) -> Block:
    cells = tuple(
        Cell(path, column.label, value_at(document, path), "prose", is_locked(path), field=column.field)
        for column in layout.goals
        for path in (f"goals.{column.field}",)
    )
    row = TableRow("goals", "", cells)
    return Block("goals", layout.goals_label, layout.side_width, layout.goals, (row,))


def _indicators(document: Document, layout: Layout, is_locked: IsLocked) -> Block:
    rows: list[TableRow] = []
    for row in document["indicators"]:
        name = row.get("level3", "") or f"第{len(rows) + 1}行"
        cells = tuple(_cell(document, "indicators", row, c, name, is_locked) for c in layout.indicators)
        rows.append(TableRow(row["key"], name, cells))
    side = layout.side_width if layout.indicators_label else 0
    return Block("indicators", layout.indicators_label, side, layout.indicators, tuple(_merged(rows)))


def _merged(rows: Iterable[TableRow]) -> Iterator[TableRow]:
    """Levels that say what the row above says are marked as repeated: they are shown as one cell."""
    above: dict[str, str] = {}
    for row in rows:
        levels = {cell.field: cell.text for cell in row.cells if cell.field in ("level1", "level2")}
        same1 = bool(levels.get("level1")) and levels.get("level1") == above.get("level1")
        same2 = same1 and bool(levels.get("level2")) and levels.get("level2") == above.get("level2")
        same = {"level1": same1, "level2": same2}
        yield replace(row, cells=tuple(replace(c, repeated=same.get(c.field, False)) for c in row.cells))
        above = levels


def _cell(
    document: Document,
    block: str,
    row: dict[str, Any],
    column: Column,
    name: str,
    is_locked: IsLocked,
    *,
    fixed: bool = False,
) -> Cell:
    field = column.field
    path = f"{block}[{row['key']}].{field}"
    kind = "number" if field in _NUMBERS else "prose" if field in _PROSE else "text"
    shown = f"{name} {column.label}".strip()
    return Cell(path, shown, value_at(document, path), kind, fixed or is_locked(path), field=field)


def _before_numbers(layout: Layout) -> int:
    numbers = (n for n, column in enumerate(layout.indicators) if column.field in ("points", "score"))
    return next(numbers, len(layout.indicators))


def _total(document: Document, layout: Layout) -> tuple[Cell, ...]:
    """Points and score under their columns; the total follows from the lines and is not typed."""
    cells = []
    for column in layout.indicators[_before_numbers(layout) :]:
        path = f"total.{column.field}" if column.field in ("points", "score") else ""
        text = value_at(document, path) if path else ""
        cells.append(Cell(path, f"{layout.total} {column.label}", text, "number", locked=True))
    return tuple(cells)


def _notes(document: Document, is_locked: IsLocked) -> tuple[TableRow, ...]:
    found = []
    for row in document["notes"]:
        name = row.get("label") or label("other_notes")
        path = f"notes[{row['key']}].text"
        cell = Cell(path, name, value_at(document, path), "prose", is_locked(path), field="text")
        found.append(TableRow(row["key"], name, (cell,)))
    return tuple(found)
