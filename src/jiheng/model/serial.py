"""The one way to and from JSON.

A document is ``{"doc": …, "forms": [form, …]}``. A form's keys are the field names of
``jiheng.model.form``; ``sources`` is written as ``places``: path → place, with ``raw``, ``confidence``
and ``method`` where they say more; ``attached`` is there where data came with the file. All values are
strings. Keys that are not fields are kept in ``extra`` and written back; ``null`` and a missing key both
mean ``""``.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Mapping
from dataclasses import fields
from decimal import Decimal, InvalidOperation
from typing import Any

from jiheng.model.form import (
    NOTHING,
    Form,
    FundingRow,
    Goals,
    Header,
    Indicator,
    Note,
    TargetText,
    Total,
    Unbound,
)
from jiheng.model.location import CERTAIN, Location, Source
from jiheng.model.problem import Problem, ProblemKind

Json = Any
_PARTS: dict[str, type] = {"header": Header, "goals": Goals, "total": Total, "target": TargetText}
_ROWS: dict[str, type] = {"funding": FundingRow, "indicators": Indicator, "notes": Note}
_FIELDS: dict[type, tuple[str, ...]] = {
    part: tuple(f.name for f in fields(part) if f.name not in ("sources", "attached", "extra"))
    for part in (Form, Header, FundingRow, Goals, TargetText, Indicator, Total, Note)
}
_UNLESS_EMPTY = {
    Header: {"project_code", "unit_code", "category", "secrecy"},
    FundingRow: {"reason"},
    Form: {"notes", "unbound"},
}
_SHAPE_FIX = "请对照 README 中的 JSON 格式修改后重试"


class _ShapeError(Exception):
    """Carries a Problem out of the nested reading below; never leaves this module."""

    def __init__(self, path: str, expected: str) -> None:
        super().__init__(path)
        place = Location(path=path)
        self.problem = Problem(ProblemKind.UNREADABLE, f"JSON 中此处应为{expected}", _SHAPE_FIX, place)


def to_line(value: Json) -> str:
    """JSON as one line. Exact numbers become text; half a surrogate pair, which UTF-8 lacks, is escaped."""
    text = json.dumps(value, ensure_ascii=False, default=str)
    return text.encode("utf-8", "backslashreplace").decode()


def document_to_json(doc: str, forms: Iterable[Form]) -> dict[str, Json]:
    """A document as ``{"doc", "forms"}``."""
    return {"doc": doc, "forms": [form_to_json(form) for form in forms]}


def form_to_json(form: Form) -> dict[str, Json]:
    """A form as JSON; reading it back with ``form_from_json`` gives an equal form."""
    data = _part_to_json(form)
    if form.confidence == CERTAIN:
        del data["confidence"]
    if form.sources:
        data["places"] = {path: _source_to_json(source) for path, source in form.sources.items()}
    if form.attached is not None:
        data["attached"] = dict(form.attached)
    return data


def _part_to_json(part: Any) -> dict[str, Json]:
    optional = _UNLESS_EMPTY.get(type(part), ())
    values = ((name, getattr(part, name)) for name in _FIELDS[type(part)])
    data = {name: _value_to_json(value) for name, value in values if value or name not in optional}
    extra: Mapping[str, Json] = getattr(part, "extra", NOTHING)
    return {**data, **extra} if extra else data


def _value_to_json(value: Any) -> Json:
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        return str(value)
    if isinstance(value, tuple):
        return [_value_to_json(item) for item in value]
    if isinstance(value, Unbound):
        return {"text": value.text, **location_to_json(value.at)}
    return _part_to_json(value)


def location_to_json(place: Location) -> dict[str, Json]:
    """A place with only the keys that are known; ``box`` as four numbers in strings."""
    data: dict[str, Json] = {}
    for name in ("page", "line", "sheet", "cell", "path"):
        value = getattr(place, name)
        if value:
            data[name] = value
    if place.box:
        data["box"] = [str(edge) for edge in place.box]
    return data


def location_from_json(data: Json) -> Location | Problem:
    """The place that ``location_to_json`` wrote."""
    try:
        return _location(_object(data, "at"), "at")
    except _ShapeError as error:
        return error.problem


def _source_to_json(source: Source) -> dict[str, Json]:
    data = location_to_json(source.at)
    if source.raw:
        data["raw"] = source.raw
    if source.confidence != CERTAIN:
        data["confidence"] = str(source.confidence)
    if source.method:
        data["method"] = source.method
    return data


def document_from_json(data: Json) -> tuple[Form, ...] | Problem:
    """The forms of one JSON document: ``{"forms": […]}``, an array of forms, or one form."""
    try:
        if isinstance(data, Mapping) and "forms" in data:
            rows, path = data["forms"], "forms"
        else:
            rows, path = data if isinstance(data, list) else [data], ""
        if not isinstance(rows, list):
            raise _ShapeError(path, "数组")
        return tuple(_form(row, f"{path}[{n}]") for n, row in enumerate(rows))
    except _ShapeError as error:
        return error.problem


def form_from_json(data: Json) -> Form | Problem:
    """One form from its JSON, or the first place where the shape is wrong."""
    try:
        return _form(data, "")
    except _ShapeError as error:
        return error.problem


def _form(data: Json, path: str) -> Form:
    known = _object(data, path)
    given: dict[str, Any] = {}
    extra: dict[str, Json] = {}
    for key, value in known.items():
        place = f"{path}.{key}".lstrip(".")
        if key == "places":
            given["sources"] = _sources(value, place)
        elif key == "attached":
            given[key] = None if value is None else _texts(value, place)
        elif key == "unbound":
            given[key] = tuple(_unbound(v, place) for v in _array(value, place))
        elif key == "confidence":
            given[key] = _decimal(value, place)
        elif key in _ROWS:
            rows = _array(value, place)
            given[key] = tuple(_part(_ROWS[key], row, f"{place}[{n}]") for n, row in enumerate(rows))
        elif key in _PARTS and key != "target":
            given[key] = _part(_PARTS[key], value, place)
        elif key in _FIELDS[Form]:
            if value is not None:
                given[key] = _text(value, place)
        else:
            extra[key] = value
    return Form(**given, extra=extra or NOTHING)


def _part(part: type, data: Json, path: str) -> Any:
    known = _FIELDS[part]
    given: dict[str, Any] = {}
    extra: dict[str, Json] = {}
    for key, value in ({} if data is None else _object(data, path)).items():
        if key == "target" and "target" in known:
            given[key] = _part(TargetText, value, f"{path}.{key}")
        elif key in known:
            given[key] = value if isinstance(value, str) else _text(value, f"{path}.{key}")
        else:
            extra[key] = value
    return part(**given, extra=extra or NOTHING)


def _object(data: Json, path: str) -> Mapping[str, Json]:
    if not isinstance(data, Mapping):
        raise _ShapeError(path, "对象")
    return data


def _array(data: Json, path: str) -> list[Json]:
    if data is None:
        return []
    if not isinstance(data, list):
        raise _ShapeError(path, "数组")
    return data


def _text(value: Json, path: str) -> str:
    if value is None:
        return ""
    if isinstance(value, bool) or not isinstance(value, str | int | Decimal):
        raise _ShapeError(path, "文本")
    return f"{value:f}" if isinstance(value, Decimal) else str(value)


def _decimal(value: Json, path: str) -> Decimal:
    try:
        number = Decimal(_text(value, path))
    except InvalidOperation:
        raise _ShapeError(path, "0 至 1 的小数") from None
    if not number.is_finite() or not 0 <= number <= 1:
        raise _ShapeError(path, "0 至 1 的小数")
    return number


def _sources(data: Json, path: str) -> Mapping[str, Source]:
    return {key: _source(value, f"{path}.{key}") for key, value in _object(data or {}, path).items()}


def _texts(data: Json, path: str) -> Mapping[str, str]:
    return {key: _text(value, f"{path}.{key}") for key, value in _object(data, path).items()}


def _source(data: Json, path: str) -> Source:
    known = _object(data, path)
    confidence = known.get("confidence")
    return Source(
        _location(known, path),
        _text(known.get("raw"), path),
        CERTAIN if confidence is None else _decimal(confidence, path),
        _text(known.get("method"), path),
    )


def _unbound(data: Json, path: str) -> Unbound:
    known = _object(data, path)
    return Unbound(_text(known.get("text"), path), _location(known, path))


def _location(data: Mapping[str, Json], path: str) -> Location:
    counts: dict[str, int | None] = {}
    for name in ("page", "line"):
        value = data.get(name)
        if value is not None and (isinstance(value, bool) or not isinstance(value, int)):
            raise _ShapeError(f"{path}.{name}", "整数")
        counts[name] = value
    box = data.get("box")
    if box is not None and (not isinstance(box, list) or len(box) != 4):
        raise _ShapeError(f"{path}.box", "四个数")
    return Location(
        path=_text(data.get("path"), path),
        page=counts["page"],
        line=counts["line"],
        sheet=_text(data.get("sheet"), path),
        cell=_text(data.get("cell"), path),
        box=None if box is None else _box(box, path),
    )


def _box(edges: list[Json], path: str) -> tuple[Decimal, Decimal, Decimal, Decimal]:
    try:
        left, top, right, bottom = (Decimal(_text(edge, path)) for edge in edges)
    except InvalidOperation:
        raise _ShapeError(f"{path}.box", "四个数") from None
    return left, top, right, bottom
