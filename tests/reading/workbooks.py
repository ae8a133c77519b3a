"""Workbooks as users leave them: filled with numbers, and as attackers make them."""

import re
import zipfile
from io import BytesIO

from openpyxl import Workbook, load_workbook

NUMBER = re.compile(r"-?(?:0|[1-9]\d*)(?:\.(\d+))?(%)?")


def saved(book):
    made = BytesIO()
    book.save(made)
    return made.getvalue()


def book_of(*rows, title="Sheet"):
    """A workbook with one worksheet of these rows."""
    book = Workbook()
    book.active.title = title
    for row in rows:
        book.active.append(row)
    return book


def typed(data):
    """The workbook with every number typed as one, shown by a format: what comes of filling in by hand."""
    book = load_workbook(BytesIO(data))
    for sheet in book:
        for cell in (cell for row in sheet.iter_rows() for cell in row):
            match = NUMBER.fullmatch(cell.value) if isinstance(cell.value, str) else None
            if match:
                places = f".{'0' * len(match[1])}" if match[1] else ""
                cell.number_format = f"0{places}{match[2] or ''}"
                cell.value = float(cell.value.rstrip("%")) / (100 if match[2] else 1)
    return saved(book)


def parts(data):
    """The parts of a zip by name."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return {name: archive.read(name) for name in archive.namelist()}


def zipped(files):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in files.items():
            archive.writestr(name, content)
    return made.getvalue()


def with_part(data, name, content):
    """The zip with another part in the place of one."""
    return zipped({**parts(data), name: content})
