"""Rows of the tables of the 汇总表: numbers as numbers with all their places, text as text."""

from __future__ import annotations

import re
from collections.abc import Callable, Mapping
from decimal import Decimal
from functools import cache
from typing import TypeAlias

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jiheng.writing.measure import lines as line_count
from jiheng.writing.summary_figures import Shown
from jiheng.writing.workbook import LONGEST_TEXT, PADDING, TALLEST_ROW, ems, height_of, put, text_format

# By column; what is None or not there is a blank cell.
Row: TypeAlias = Mapping[str, Shown | None]
Look: TypeAlias = Callable[[int | None], Format]

# Excel keeps fifteen digits of a number; a longer one is shown as text, so that none is lost.
_DIGITS_OF_A_NUMBER = 15
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def look_of(book: Workbook, *, bold: bool) -> Look:
    """The format of a text, or of a number by its places; a format is made once."""

    @cache
    def look(places: int | None) -> Format:
        of_number = {"num_format": f"0.{'0' * places}" if places else "0", "align": "right"}
        aligned = {"align": "left", "text_wrap": True} if places is None else of_number
        return text_format(book, {"bold": bold, "border": 1, **aligned})

    return look


def headings_of(book: Workbook) -> Look:
    """The look of a row of headings."""
    heading = text_format(book, {"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    return lambda _: heading


def put_row(page: Worksheet, number: int, row: Row, widths: Mapping[str, int], look: Look) -> None:
    """A row, as high as its texts need; *widths* are those of the columns in pixels."""
    needed = 1
    for column, (name, width) in enumerate(widths.items()):
        value = row.get(name)
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _DIGITS_OF_A_NUMBER:
            page.write_number(number, column, value, look(max(-int(value.as_tuple().exponent), 0)))
        else:
            text = _as_text(value)
            put(page, (number, column, number, column), text, look(None))
            needed = max(needed, line_count(text, ems(width) - PADDING))
    page.set_row(number, min(height_of(needed), TALLEST_ROW))


def _as_text(value: Shown | None) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else value or ""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST_TEXT]
