"""Forms to a workbook, one worksheet a form: every cell is text, and none is a formula."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from functools import partial
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
from jiheng.writing.measure import lines, row_lines
from jiheng.writing.place import problem, refused
from jiheng.writing.sheet import Block, Role, Sheet

# The table's width on the screen in pixels, for a form upright and lying.
_WIDTH = {False: 690, True: 1010}
# Heights in points: the title's row, and a page.
_TITLE = 26
_PAGE = {False: 740, True: 480}
_SHRUNK = 115  # to so much more than a page in per cent a form is still printed on one

Formats: TypeAlias = Mapping[str, Format]


def write(forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = ()) -> bytes | Problem:
    """One workbook with every form in its layout. A text that no cell can hold is a Problem."""
    sheets = composed(forms, layouts, marks)
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
    ruled: dict[str, Any] = {"border": 1, "text_wrap": True}
    in_table = {str(r): {**ruled, "align": "left" if r is Role.PROSE else "center"} for r in Role}
    looks = {
        **in_table,
        **{_at_top(role): {**look, "valign": "top"} for role, look in in_table.items()},
        "title": {"bold": True, "font_size": 16, "align": "center"},
        "year": {"font_size": 12, "align": "center"},
        "aside": {"align": "left", "text_wrap": True},
        "mark": {"align": "right", "font_size": 9},
    }
    return {name: workbook.text_format(book, look) for name, look in looks.items()}


def _add(page: Worksheet, sheet: Sheet, formats: Formats) -> None:
    width = _WIDTH[sheet.landscape]
    for column, share in enumerate(sheet.widths):
        page.set_column_pixels(column, column, width * share // 100)
    table = workbook.ems(width)
    row = _above(page, sheet, formats)
    used = row * _TITLE
    for block, needed in zip(sheet.blocks, row_lines(sheet, table, workbook.PADDING), strict=True):
        heights = [workbook.height_of(count) for count in needed]
        used += sum(heights)
        if block.headings and used > _PAGE[sheet.landscape]:
            page.repeat_rows(row, row + block.headings - 1)
        row = _block(page, sheet, block, heights, row, formats)
    row = _below(page, sheet, table, row, formats)
    if sheet.mark:
        workbook.put(page, (row + 1, 0, row + 1, len(sheet.widths) - 1), sheet.mark, formats["mark"])
    fits = used * 100 <= _PAGE[sheet.landscape] * _SHRUNK
    workbook.set_up_page(page, landscape=sheet.landscape, pages_high=1 if fits else 0)


def _above(page: Worksheet, sheet: Sheet, formats: Formats) -> int:
    """The lines over the table; the row that comes next."""
    texts_above = ((sheet.number, "aside"), (sheet.title, "title"), (sheet.year_line, "year"))
    row = 0
    for text, look in texts_above:
        if text:
            page.set_row(row, _TITLE if look == "title" else workbook.height_of(1))
            workbook.put(page, (row, 0, row, len(sheet.widths) - 1), text, formats[look])
            row += 1
    return row


def _block(
    page: Worksheet, sheet: Sheet, block: Block, heights: list[int], top: int, formats: Formats
) -> int:
    """Puts a block at the row *top*; the row that comes next."""
    starts = [top]
    for height in heights:
        starts.append(_set_row(page, starts[-1], height))
    for number, row in enumerate(block.rows):
        over_pages = _at_top if heights[number] > workbook.TALLEST_ROW else str
        for cell in row:
            first, end = sheet.columns(cell)
            area = (starts[number], first, starts[number + cell.rows] - 1, end - 1)
            workbook.put(page, area, cell.text, formats[over_pages(cell.role)])
    return starts[-1]


def _set_row(page: Worksheet, row: int, height: int) -> int:
    """Makes room from *row* on, in several rows where Excel allows none so tall; the row that comes next."""
    while height > workbook.TALLEST_ROW:
        page.set_row(row, workbook.TALLEST_ROW)
        row, height = row + 1, height - workbook.TALLEST_ROW
    page.set_row(row, height)
    return row + 1


def _at_top(role: str) -> str:
    return f"{role} at the top"


def _below(page: Worksheet, sheet: Sheet, table: int, row: int, formats: Formats) -> int:
    """The signatures, side by side, each from the column that is nearest to its share of the width.

    The row that comes next.
    """
    count = len(sheet.signatures)
    if not count:
        return row
    shares = [100 * number // count for number in range(count + 1)]
    edges = [min(sheet.cuts, key=partial(_distance, share)) for share in shares]
    needed = max(lines(text, table // count - workbook.PADDING) for text in sheet.signatures)
    end = _set_row(page, row + 1, workbook.height_of(needed))
    for text, left, right in zip(sheet.signatures, edges, edges[1:], strict=False):
        area = (row + 1, sheet.cuts.index(left), end - 1, sheet.cuts.index(right) - 1)
        workbook.put(page, area, text, formats["aside"])
    return end


def _distance(share: int, cut: int) -> int:
    return abs(cut - share)
