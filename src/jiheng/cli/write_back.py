"""Corrections put back into the JSON or the workbook they came from; everything else in it stays as it is."""

from __future__ import annotations

import json
import os
import re
from collections.abc import Mapping, Sequence
from pathlib import Path
from typing import Any

from jiheng.checks.fixing import Change
from jiheng.model import Form, Problem
from jiheng.reading.content import is_workbook

_STEP = re.compile(r"(\w+)(?:\[(\d+)\])?")
_ONLY = (
    "只能写回 Excel 工作簿，或 UTF-8 编码、一份文档、各值都是文本的 JSON；请先用 jiheng read --json 存成 JSON"
)


def write_back(path: Path, forms: Sequence[Form], changes: Mapping[int, Sequence[Change]]) -> str:
    """Apply the changes of each of the *forms* read from *path*; says why where the file forbids it."""
    data = path.read_bytes()
    made = _workbook(data, forms, changes) if is_workbook(data) else _json(data, changes)
    if isinstance(made, str):
        return made
    fresh = path.with_name(f".{path.name}.new")
    fresh.write_bytes(made)
    os.replace(fresh, path)  # noqa: PTH105  the whole file or the old one, never half
    return ""


def _workbook(data: bytes, forms: Sequence[Form], changes: Mapping[int, Sequence[Change]]) -> bytes | str:
    """The workbook with the corrections of all forms; none of them where one has no cell of its own."""
    from jiheng.writing.fill import filled  # with the library for workbooks, which few calls need

    for number, of_form in changes.items():
        made = filled(data, forms[number], {change.path: change.new for change in of_form})
        if isinstance(made, Problem):
            return str(made).rstrip("。")
        data = made
    return data


def _json(data: bytes, changes: Mapping[int, Sequence[Change]]) -> bytes | str:
    try:
        text = data.decode("utf-8")
        read = json.loads(text, parse_float=_refuse)
    except ValueError:
        return _ONLY
    forms = _forms(read)
    for number, of_form in changes.items():
        for change in of_form:
            _set(forms[number], change.path, change.new)
    indent = re.match(r"[\[{]\n( +)", text)
    made = json.dumps(read, ensure_ascii=False, indent=len(indent[1]) if indent else None)
    return (made + ("\n" if text.endswith("\n") else "")).encode()


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
