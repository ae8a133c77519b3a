"""Specimens as PDF set by typst, in the project's own face."""

import json
import tempfile
from functools import cache
from importlib.resources import files
from pathlib import Path

import typst

from . import Specimen
from .table import Table

FONTS = files("jiheng.writing") / "fonts"
_TEMPLATE = """
#let data = json(bytes(sys.inputs.data))
#set page(paper: "a4", flipped: data.landscape, margin: 12mm)
#set text(font: "Noto Serif SC", size: data.size * 1pt, lang: "zh")
#set par(leading: 0.4em, spacing: 0.5em)
#let shown(cell) = table.cell(x: cell.col, y: cell.row, colspan: cell.cols, rowspan: cell.rows,
  breakable: data.breakable, align: if cell.is_label { center + horizon } else { left + horizon }, cell.text)
#for (number, sheet) in data.sheets.enumerate() {
  if number > 0 { pagebreak() }
  align(center, text(size: 1.4em, sheet.before.first()))
  for line in sheet.before.slice(1) { align(center, line) }
  v(2pt)
  for t in sheet.tables {
    block(spacing: 0pt, table(columns: t.widths.map(w => w * 1fr), stroke: data.stroke * 1pt, inset: 3pt,
      ..if t.head > 0 {
        (table.header(repeat: data.again, ..t.cells.filter(c => c.row < t.head).map(shown)),)
      },
      ..t.cells.filter(c => c.row >= t.head).map(shown)))
  }
  for line in sheet.after { par(line) }
}
"""


def pdf(
    specimen: Specimen,
    size: float = 8,
    stroke: float = 0.5,
    *,
    breakable: bool = True,
    again: bool = True,
) -> bytes:
    """One PDF; ``breakable`` rows are cut by the end of a page, ``again`` says the head on each page."""
    sheets = [
        {
            "before": sheet.before,
            "tables": [_plain(table) for table in sheet.tables],
            "after": sheet.after,
        }
        for sheet in specimen.sheets
    ]
    data = {
        "sheets": sheets, "landscape": specimen.sheets[0].landscape, "size": size, "stroke": stroke,
        "breakable": breakable, "again": again,
    }  # fmt: skip
    made = typst.compile(
        _template(), font_paths=[str(FONTS)], ignore_system_fonts=False, format="pdf",
        sys_inputs={"data": json.dumps(data)},
    )  # fmt: skip
    assert isinstance(made, bytes)
    return made


def _plain(table: Table) -> dict[str, object]:
    stop = table.head.stop if table.head.start == 0 else 0
    if any(cell.row < stop < cell.row + cell.rows for cell in table.cells):
        stop = 0
    return {"widths": table.widths, "cells": [cell._asdict() for cell in table.cells], "head": stop}


@cache
def _template() -> str:
    place = Path(tempfile.mkdtemp(prefix="specimens-")) / "form.typ"
    place.write_text(_TEMPLATE, "utf-8")
    return str(place)
