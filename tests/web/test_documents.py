"""A document with an edit is another one: the one before it stays as it was."""

from __future__ import annotations

from copy import deepcopy
from pathlib import Path

import pytest

import jiheng
from jiheng.web.apps.evaluations.document import document_of, value_at, with_value

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"


@pytest.mark.parametrize(
    ("path", "value", "after"),
    [
        ("indicators[k3].actual", "99.00(次)", ""),
        ("indicators[k3].target", "≥60.00(次)", ""),
        ("indicators[k3].target.value", "60.00", ""),
        ("indicators[k3]", None, ""),
        ("indicators[k99]", {"level3": "新增", "target": {"text": "≥1.00(次)"}}, "k3"),
        ("funding[k1].executed", "1.00", ""),
        ("goals.actual", "另一句话", ""),
        ("grade", "中", ""),
    ],
)
def test_an_edit_leaves_the_document_before_it_alone(path: str, value: object, after: str) -> None:
    document = document_of(jiheng.read(EXAMPLE)[0])
    before = deepcopy(document)
    changed = with_value(document, path, value, after)
    assert document == before
    assert changed != before
    assert value_at(changed, path) == value
    again = with_value(changed, "indicators[k2].actual", "1.00(次)")
    assert value_at(changed, "indicators[k2].actual") == value_at(before, "indicators[k2].actual")
    assert value_at(again, path) == value
