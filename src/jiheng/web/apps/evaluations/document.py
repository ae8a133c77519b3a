"""The stored document: the JSON of a form in which every row has a ``key`` of its own.

A path names a row by its key (``indicators[k3].score``), so that it means the same cell after others have
added or removed rows.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, replace
from typing import Any, TypeAlias

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, Problem, TargetText, Total
from jiheng.model.serial import form_from_json, form_to_json
from jiheng.terms import notation

Document: TypeAlias = dict[str, Any]

ROWS: Mapping[str, type] = {"funding": FundingRow, "indicators": Indicator, "notes": Note}
_PARTS: Mapping[str, type] = {"header": Header, "goals": Goals, "total": Total}
_PLAIN = ("title", "fund_unit", "grade")
_STEP = re.compile(r"(?P<block>\w+)(?:\[(?P<row>\w+)\])?(?:\.(?P<field>[\w.]+))?")
KEY = "key"


class PathError(Exception):
    """A path that names nothing in a form."""


def _cells_of(part: type) -> frozenset[str]:
    names = {field.name for field in fields(part) if field.name not in ("extra", "target")}
    if part is Indicator:
        names |= {"target", *(f"target.{name}" for name in ("op", "value", "unit"))}
    return frozenset(names)


_CELLS = {name: _cells_of(part) for name, part in {**ROWS, **_PARTS}.items()}


def document_of(form: Form) -> Document:
    """The document of a form: without the places it was read from, each row with a key."""
    data = form_to_json(replace(form, sources={}, attached=None))
    for block in ROWS:
        for number, row in enumerate(data.setdefault(block, []), 1):
            row[KEY] = f"k{number}"
    return data


def form_of(document: Document) -> Form:
    """The form in a document, without the keys."""
    found = form_from_json({**document, **{block: list(map(without_key, document[block])) for block in ROWS}})
    if isinstance(found, Problem):
        raise PathError(found.message)
    lines = (replace(line, target=notation.completed(line.target)) for line in found.indicators)
    return replace(found, indicators=tuple(lines))


def without_key(row: Mapping[str, Any]) -> dict[str, Any]:
    """A row as a form knows it."""
    return {name: value for name, value in row.items() if name != KEY}


def keys(document: Document, block: str) -> list[str]:
    """The keys of the rows of *block*, in order."""
    return [row[KEY] for row in document[block]]


def keyed(document: Document, path: str) -> str:
    """A path of ``model`` (``indicators[3].score``) as a path of the document (``indicators[k7].score``)."""
    block, row, field = _steps(path)
    if not row:
        return path
    rows = document[block]
    return path if int(row) >= len(rows) else _path(block, rows[int(row)][KEY], field)


def value_at(document: Document, path: str) -> Any:
    """The text of the cell at *path*, or the row where it names a whole row; None for a row that is gone."""
    block, key, field = _steps(path)
    if block in ROWS:
        row = _row(document, block, key)
        return without_key(row) if row is not None and not field else row and _cell(row, block, field)
    if block in _PLAIN and not field:
        return document.get(block, "")
    _require(block, field)
    return document.get(block, {}).get(field, "")


def with_value(document: Document, path: str, value: Any, after: str = "") -> Document:
    """A copy with the cell at *path* set, or with a row set in *after* another, or taken out (None).

    What does not change is shared with *document*: a history is done again edit by edit.
    """
    changed = {**document}
    block, key, field = _steps(path)
    if block in ROWS and not field:
        _set_row(changed, block, key, value, after)
    elif block in ROWS:
        changed[block] = [{**row} if row[KEY] == key else row for row in document[block]]
        row = _row(changed, block, key)
        if row is None:
            raise PathError(path)
        _set_cell(row, block, field, value)
    elif block in _PLAIN and not field:
        changed[block] = value
    else:
        _require(block, field)
        changed[block] = {**document.get(block, {}), field: value}
    return changed


def fields_of(path: str) -> frozenset[str]:
    """The names that the row at *path* may have; what has another name is shown nowhere."""
    return frozenset(name for name in _CELLS.get(_steps(path)[0], ()) if "." not in name)


def cell_paths(document: Document) -> Iterator[tuple[str, str]]:
    """Every cell of a document with its text."""
    for block in _PARTS:
        for field in sorted(_CELLS[block]):
            yield f"{block}.{field}", value_at(document, f"{block}.{field}")
    for block in ROWS:
        for row in document[block]:
            for field in sorted(_CELLS[block]):
                yield _path(block, row[KEY], field), _cell(row, block, field)
    yield "grade", document.get("grade", "")


def _steps(path: str) -> tuple[str, str, str]:
    match = _STEP.fullmatch(path)
    if match is None:
        raise PathError(path)
    return match["block"], match["row"] or "", match["field"] or ""


def _path(block: str, key: str, field: str) -> str:
    return f"{block}[{key}]" + (f".{field}" if field else "")


def _require(block: str, field: str) -> None:
    if field not in _CELLS.get(block, ()):
        raise PathError(f"{block}.{field}")


def _row(document: Document, block: str, key: str) -> dict[str, Any] | None:
    return next((row for row in document[block] if row[KEY] == key), None)


def _cell(row: Mapping[str, Any], block: str, field: str) -> str:
    _require(block, field)
    if field == "target" or field.startswith("target."):
        target = notation.completed(_target(row))
        return target.text if field == "target" else str(getattr(target, field.removeprefix("target.")))
    return str(row.get(field) or "")


def _target(row: Mapping[str, Any]) -> TargetText:
    given = row.get("target") or {}
    text, op, value, unit = (given.get(name) or "" for name in ("text", "op", "value", "unit"))
    return TargetText(text, op, value, unit)


def _set_cell(row: dict[str, Any], block: str, field: str, value: str) -> None:
    _require(block, field)
    if field == "target":
        row["target"] = {"text": value}
    elif field.startswith("target."):
        parts = notation.completed(_target(row))
        row["target"] = {
            "op": parts.op, "value": parts.value, "unit": parts.unit, field.removeprefix("target."): value
        }  # fmt: skip
    else:
        row[field] = value


def _set_row(document: Document, block: str, key: str, value: Any, after: str) -> None:
    rows = [row for row in document[block] if row[KEY] != key]
    if value is not None:
        place = next((n for n, row in enumerate(rows, 1) if row[KEY] == after), 0 if not after else len(rows))
        rows.insert(place, {**without_key(value), KEY: key})
    document[block] = rows
