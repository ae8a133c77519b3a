"""From forms to official documents. The libraries that make files are loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from importlib import import_module
from typing import TypeAlias

from jiheng.model import Form, Problem
from jiheng.standards import Layout, Standard
from jiheng.writing.blank import blank

__all__ = ["DRAFT", "WRITERS", "Writer", "blank", "blank_workbook"]

DRAFT = "草稿"
"""The watermark of what is not handed in yet."""

Writer: TypeAlias = Callable[[Sequence[Form], Sequence[Layout], Sequence[str], str], bytes | Problem]


def _library(name: str) -> Writer:
    """The writer in a module of this package, loaded with its libraries when it is called."""

    def write(
        forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
    ) -> bytes | Problem:
        made: bytes | Problem = import_module(f"jiheng.writing.{name}").write(
            forms, layouts, marks, watermark
        )
        return made

    return write


def _json(
    forms: Sequence[Form], _layouts: Sequence[Layout], _marks: Sequence[str] = (), _watermark: str = ""
) -> bytes:
    from jiheng.writing import data

    return data.write(forms)


WRITERS: Mapping[str, Writer] = {
    **{kind: _library(kind) for kind in ("pdf", "docx", "xlsx", "html")},
    "json": _json,
}
"""For every format what turns forms, each with its layout and, where any are given, its mark, into one file
with one watermark; the same forms and marks, the same bytes."""


def blank_workbook(standard: Standard, year: int | None = None) -> bytes:
    """The blank form of *standard* as a workbook to be filled in, see ``jiheng.writing.entry``."""
    from jiheng.writing import entry

    return entry.write(standard, year)
