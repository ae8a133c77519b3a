"""Rows that grow with their text: Excel fits a row to its text only while its height is not called custom."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from io import BytesIO

_ROW = re.compile(rb'(<row r="(\d+)"[^>]*?) customHeight="1"')


def growing(made: bytes, rows: Collection[int]) -> bytes:
    """The workbook *made* by XlsxWriter with *rows* of its worksheets, counted from 0, free to grow."""

    def freed(row: re.Match[bytes]) -> bytes:
        return row[1] if int(row[2]) - 1 in rows else row[0]

    copied = BytesIO()
    with zipfile.ZipFile(BytesIO(made)) as book, zipfile.ZipFile(copied, "w") as copy:
        for entry in book.infolist():
            part = book.read(entry)
            is_sheet = entry.filename.startswith("xl/worksheets/sheet")
            copy.writestr(entry, _ROW.sub(freed, part) if is_sheet else part)
    return copied.getvalue()
