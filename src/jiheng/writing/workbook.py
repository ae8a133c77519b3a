"""What our workbooks have in common: Song type, text that stays text, A4, the same bytes each time."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from datetime import datetime
from io import BytesIO
from typing import Any, TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jiheng.writing.measure import EM

Area: TypeAlias = tuple[int, int, int, int]

_SONG = "宋体"
# Columns are measured in digits of the default face: with another than Song they come out wider where that
# one is not installed. 72 by 18 pixels are a cell of Song at 11 points.
_OPTIONS = {
    "default_column_width": 72,
    "default_row_height": 18,
    "in_memory": True,
    "strings_to_formulas": False,
    "strings_to_urls": False,
    "strings_to_numbers": False,
}
# A day that nobody takes for the day of writing: the same content gives the same bytes.
_CREATED = datetime(1980, 1, 1)  # noqa: DTZ001 - the library writes it as it stands
# What Excel takes: characters in a cell, points in the height of a row.
LONGEST_TEXT = 32767
TALLEST_ROW = 400
_A4 = 9
_LONGEST_NAME = 31
_NOT_IN_NAMES = re.compile(r"[\[\]:*?/\\\x00-\x1f]")
_RESERVED = "history"


def new(made: BytesIO) -> Workbook:
    """A workbook that will be written to *made* when it is closed."""
    default = {"font_name": _SONG, "font_size": 11}
    book = Workbook(made, {**_OPTIONS, "default_format_properties": default})
    book.set_properties({"created": _CREATED})
    return book


def text_format(book: Workbook, look: Mapping[str, Any]) -> Format:
    """A format in Song type, in the middle of its row; numbers typed over it stay as they are typed."""
    basic = {"font_name": _SONG, "font_size": 10, "valign": "vcenter", "num_format": "@"}
    return book.add_format({**basic, **look})


def put(page: Worksheet, area: Area, text: str, look: Format) -> None:
    """Text into one cell or, merged, into several; never a formula, a link or a number."""
    if area[:2] != area[2:]:
        page.merge_range(*area, "", look)
    if text:
        page.write_string(*area[:2], text, look)
    else:
        page.write_blank(*area[:2], None, look)


def ems(pixels: int) -> int:
    """Pixels of the screen in thousandths of an em of 10 points."""
    return pixels * EM * 3 // 40


PADDING = ems(7)


def height_of(count: int) -> int:
    """The height in points of a row with so many lines of 10 points."""
    return count * 14 + 4


def set_up_page(page: Worksheet, *, landscape: bool, pages_high: int) -> None:
    """A4, one page wide; *pages_high* pages high, or as many as it takes where that is 0."""
    page.set_paper(_A4)
    if landscape:
        page.set_landscape()
    page.fit_to_pages(1, pages_high)
    page.center_horizontally()
    page.set_margins(left=0.79, right=0.59, top=0.79, bottom=0.71)
    if not pages_high:
        page.set_footer("&C— &P —")
    page.hide_gridlines(2)
    page.ignore_errors({"number_stored_as_text": "A1:XFD1048576"})


def sheet_names(wanted: Sequence[str]) -> Iterator[str]:
    """Names that Excel takes: of at most 31 characters, without its own signs, and no two alike."""
    taken = {_RESERVED}
    for number, name in enumerate(wanted, start=1):
        base = _NOT_IN_NAMES.sub("", name).strip(" '") or f"表{number}"
        free = _shortened(base, _LONGEST_NAME)
        copy = 1
        while free.lower() in taken:
            copy += 1
            suffix = f"({copy})"
            free = _shortened(base, _LONGEST_NAME - len(suffix)) + suffix
        taken.add(free.lower())
        yield free


def _shortened(name: str, length: int) -> str:
    """Excel counts as UTF-16 does: a character beyond the first 65,536 is two."""
    units = name.encode("utf-16-le")[: 2 * length]
    return units.decode("utf-16-le", "ignore").rstrip(" '")
