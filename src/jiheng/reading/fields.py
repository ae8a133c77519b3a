"""What the columns of a block hold, by their labels beside each other."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace

from jiheng.reading.document import Cell

_SPLIT = frozenset({"target.op", "target.unit"})
PARTS = frozenset({*_SPLIT, "target.value"})
"""The parts of a target that have columns of their own on some forms."""


@dataclass(frozen=True, slots=True)
class Column:
    """What stands below a label: ``field`` is empty where the label is unknown in the block."""

    field: str
    span: range
    label: str


def overlap(one: range, other: range) -> bool:
    """True where two spans of columns have one in common."""
    return one.start < other.stop and other.start < one.stop


def columns_over(columns: Sequence[Column], cell: Cell) -> list[Column]:
    """The columns that a cell covers; where it covers none, the one with which it has most in common.

    Sides of columns are not always the same from page to page.
    """
    start, stop = cell.col, cell.col + cell.colspan
    meeting = [column for column in columns if column.span.start < stop and start < column.span.stop]
    if len(meeting) < 2:
        return meeting
    covered = [c for c in meeting if start <= c.span.start and c.span.stop <= stop]
    return covered or [max(meeting, key=lambda c: min(stop, c.span.stop) - max(start, c.span.start))]


def settled(block: str, columns: Sequence[Column]) -> tuple[Column, ...]:
    """The columns with their fields where labels come twice or depend on each other."""
    fields = [column.field for column in columns]
    if block == "funding":
        _two_budgets(fields)
    elif block == "indicators":
        _points_of_levels(fields)
        _initial(fields, "target")
        _whole_target(fields)
    else:
        _initial(fields, "expected")
    for place, field in enumerate(fields):
        if field in fields[:place]:
            fields[place] = ""
    return tuple(replace(column, field=field) for column, field in zip(columns, fields, strict=True))


def _two_budgets(fields: list[str]) -> None:
    """Of two annual budgets the first is the initial one, or heads the names of the rows."""
    if fields.count("adjusted") > 1:
        place = fields.index("adjusted")
        fields[place] = "label" if "budget" in fields and "label" not in fields else "budget"


def _points_of_levels(fields: list[str]) -> None:
    """Points beside a level, and not at the end of the line, are those of the level."""
    for place, field in enumerate(fields[:-1]):
        before, rest = (fields[place - 1] if place else ""), fields[place + 1 :]
        if field == "points" and before == "level1" and {"level2", "level3"} & set(rest):
            fields[place] = "level1_points"
        elif field == "points" and before == "level2" and "points" in rest and "level3" in rest:
            fields[place] = ""


def _initial(fields: list[str], name: str) -> None:
    """Of several targets or goals the last is the one in force."""
    places = [place for place, field in enumerate(fields) if field == name]
    for place in places[:-1]:
        fields[place] = "initial"


def _whole_target(fields: list[str]) -> None:
    """指标值 without a column for the operator or the unit is the whole target, and the other way round."""
    one, other = ("target.value", "target") if not _SPLIT & set(fields) else ("target", "target.value")
    if other not in fields:
        fields[:] = [other if field == one else field for field in fields]


def by_field(columns: Sequence[Column], cells: Sequence[Cell]) -> tuple[dict[str, Cell], list[Cell]]:
    """The cells of a row by the field of their column, and those that stand under no label.

    What stands under an unknown label is named by it, with a plus in front.
    """
    found: dict[str, Cell] = {}
    rest: list[Cell] = []
    for cell in cells:
        under = columns_over(columns, cell)
        name = _name(under)
        if not name or name in found:
            name = f"+{under[-1].label}" if under and not under[-1].label.isascii() else ""
        if name and name not in found:
            found[name] = cell
        else:
            rest.append(cell)
    return found, rest


def _name(under: Sequence[Column]) -> str:
    """The field of a cell under these columns; one that covers the parts of a target holds all of it."""
    fields = [column.field for column in under]
    if len(PARTS & set(fields)) > 1:
        return "target"
    return fields[0] if fields else ""
