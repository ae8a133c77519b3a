"""Forms to a workbook, one worksheet a form: every cell is text, and none is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jiheng.model import Form, Problem
from jiheng.model.paths import texts
from jiheng.standards import Layout
from jiheng.writing import workbook
from jiheng.writing.compose import composed
from jiheng.writing.grid import Grid, at_top, on_grid
from jiheng.writing.place import problem, refused
from jiheng.writing.sheet import Role, Sheet

_PALE = "BFBFBF"  # of a watermark: a worksheet has room for one in the header alone

Formats: TypeAlias = Mapping[str, Format]

_RULED = {"border": 1, "text_wrap": True}
_IN_TABLE = {str(r): {**_RULED, "align": "left" if r is Role.PROSE else "center"} for r in Role}
LOOKS: Mapping[str, Mapping[str, Any]] = {
    **_IN_TABLE,
    **{at_top(role): {**look, "valign": "top"} for role, look in _IN_TABLE.items()},
    "title": {"bold": True, "font_size": 16, "align": "center"},
    "year": {"font_size": 12, "align": "center"},
    "aside": {"align": "left", "text_wrap": True},
    "mark": {"align": "right", "font_size": 9},
}
"""How what stands on a worksheet looks, by the names that a grid gives it."""


def write(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    """One workbook with every form in its layout. A text that no cell can hold is a Problem."""
    sheets = composed(forms, layouts, marks, watermark)
    refusal = refused(forms) or _too_long(forms, sheets)
    if refusal is not None:
        return refusal
    made = BytesIO()
    book = workbook.new(made)
    formats = _formats(book)
    names = workbook.sheet_names([sheet.name for sheet in sheets])
    for sheet, name in zip(sheets, names, strict=True):
        _add(book.add_worksheet(name), sheet, formats)
    book.close()
    return made.getvalue()


def _too_long(forms: Sequence[Form], sheets: Sequence[Sheet]) -> Problem | None:
    for number, sheet in enumerate(sheets):
        cells = (cell for block in sheet.blocks for row in block.rows for cell in row)
        if any(
            len(text) > workbook.LONGEST_TEXT for text in (*sheet.signatures, *(cell.text for cell in cells))
        ):
            path = max(texts(forms[number]), key=lambda place: len(place[1]))[0]
            return problem(
                forms,
                number,
                path,
                f"超过 Excel 单元格上限 {workbook.LONGEST_TEXT} 字",
                "请精简文字，或改存为 pdf、json",
            )
    return None


def _formats(book: Workbook) -> Formats:
    return {name: workbook.text_format(book, look) for name, look in LOOKS.items()}


def put_grid(page: Worksheet, grid: Grid) -> None:
    """The widths, heights and print set-up of *grid*, without its texts."""
    for column, width in enumerate(grid.widths):
        page.set_column_pixels(column, column, width)
    for row, height in grid.heights.items():
        page.set_row(row, height)
    if grid.repeated:
        page.repeat_rows(*grid.repeated)


def _add(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    grid = on_grid(sheet)
    put_grid(page, grid)
    for spot in grid.spots:
        workbook.put(page, spot.area, spot.text, formats[spot.look])
    if sheet.watermark:
        page.set_header(f"&C&36&K{_PALE}{sheet.watermark.replace('&', '&&')}")
    workbook.set_up_page(page, landscape=sheet.landscape, pages_high=1 if grid.is_one_page else 0)
