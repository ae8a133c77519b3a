"""Specimens as web pages, with the spans of a table as attributes."""

from html import escape

from . import Specimen
from .table import Sheet, Table

_STYLE = """
@page { size: %s; margin: 14mm 12mm }
body { font: %spt "Noto Serif SC", "Droid Sans Fallback", serif }
h3 { text-align: center; margin: 4pt 0 }
p { margin: 2pt 0 }
table { border-collapse: collapse; width: 100%%; table-layout: fixed; margin-bottom: -1px }
td, th { border: 1px solid #000; padding: 2pt; font-weight: normal; word-break: break-all }
th { text-align: center }
section + section { page-break-before: always }
"""


def page(specimen: Specimen, size: float = 9) -> bytes:
    """The whole specimen as one page of HTML."""
    paper = "A4 landscape" if specimen.sheets[0].landscape else "A4"
    body = "\n".join(_section(sheet) for sheet in specimen.sheets)
    head = f'<meta charset="utf-8"><title>{specimen.name}</title><style>{_STYLE % (paper, size)}</style>'
    return f"<!DOCTYPE html>\n<html><head>{head}</head><body>\n{body}\n</body></html>".encode()


def _section(sheet: Sheet) -> str:
    title, *rest = sheet.before
    above = f"<h3>{_text(title)}</h3>" + "".join(f"<p>{_text(line)}</p>" for line in rest)
    below = "".join(f"<p>{_text(line)}</p>" for line in sheet.after)
    return f"<section>{above}{''.join(_table(table) for table in sheet.tables)}{below}</section>"


def _table(table: Table) -> str:
    whole = sum(table.widths)
    columns = "".join(f'<col style="width:{100 * width / whole:.2f}%">' for width in table.widths)
    rows = [_row(table, row) for row in range(table.height)]
    stop = table.head.stop if table.head.start == 0 else 0
    if any(cell.row < stop < cell.row + cell.rows for cell in table.cells):
        stop = 0
    head = f"<thead>{''.join(rows[:stop])}</thead>" if stop else ""
    return f"<table><colgroup>{columns}</colgroup>{head}<tbody>{''.join(rows[stop:])}</tbody></table>"


def _row(table: Table, row: int) -> str:
    cells = []
    for cell in table.cells:
        if cell.row == row:
            spans = f' rowspan="{cell.rows}"' * (cell.rows > 1) + f' colspan="{cell.cols}"' * (cell.cols > 1)
            tag = "th" if cell.is_label else "td"
            cells.append(f"<{tag}{spans}>{_text(cell.text)}</{tag}>")
    return f"<tr>{''.join(cells)}</tr>"


def _text(text: str) -> str:
    return escape(text, quote=False).replace("\n", "<br>")
