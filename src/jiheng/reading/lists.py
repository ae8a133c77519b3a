"""Plain lists, a line a thing: worksheets and CSV as rows of text."""

from __future__ import annotations

import csv
import warnings
from collections.abc import Iterator
from dataclasses import dataclass
from io import BytesIO, StringIO
from typing import Any

from jiheng.model import Problem
from jiheng.reading.content import is_workbook, text_of, too_large, unreadable

_MOST_TAGS = 10_000_000
_MOST_ROWS, _MOST_COLUMNS = 100_000, 200
_SEPARATORS = ",\t;，"


@dataclass(frozen=True, slots=True)
class Rows:
    """One list: the name of its worksheet (``""`` for CSV), and its rows.

    ``rows[n]`` is line n + 1 of the file, empty where nothing stands there; cells after its last text are
    left out. Cells hold what the screen shows.
    """

    name: str
    rows: tuple[tuple[str, ...], ...]


def read_rows(data: bytes) -> tuple[Rows, ...] | Problem:
    """Every visible worksheet of an Excel file, or the one list in CSV (UTF-8 or GB18030)."""
    refused = too_large(len(data))
    if refused is not None:
        return refused
    return _worksheets(data) if is_workbook(data) else _separated(data)


def _separated(data: bytes) -> tuple[Rows, ...] | Problem:
    found = text_of(data)
    if isinstance(found, Problem):
        return found
    if found.problems:
        return found.problems[0]
    first = found.text.lstrip().partition("\n")[0]
    separator = max(_SEPARATORS, key=first.count)
    try:
        rows = tuple(map(_trimmed, csv.reader(StringIO(found.text, newline=""), delimiter=separator)))
    except csv.Error:
        return unreadable(
            "CSV 的格式有误，引号不成对或某一格过长", "请用 Excel 或 WPS 打开，另存为 .xlsx 后重试"
        )
    return _too_long("", rows) or (Rows("", rows),)


def _worksheets(data: bytes) -> tuple[Rows, ...] | Problem:
    """The library for workbooks is loaded when there is one to read."""
    from jiheng.reading.package import parts_of
    from jiheng.reading.workbook import FAILS, broken

    names = parts_of(data, _MOST_TAGS)
    if isinstance(names, Problem):
        return names
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    except FAILS:
        return broken()


def _read(data: bytes) -> tuple[Rows, ...] | Problem:
    from openpyxl import load_workbook

    found = []
    for sheet in load_workbook(BytesIO(data), read_only=True, data_only=True).worksheets:
        if sheet.sheet_state == "visible":
            rows = tuple(_shown(sheet))
            refused = _too_long(sheet.title, rows)
            if refused is not None:
                return refused
            found.append(Rows(sheet.title, rows))
    return tuple(found)


def _shown(sheet: Any) -> Iterator[tuple[str, ...]]:
    from jiheng.reading.cell_text import cell_text

    sheet.reset_dimensions()
    for row in sheet.iter_rows(max_row=_MOST_ROWS + 1):
        yield _trimmed([cell_text(cell) for cell in row[:_MOST_COLUMNS]])


def _trimmed(cells: list[str]) -> tuple[str, ...]:
    while cells and not cells[-1].strip():
        cells.pop()
    return tuple(cells)


def _too_long(name: str, rows: tuple[tuple[str, ...], ...]) -> Problem | None:
    if len(rows) <= _MOST_ROWS:
        return None
    which = f"工作表“{name}”" if name else "清单"
    return unreadable(f"{which}超过{_MOST_ROWS}行的上限", "请拆成几个文件后重试")
