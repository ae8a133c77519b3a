"""Corrections put back into the JSON they came from; everything else in the file stays as it is."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jiheng.checks.fixing import Change

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")


def write_back(path: Path, changes: Mapping[int, Sequence[Change]]) -> str:
    """Apply the changes of each form, by its place in the file; says why where the file forbids it."""
    try:
        text = path.read_text("utf-8")
        data = json.loads(text, parse_float=_refuse)
    except ValueError:
        return "只能写回 UTF-8 编码、一份文档、各值都是文本的 JSON；请先用 jiheng read --json 存成 JSON"
    forms = _forms(data)
    for number, of_form in changes.items():
        for change in of_form:
            _set(forms[number], change.path, change.new)
    indent = re.match(r"[\[{]\n( +)", text)
    made = json.dumps(data, ensure_ascii=False, indent=len(indent[1]) if indent else None)
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_text(made + ("\n" if text.endswith("\n") else ""), "utf-8")
    os.replace(fresh, path)  # noqa: PTH105  the whole file or the old one, never half
    return ""


def _refuse(_: str) -> Any:
    raise ValueError


def _forms(data: Any) -> list[Any]:
    """The forms of a document, in the order in which reading gives them."""
    if isinstance(data, list):
        return [form for item in data for form in _forms(item)]
    return list(data["forms"]) if "forms" in data else [data]


def _set(form: Any, path: str, text: str) -> None:
    """A target that is changed keeps its text alone; its parts are read anew from that."""
    *steps, (last, _) = _STEP.findall(path)
    for name, index in steps:
        form = form[name][int(index)] if index else form[name]
    form[last] = {"text": text} if last == "target" else text
