"""Specimens as Word documents and Excel workbooks, with merged cells."""

from io import BytesIO

from docx import Document
from docx.enum.section import WD_ORIENT
from docx.enum.text import WD_ALIGN_PARAGRAPH
from docx.oxml import OxmlElement
from docx.oxml.ns import qn
from docx.shared import Mm, Pt
from openpyxl import Workbook
from openpyxl.styles import Alignment, Border, Font, Side
from openpyxl.utils import get_column_letter

from . import Specimen
from .table import Cell, Sheet, Table

FACE = "Droid Sans Fallback"
_LINE = Side(style="thin")


def word(specimen: Specimen, size: float = 9) -> bytes:
    """One .docx; a form from a new page on. Rows of a head are marked as repeated."""
    document = Document()
    normal = document.styles["Normal"]
    normal.font.size, normal.font.name = Pt(size), FACE
    normal.element.rPr.rFonts.set(qn("w:eastAsia"), FACE)
    normal.paragraph_format.space_after = Pt(0)
    section = document.sections[0]
    section.page_width, section.page_height = Mm(210), Mm(297)
    if specimen.sheets[0].landscape:
        section.orientation = WD_ORIENT.LANDSCAPE
        section.page_width, section.page_height = Mm(297), Mm(210)
    section.left_margin = section.right_margin = Mm(12)
    for number, sheet in enumerate(specimen.sheets):
        if number:
            document.add_page_break()
        _word_sheet(document, sheet, section.page_width - Mm(24))
    made = BytesIO()
    document.save(made)
    return made.getvalue()


def _word_sheet(document: Document, sheet: Sheet, room: int) -> None:
    for number, line in enumerate(sheet.before):
        paragraph = document.add_paragraph(line)
        if not number:
            paragraph.alignment = WD_ALIGN_PARAGRAPH.CENTER
    for number, table in enumerate(sheet.tables):
        if number:
            document.add_paragraph().paragraph_format.line_spacing = Pt(1)
        _word_table(document, table, room)
    for line in sheet.after:
        document.add_paragraph(line)


def _word_table(document: Document, table: Table, room: int) -> None:
    made = document.add_table(table.height, len(table.widths), style="Table Grid")
    made.autofit = False
    for column, width in zip(made.columns, table.widths, strict=True):
        column.width = int(room * width / sum(table.widths))
    grid = [list(row.cells) for row in made.rows]
    for cell in table.cells:
        first = grid[cell.row][cell.col]
        merged = first
        if cell.rows > 1 or cell.cols > 1:
            merged = first.merge(grid[cell.row + cell.rows - 1][cell.col + cell.cols - 1])
        merged.text = cell.text
        if cell.is_label:
            merged.paragraphs[0].alignment = WD_ALIGN_PARAGRAPH.CENTER
    for row in table.head if table.head.start == 0 else ():
        mark = OxmlElement("w:tblHeader")
        made.rows[row]._tr.get_or_add_trPr().append(mark)


def workbook(specimen: Specimen, size: float = 9) -> bytes:
    """One .xlsx with a worksheet for each form, every value as text."""
    book = Workbook()
    book.remove(book.active)
    for number, sheet in enumerate(specimen.sheets):
        page = book.create_sheet(f"表{number + 1}")
        page.page_setup.paperSize = page.PAPERSIZE_A4
        page.page_setup.orientation = "landscape" if sheet.landscape else "portrait"
        page.page_setup.fitToWidth, page.page_setup.fitToHeight = 1, 0
        page.sheet_properties.pageSetUpPr.fitToPage = True
        _sheet(page, sheet, size)
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def _sheet(page: object, sheet: Sheet, size: float) -> None:
    wide = len(sheet.tables[0].widths)
    share = 96 / sum(sheet.tables[0].widths)
    for number, width in enumerate(sheet.tables[0].widths):
        page.column_dimensions[get_column_letter(number + 1)].width = width * share
    top = 1
    for line in sheet.before:
        top = _alone(page, top, wide, line, size)
    for table in sheet.tables:
        if table.head.start == 0 and table.head:
            page.print_title_rows = f"{top + table.head.start}:{top + table.head.stop - 1}"
        for cell in table.cells:
            _cell(page, top, cell, size)
        _heights(page, top, table, share, size)
        top += table.height
    for line in sheet.after:
        top = _alone(page, top, wide, line, size)


def _alone(page: object, row: int, wide: int, line: str, size: float) -> int:
    page.merge_cells(start_row=row, start_column=1, end_row=row, end_column=wide)
    page.cell(row, 1, line).font = Font(name=FACE, size=size)
    page.cell(row, 1).data_type = "s"
    return row + 1


def _cell(page: object, top: int, cell: Cell, size: float) -> None:
    row, col = top + cell.row, 1 + cell.col
    for down in range(cell.rows):
        for right in range(cell.cols):
            page.cell(row + down, col + right).border = Border(_LINE, _LINE, _LINE, _LINE)
    here = page.cell(row, col)
    if cell.text:
        here.value = cell.text
        here.data_type = "s"
    here.font = Font(name=FACE, size=size)
    across = "center" if cell.is_label else "left"
    here.alignment = Alignment(wrap_text=True, vertical="center", horizontal=across)
    if cell.rows > 1 or cell.cols > 1:
        last = {"end_row": row + cell.rows - 1, "end_column": col + cell.cols - 1}
        page.merge_cells(start_row=row, start_column=col, **last)


def _heights(page: object, top: int, table: Table, share: float, size: float) -> None:
    """Rows as high as their fullest cell of one row: a program does not do it for merged cells."""
    for row in range(table.height):
        lines = 1
        for cell in table.cells:
            if cell.row == row and cell.rows == 1:
                room = share * sum(table.widths[cell.col : cell.col + cell.cols]) * 0.85
                wide = (
                    sum(2 if ord(char) > 0x2E80 else 1 for char in part) for part in cell.text.split("\n")
                )
                lines = max(lines, sum(-(-int(width) // max(1, int(room))) or 1 for width in wide))
        page.row_dimensions[top + row].height = min(409, lines * size * 1.45 + 4)
