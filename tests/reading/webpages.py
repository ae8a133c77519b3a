"""Forms as web pages have them."""

from html import escape

from test_workbook import FUNDS, HEAD, LINES

TITLE = "项目支出绩效自评表"


def row(cells):
    """One row of a table: texts, or (text, attributes)."""
    pairs = (cell if isinstance(cell, tuple) else (cell, "") for cell in cells)
    return f"<tr>{''.join(f'<td {told}>{shown(text)}</td>' for text, told in pairs)}</tr>"


def shown(text):
    return text if str(text).startswith("<") else escape(str("" if text is None else text))


def table(*rows, told=""):
    return f"<table {told}>{''.join(map(row, rows))}</table>"


HEAD_TABLE = table(*HEAD[2:])
FUNDS_TABLE = table(*FUNDS)
LINES_TABLE = table(*LINES)
FORM = f"<h1>{TITLE}</h1><p>（2024年度）</p>{HEAD_TABLE}{FUNDS_TABLE}{LINES_TABLE}"


def page(body, head='<meta charset="utf-8">'):
    return f"<!DOCTYPE html><html><head>{head}</head><body>{body}</body></html>"
