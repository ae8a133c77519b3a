"""From forms to the rows of a table, and back."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from operator import attrgetter
from typing import Any, TypeAlias

from jiheng.model import Form, Problem
from jiheng.model.serial import form_from_json
from jiheng.terms import notation
from jiheng.writing.opendata.tables import FORM, ROW, TABLES, Column, Table

Value: TypeAlias = str | int | None
Row: TypeAlias = tuple[Value, ...]
_LARGEST = 2**63


@dataclass(frozen=True, slots=True)
class _Other:
    """One text under a key that is none of ours."""

    part: str
    name: str
    text: str


def rows(table: Table, forms: Sequence[Form], keys: Sequence[str]) -> Iterator[Row]:
    """The rows of *table*, in the order of the forms; *keys* are those of the forms."""
    get = [_getter(column) for column in table.columns]
    for form, key in zip(forms, keys, strict=True):
        for number, part in enumerate(_parts(table, form), start=1):
            yield tuple(
                key
                if column.id == FORM.id
                else number
                if column.id == ROW.id
                else _value(column, read(part), form)
                for column, read in zip(table.columns, get, strict=True)
            )


def _getter(column: Column) -> Any:
    return attrgetter(column.path) if column.path else lambda _: ""


def _parts(table: Table, form: Form) -> Sequence[Any]:
    if table.part == "":
        return (form,)
    if table.part == "goals":
        return (form.goals,) if form.goals.expected or form.goals.actual else ()
    if table.part == "others":
        return tuple(_others(form))
    part: Sequence[Any] = getattr(form, table.part)
    return part


def _others(form: Form) -> Iterator[_Other]:
    places: list[tuple[str, Any]] = [("header", form.header), ("goals", form.goals), ("total", form.total)]
    places += [(f"funding[{n}]", row) for n, row in enumerate(form.funding)]
    for number, line in enumerate(form.indicators):
        places += [(f"indicators[{number}]", line), (f"indicators[{number}].target", line.target)]
    places += [(f"notes[{n}]", note) for n, note in enumerate(form.notes)]
    for place, part in places:
        for name, text in part.extra.items():
            if isinstance(text, str):
                yield _Other(place, name, text)


def _value(column: Column, text: str, form: Form) -> Value:
    if not column.figure:
        return text
    if column.figure == "year_number":
        return notation.year_of(text)
    if column.figure == "in_fen":
        return _fen(text, form.fund_unit)
    if column.figure == "in_basis_points":
        meanings = notation.rates(text)
        return _exactly(meanings[0].value.scaleb(2)) if len(meanings) == 1 else None
    number = notation.number(text)
    return None if number is None else _exactly(number.value.scaleb(2))


def _fen(text: str, unit: str) -> int | None:
    amount = notation.amount(text, unit)
    try:
        return None if amount is None else _exactly(notation.in_unit(amount.value, unit, "元").scaleb(2))
    except KeyError:
        return None


def _exactly(value: Decimal) -> int | None:
    """The value where it is a whole number that a column can hold: nothing is rounded."""
    return int(value) if value == value.to_integral_value() and abs(value) < _LARGEST else None


def forms_of(tables: Mapping[str, Iterable[Row]]) -> dict[str, Form] | Problem:
    """The forms by their keys, rebuilt from the rows of all tables by the tables' ids."""
    found: dict[str, dict[str, Any]] = {}
    for table in TABLES:
        for row in tables[table.id]:
            values = dict(zip((column.id for column in table.columns), row, strict=True))
            texts = {c.path: str(values[c.id] or "") for c in table.columns if c.path and not c.figure}
            data = found.setdefault(str(values[FORM.id]), {})
            if table.part == "others":
                _part_at(data, texts["part"])[texts["name"]] = texts["text"]
            else:
                _set(_row_of(data, table.part), texts)
    forms = {key: form_from_json(data) for key, data in found.items()}
    refused = next((form for form in forms.values() if isinstance(form, Problem)), None)
    return refused or {key: form for key, form in forms.items() if isinstance(form, Form)}


def _row_of(data: dict[str, Any], part: str) -> dict[str, Any]:
    if part == "":
        return data
    if part == "goals":
        goals: dict[str, Any] = data.setdefault(part, {})
        return goals
    data.setdefault(part, []).append({})
    row: dict[str, Any] = data[part][-1]
    return row


def _set(row: dict[str, Any], texts: Mapping[str, Any]) -> None:
    for path, text in texts.items():
        *outer, name = path.split(".")
        place = row
        for step in outer:
            place = place.setdefault(step, {})
        place[name] = text


def _part_at(data: dict[str, Any], path: str) -> dict[str, Any]:
    place: Any = data
    for step in path.split("."):
        name, _, index = step.rstrip("]").partition("[")
        place = place.setdefault(name, [] if index else {})
        place = place[int(index)] if index else place
    part: dict[str, Any] = place
    return part
