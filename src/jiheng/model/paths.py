"""The values of a form by their paths: ``header.project``, ``funding[0].rate``, ``indicators[3].target``."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from dataclasses import fields, is_dataclass, replace
from typing import Any

from jiheng.model.form import Form, TargetText

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
# What says where a form came from, and is none of it.
_ABOUT = ("sources", "attached", "at", "confidence")


def texts(part: Any, path: str = "") -> Iterator[tuple[str, str]]:
    """Every text in a form or a part of it, with its path."""
    if isinstance(part, str):
        yield path, part
    elif isinstance(part, tuple):
        for number, item in enumerate(part):
            yield from texts(item, f"{path}[{number}]")
    elif isinstance(part, Mapping):
        for key, value in part.items():
            yield from texts(value, f"{path}.{key}".lstrip("."))
    elif is_dataclass(part):
        for field in fields(part):
            if field.name not in _ABOUT:
                inside = path if field.name == "extra" else f"{path}.{field.name}".lstrip(".")
                yield from texts(getattr(part, field.name), inside)


def _steps(path: str) -> list[tuple[str, int | None]]:
    return [(name, int(index) if index else None) for name, index in _STEP.findall(path)]


def value_at(form: Form, path: str) -> str:
    """The printed text at *path*; the whole cell where the path names a target."""
    value: Any = form
    for name, index in _steps(path):
        value = getattr(value, name)
        if index is not None:
            value = value[index]
    return value.text if isinstance(value, TargetText) else str(value)


def with_value(form: Form, path: str, text: str) -> Form:
    """A copy of *form* with *text* at *path*; a target loses its parts, its text alone then counts."""
    changed: Form = _with_value(form, _steps(path), text)
    return changed


def _with_value(part: Any, steps: list[tuple[str, int | None]], text: str) -> Any:
    if not steps:
        return TargetText(text) if isinstance(part, TargetText) else text
    (name, index), rest = steps[0], steps[1:]
    value = getattr(part, name)
    if index is None:
        return replace(part, **{name: _with_value(value, rest, text)})
    return replace(
        part, **{name: (*value[:index], _with_value(value[index], rest, text), *value[index + 1 :])}
    )
