"""From forms to official documents. The libraries that make files are loaded when one is asked for."""

from __future__ import annotations

from collections.abc import Callable, Mapping, Sequence
from typing import TypeAlias

from jiheng.model import Form, Problem
from jiheng.standards import Layout
from jiheng.writing.blank import blank

__all__ = ["WRITERS", "Writer", "blank"]

Writer: TypeAlias = Callable[[Sequence[Form], Sequence[Layout]], bytes | Problem]


def _pdf(forms: Sequence[Form], layouts: Sequence[Layout]) -> bytes | Problem:
    from jiheng.writing import pdf

    return pdf.write(forms, layouts)


def _xlsx(forms: Sequence[Form], layouts: Sequence[Layout]) -> bytes | Problem:
    from jiheng.writing import xlsx

    return xlsx.write(forms, layouts)


def _html(forms: Sequence[Form], layouts: Sequence[Layout]) -> bytes | Problem:
    from jiheng.writing import html

    return html.write(forms, layouts)


def _json(forms: Sequence[Form], _layouts: Sequence[Layout]) -> bytes:
    from jiheng.writing import data

    return data.write(forms)


WRITERS: Mapping[str, Writer] = {"pdf": _pdf, "xlsx": _xlsx, "html": _html, "json": _json}
"""For every format what turns forms, each with its layout, into one file; the same forms, the same bytes."""
