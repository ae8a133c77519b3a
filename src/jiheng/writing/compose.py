"""From a form and a layout to the sheet that is printed."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace

from jiheng.model import Form
from jiheng.standards import Layout
from jiheng.terms import label
from jiheng.writing import blocks
from jiheng.writing.indicator_block import indicators
from jiheng.writing.sheet import Block, Sheet, cuts

_BLANK_YEAR = "\u3000\u3000"


def composed(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str], watermark: str = ""
) -> list[Sheet]:
    """The sheet of every form in its layout with its mark; no *marks* at all leave all without one."""
    each = marks or [""] * len(forms)
    return [compose(*part, watermark) for part in zip(forms, layouts, each, strict=True)]


def compose(form: Form, layout: Layout, mark: str = "", watermark: str = "") -> Sheet:
    """The sheet of *form* in *layout*: every text as it stands on the form, in the layout's order."""
    title, year_line, printed = _title(form, layout)
    parts = (
        blocks.head(form, layout, printed),
        blocks.notes_above(form, layout),
        blocks.funding(form, layout),
        blocks.goals(form, layout),
        indicators(form, layout),
        blocks.notes(form, layout),
    )
    table = tuple(_with_plain_line_ends(part) for part in parts if part.rows)
    return Sheet(
        name=form.header.project,
        landscape=layout.orientation == "landscape",
        number=layout.number,
        title=title,
        year_line=year_line,
        blocks=table,
        signatures=blocks.signatures(form, layout),
        mark=mark,
        watermark=watermark,
        cuts=cuts(table),
    )


def document_title(forms: Sequence[Form], sheets: Sequence[Sheet]) -> str:
    """Unit, matter and year, as the document's own title."""
    unit, sheet = forms[0].header.unit, sheets[0]
    parts = (unit, sheet.title + sheet.year_line, sheet.name if len(sheets) == 1 else "")
    return " ".join(part for part in parts if part)


def _with_plain_line_ends(block: Block) -> Block:
    """Word, Excel and old systems end lines in eight ways; printing knows one."""
    rows = (
        tuple(replace(cell, text="\n".join(cell.text.splitlines())) for cell in row) for row in block.rows
    )
    return replace(block, rows=tuple(rows))


def _title(form: Form, layout: Layout) -> tuple[str, str, set[str]]:
    """The title, the line of the year, and the fields of the head that the two show.

    A form keeps its own title in its own layout; in another one it bears that one's. A year that the title
    names already is not printed twice.
    """
    year = form.header.year.removesuffix(label("year"))
    own = form.title if form.layout == layout.id else ""
    if year not in own and not layout.year_line:
        own = ""
    title = own or layout.title.format(year=year or _BLANK_YEAR)
    year_line = "" if year and year in title else layout.year_line.format(year=year or _BLANK_YEAR)
    return title, year_line, {"year"} if year in title + year_line else set()
