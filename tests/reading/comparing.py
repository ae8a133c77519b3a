"""Forms and their truth, side by side."""

from collections.abc import Iterable, Iterator
from typing import Any

from jiheng.model import Form
from jiheng.model.serial import form_to_json

_NOT_COMPARED = {"kind", "layout", "fund_unit", "doc", "confidence", "places"}


def plain_forms(forms: Iterable[Form]) -> list[dict[str, Any]]:
    """Forms as JSON, as far as a truth has them."""
    return [form_to_json(form) for form in forms]


def differences(truth: Any, found: Any, path: str = "") -> Iterator[str]:
    """Every value that is not exactly what the truth says, character by character; null says nothing."""
    if isinstance(truth, dict):
        for key, value in truth.items():
            if key not in _NOT_COMPARED:
                yield from differences(value, (found or {}).get(key), f"{path}.{key}")
    elif isinstance(truth, list):
        if len(truth) != len(found or ()):
            yield f"{path}: {len(truth)} rows wanted, {len(found or ())} found"
        for number, (one, other) in enumerate(zip(truth, found or (), strict=False)):
            yield from differences(one, other, f"{path}[{number}]")
    elif truth is not None and truth != (found or ""):
        yield f"{path}: {truth!r} wanted, {found!r} found"
