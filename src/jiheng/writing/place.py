"""Where on which form a text stands, in the words of the form; and the texts that no document can carry."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import fields, is_dataclass
from typing import Any

from jiheng.model import Form, Location, Problem, ProblemKind
from jiheng.terms import glossary, label
from jiheng.writing.leftovers import field_label

_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?")
_NOT_PRINTED = ("sources", "at", "confidence")
# Control characters that end no line, halves of surrogate pairs, and the two that XML forbids besides.
REFUSED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


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
            if field.name not in _NOT_PRINTED:
                inside = path if field.name == "extra" else f"{path}.{field.name}".lstrip(".")
                yield from texts(getattr(part, field.name), inside)


def words(form: Form, path: str) -> str:
    """A path in the words of the form: ``indicators[3].reason`` → 绩效指标第4行偏差原因分析及改进措施."""
    match = _PATH.fullmatch(path)
    if match is None:
        return path
    block, row, field = match.groups()
    if block == "notes":
        return form.notes[int(row)].label or label("other_notes")
    if block == "header" and field:
        return field_label(block, field)
    name = label(block) if block in glossary() else block
    line = f"第{int(row) + 1}行" if row else ""
    return f"{name}{line}{field_label(block, field) if field and block != 'unbound' else ''}"


def refused(forms: Sequence[Form]) -> Problem | None:
    """Why no document can be made of *forms*: there are none, or a text has a control or broken character."""
    if not forms:
        return Problem(ProblemKind.UNREADABLE, "没有可以编制的自评表", "请确认输入中有自评表")
    for number, form in enumerate(forms):
        for path, text in texts(form):
            found = REFUSED.search(text)
            if found is not None:
                what = f"不能打印的控制字符 U+{ord(found[0]):04X}"
                return problem(forms, number, path, f"有{what}", "请删去该字符后重试")
    return None


def problem(forms: Sequence[Form], number: int, path: str, what: str, fix: str) -> Problem:
    """That *what* stands in the way at *path* of the form at index *number*."""
    form = forms[number]
    project = f"“{form.header.project}”" if form.header.project else ""
    where = f"第{number + 1}张表{project}的{words(form, path)}" if path else f"第{number + 1}张表{project}"
    at = Location(path=f"forms[{number}].{path}".rstrip("."))
    return Problem(ProblemKind.UNREADABLE, f"{where}{what}", fix, at)
