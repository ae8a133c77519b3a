"""A place in a form, in the words of the form."""

from __future__ import annotations

import re

from jiheng.model import Form
from jiheng.terms.glossary import glossary, label, of_kind

_PATH = re.compile(r"(\w+)(?:\[(\d+)\])?(?:\.(.+))?")


def words(form: Form, path: str) -> str:
    """A path in the words of the form: ``indicators[3].reason`` → 绩效指标第4行偏差原因分析及改进措施."""
    match = _PATH.fullmatch(path)
    if match is None:
        return path
    block, row, field = match.groups()
    if block == "notes":
        named = form.notes[int(row)].label if int(row) < len(form.notes) else ""
        return named or label("other_notes")
    if block == "header" and field:
        return field_label(block, field)
    name = label(block) if block in glossary() else block
    line = f"第{int(row) + 1}行" if row else ""
    return f"{name}{line}{field_label(block, field) if field and block != 'unbound' else ''}"


def field_label(block: str, field: str) -> str:
    """The label of a field of *block*; its own name where the glossary knows none."""
    return next((t.label for t in of_kind("field", block) if t.field == field), field)
