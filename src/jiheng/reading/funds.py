"""Rows of 项目资金 under their labels, and what is printed between them without being one."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import fields

from jiheng.model import FundingRow
from jiheng.reading.breaks import goes_on, row_joined
from jiheng.reading.document import Cell
from jiheng.reading.draft import Draft
from jiheng.reading.fields import Column, by_field
from jiheng.reading.labels import labelled, money_unit
from jiheng.terms import bare, notation

_COLONS = (":", "：")
_FIGURES = frozenset(f.name for f in fields(FundingRow)) - {"label", "reason", "extra"}
_USUAL = frozenset({"label", "executed"})
_AMOUNTS = frozenset({"budget", "adjusted", "executed"})


def is_funding(columns: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """True for a row with money, or with a label that is known to name money.

    A name of money where an amount belongs makes another list of it: 按收入性质 beside 按支出性质.
    """
    found, rest = by_field(columns, cells)
    names = [found[name] for name in _FIGURES & found.keys() if not _is_figure(found[name])]
    if any(_is_name(cell) for cell in names if cell is not _name_in_amounts(columns, found, rest)):
        return False
    if any(labelled(cell.text, "funding_row") for cell in cells):
        return True
    first = min(column.span.start for column in columns if column.field)
    values = [cell for name, cell in found.items() if name in _FIGURES]
    is_named = bool(rest) or "label" in found or min(cell.col for cell in cells) >= first
    return is_named and any(map(_is_figure, values))


def _is_figure(cell: Cell) -> bool:
    return notation.amount(cell.text, "万元") is not None or notation.is_empty(cell.text)


def _is_name(cell: Cell) -> bool:
    return any(colon in cell.text for colon in _COLONS) or labelled(cell.text, "funding_row") is not None


def _name_in_amounts(columns: Sequence[Column], found: dict[str, Cell], rest: Sequence[Cell]) -> Cell | None:
    """The name of a row in the first column of amounts, where the names have no column of their own."""
    first = next((column.field for column in columns if column.field), "")
    cell = found.get(first)
    if first not in _AMOUNTS or cell is None or "label" in found or _named(rest) or _is_figure(cell):
        return None
    return cell


def _named(rest: Sequence[Cell]) -> list[Cell]:
    return [
        cell for cell in rest if _is_name(cell) or not (labelled(cell.text, "block") or not bare(cell.text))
    ]


def is_rest(draft: Draft, columns: Sequence[Column], cells: Sequence[Cell]) -> bool:
    """True for the rest of the last row of money, of which the first row of a page has a name at most."""
    if not draft.last_funds or any(_is_name(cell) or labelled(cell.text, "block") for cell in cells):
        return False
    found, rest = by_field(columns, cells)
    return (
        len(rest) <= 1
        and _FIGURES.isdisjoint(found)
        and goes_on(draft.last_funds, _with_name(found, rest), _USUAL)
    )


def _with_name(found: dict[str, Cell], rest: Sequence[Cell]) -> dict[str, Cell]:
    return found | ({"label": rest[-1]} if rest and "label" not in found else {})


def add(draft: Draft, columns: Sequence[Column], cells: Sequence[Cell], *, is_torn: bool) -> None:
    """One row of money, or the rest of the last one, which the end of a page has cut."""
    found, rest = by_field(columns, cells)
    name = _name_in_amounts(columns, found, rest)
    if name is not None:
        found = {field: cell for field, cell in found.items() if cell is not name} | {"label": name}
    elif "label" not in found and (named := _named(rest)):
        found["label"] = named[-1]
        rest = [cell for cell in rest if cell is not named[-1]]
    for cell in rest:
        draft.fund_unit = draft.fund_unit or money_unit(cell.text)
    draft.leave(*_named(rest))
    above = draft.last_funds
    if is_torn and above and goes_on(above, found, _USUAL):
        draft.replace_funding(row_joined(above, found))
    else:
        draft.add_funding(found)
