"""The texts that no document can carry, and where on which form they stand."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.model import Form, Location, Problem, ProblemKind
from jiheng.model.paths import texts
from jiheng.terms import words

# Control characters that end no line, halves of surrogate pairs, and the two that XML forbids besides.
REFUSED = re.compile("[\x00-\x08\x0e-\x1b\x1f\x7f-\x84\x86-\x9f\ud800-\udfff\ufffe\uffff]")


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
