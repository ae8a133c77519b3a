"""From forms to official documents. The libraries that make files are loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from jiheng.model import Form, Problem
from jiheng.standards import Layout, Standard
from jiheng.writing.blank import blank

__all__ = ["DRAFT", "WRITERS", "Writer", "blank", "blank_workbook"]

DRAFT = "草稿"
"""The watermark of what is not handed in yet."""

Writer: TypeAlias = Callable[[Sequence[Form], Sequence[Layout], Sequence[str], str], bytes | Problem]


def _pdf(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    from jiheng.writing import pdf

    return pdf.write(forms, layouts, marks, watermark)


def _xlsx(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    from jiheng.writing import xlsx

    return xlsx.write(forms, layouts, marks, watermark)


def _docx(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    from jiheng.writing import docx

    return docx.write(forms, layouts, marks, watermark)


def _html(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    from jiheng.writing import html

    return html.write(forms, layouts, marks, watermark)


def _json(
    forms: Sequence[Form], _layouts: Sequence[Layout], _marks: Sequence[str] = (), _watermark: str = ""
) -> bytes:
    from jiheng.writing import data

    return data.write(forms)


WRITERS: Mapping[str, Writer] = {"pdf": _pdf, "docx": _docx, "xlsx": _xlsx, "html": _html, "json": _json}
"""For every format what turns forms, each with its layout and, where any are given, its mark, into one file
with one watermark; the same forms and marks, the same bytes."""


def blank_workbook(standard: Standard, year: int | None = None) -> bytes:
    """The blank form of *standard* as a workbook to be filled in, see ``jiheng.writing.entry``."""
    from jiheng.writing import entry

    return entry.write(standard, year)
