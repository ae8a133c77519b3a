"""An empty list to be filled in and imported: the header row, examples, and how it is meant."""

from __future__ import annotations

from collections.abc import Sequence
from io import BytesIO

from jiheng.writing import workbook

_HEAD = {"bold": True, "text_wrap": True, "align": "center", "border": 1, "bg_color": "#E8F1F5"}
_CELL = {"text_wrap": True, "border": 1}
_WIDTH = 16


def template(
    title: str, header: Sequence[str], examples: Sequence[Sequence[str]], notes: Sequence[str]
) -> bytes:
    """A workbook: a sheet *title* with *header* and *examples*, and a sheet 说明 with *notes*, one a line."""
    made = BytesIO()
    book = workbook.new(made)
    head, cell, plain = (workbook.text_format(book, look) for look in (_HEAD, _CELL, {}))
    page = book.add_worksheet(title)
    for column, text in enumerate(header):
        workbook.put(page, (0, column, 0, column), text, head)
    for row, texts in enumerate(examples, 1):
        for column, text in enumerate(texts):
            workbook.put(page, (row, column, row, column), text, cell)
    page.set_column(0, len(header) - 1, _WIDTH, plain)
    page.freeze_panes(1, 0)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})
    told = book.add_worksheet("说明")
    told.set_column(0, 0, 100)
    for row, text in enumerate(notes):
        workbook.put(told, (row, 0, row, 0), text, plain)
    book.close()
    return made.getvalue()
