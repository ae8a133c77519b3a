"""A form's layout as data: reading recognises by it, writing prints by it, the editor shows it."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from jiheng.terms import bare, of_kind, term


@dataclass(frozen=True, slots=True)
class Column:
    """A field of the form with the label it is printed under.

    ``field`` is the name in JSON within its block (``target.op`` for a part of the target); ``width`` is
    per cent of the table's width.
    """

    term: str
    field: str
    label: str
    width: int = 0


@dataclass(frozen=True, slots=True)
class Layout:
    """How one official form is printed. Templates may name ``{year}`` and ``{fund_unit}``.

    ``header`` holds rows of fields, ``header_widths`` their label and value widths in turn. Each block has
    a side label of ``side_width`` in front of its columns; ``""`` prints none. ``funding_rows`` are the rows
    of the blank form. ``grade`` is empty where the form has no such row. ``notes`` are labelled text blocks
    under the table, ``notes_above`` those between head and funds; ``signatures`` the last line.
    """

    id: str
    title: str
    year_line: str
    number: str
    fund_unit: str
    orientation: str
    side_width: int
    header: tuple[tuple[Column, ...], ...]
    header_widths: tuple[int, ...]
    funding_label: str
    funding: tuple[Column, ...]
    funding_rows: tuple[str, ...]
    goals_label: str
    goals: tuple[Column, ...]
    indicators_label: str
    indicators: tuple[Column, ...]
    total: str
    grade: str
    notes_above: tuple[str, ...]
    notes: tuple[str, ...]
    signatures: tuple[str, ...]

    def column(self, block: str, field: str) -> Column | None:
        """The column of *field* in the block header, funding, goals or indicators; None where it has none."""
        if block == "header":
            columns = tuple(column for row in self.header for column in row)
        else:
            columns = getattr(self, block)
        return next((column for column in columns if column.field == field), None)


_KEYS = {
    "id", "title", "year_line", "number", "fund_unit", "orientation", "side_width", "header", "header_widths",
    "funding_label", "funding", "funding_rows", "goals_label", "goals", "indicators_label", "indicators",
    "total", "grade", "notes_above", "notes", "signatures",
}  # fmt: skip


def read_layout(table: Mapping[str, Any]) -> Layout:
    """A layout from its TOML table; ValueError says in Chinese what is wrong."""
    if table.keys() != _KEYS:
        raise ValueError(f"layout 应有且仅有这些项，不符者：{sorted(table.keys() ^ _KEYS)}")
    layout = Layout(
        id=table["id"],
        title=table["title"],
        year_line=table["year_line"],
        number=table["number"],
        fund_unit=table["fund_unit"],
        orientation=table["orientation"],
        side_width=table["side_width"],
        header=tuple(_columns(row, "header") for row in table["header"]),
        header_widths=tuple(table["header_widths"]),
        funding_label=table["funding_label"],
        funding=_columns(table["funding"], "funding"),
        funding_rows=_known(table["funding_rows"], "funding_row"),
        goals_label=table["goals_label"],
        goals=_columns(table["goals"], "goals"),
        indicators_label=table["indicators_label"],
        indicators=_columns(table["indicators"], "indicators"),
        total=_known([table["total"]], "block")[0],
        grade=_known([table["grade"]], "field")[0],
        notes_above=_known(table["notes_above"], "field"),
        notes=_known(table["notes"], "field"),
        signatures=_known(table["signatures"], "field"),
    )
    _check_widths(layout)
    return layout


def _columns(items: list[Any], block: str) -> tuple[Column, ...]:
    return tuple(_column({"term": item} if isinstance(item, str) else item, block) for item in items)


def _column(item: Mapping[str, Any], block: str) -> Column:
    meant = term(item["term"])
    label: str = item.get("label", meant.label)
    if block not in meant.blocks:
        raise ValueError(f"{meant.id} 不是 {block} 的栏目")
    if label and bare(label) not in map(bare, meant.labels):
        raise ValueError(f"术语表中 {meant.id} 没有“{label}”这一叫法")
    return Column(meant.id, meant.field, label, item.get("width", 0))


def _known(labels: list[str], kind: str) -> tuple[str, ...]:
    known = {bare(name) for item in of_kind(kind) for name in item.labels}
    unknown = [label for label in labels if label and bare(label) not in known]
    if unknown:
        raise ValueError(f"术语表中没有 {unknown}")
    return tuple(labels)


def _check_widths(layout: Layout) -> None:
    for name, side in (
        ("funding", layout.funding_label),
        ("goals", layout.goals_label),
        ("indicators", layout.indicators_label),
    ):
        width = sum(column.width for column in getattr(layout, name)) + (layout.side_width if side else 0)
        if width != 100:
            raise ValueError(f"{name} 各栏宽度之和为 {width}，应为 100")
    if sum(layout.header_widths) != 100:
        raise ValueError("header_widths 之和应为 100")
