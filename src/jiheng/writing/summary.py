"""汇总表 as a workbook: a line a project, the sums of every unit and department, and those of all."""

from __future__ import annotations

import re
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from functools import cache
from io import BytesIO
from itertools import count
from typing import TypeAlias, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.worksheet import Worksheet

from jiheng.model import Form, Scorecard
from jiheng.terms import label
from jiheng.writing.measure import lines as line_count
from jiheng.writing.summary_figures import AMOUNTS, UNIT, Line, Shown, line, summed
from jiheng.writing.workbook import (
    LONGEST_TEXT,
    PADDING,
    TALLEST_ROW,
    ems,
    height_of,
    new,
    put,
    set_up_page,
    text_format,
)

# By column; what is None or not there is a blank cell.
Row: TypeAlias = Mapping[str, Shown | None]
_Pair: TypeAlias = tuple[Line, Row]
_Key = TypeVar("_Key")
Look: TypeAlias = Callable[[int | None], Format]

# Widths in pixels.
_COLUMNS = {
    "serial_number": 44,
    "department": 160,
    "unit": 190,
    "project": 200,
    "project_code": 110,
    **dict.fromkeys(AMOUNTS, 90),
    "rate": 72,
    "self_score": 72,
    "reviewed_score": 72,
    "adopted_score": 72,
    "recomputed_score": 72,
    "grade": 56,
    "state": 110,
    "remark": 200,
}
_ON_REQUEST = ("department", "project_code", "reviewed_score", "adopted_score", "recomputed_score", "state")
_UNITS = {**dict.fromkeys(AMOUNTS, UNIT), "rate": "%"}
_HEAD_ROWS = 3
# Excel keeps fifteen digits of a number; a longer one is shown as text, so that none is lost.
_DIGITS_OF_A_NUMBER = 15
_UNPRINTABLE = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\ud800-\udfff\ufffe\uffff]")


def workbook(projects: Iterable[tuple[Form, Scorecard | None]], beside: Sequence[Row] = ()) -> bytes:
    """The summary of *projects*, by unit in the order in which they come.

    The score computed anew has a column where some scorecard is given. *beside*, one a project, gives what
    does not stand on the form: ``project_code``, ``reviewed_score``, ``adopted_score``, ``state``, and
    ``department``, whose sums are then given too. A figure that is missing stays blank, is named in the
    remarks, and is left out of the sums, whose remarks say so.
    """
    pairs = list(projects)
    lines = [line(form, card) for form, card in pairs]
    rows: Sequence[Row] = beside or [{}] * len(lines)
    asked = {name for row in rows for name in row}
    asked |= {"recomputed_score"} if any(card for _, card in pairs) else set()
    columns = [name for name in _COLUMNS if name in asked or name not in _ON_REQUEST]
    made = BytesIO()
    book = new(made)
    page = book.add_worksheet(label("summary")[-3:])
    _head(book, page, columns, sorted({form.header.year for form, _ in pairs} - {""}))
    looks = {is_sum: _look(book, bold=is_sum) for is_sum in (False, True)}
    for number, (row, is_sum) in enumerate(_rows(list(zip(lines, rows, strict=True))), start=_HEAD_ROWS):
        _put_row(page, number, row, columns, looks[is_sum])
    set_up_page(page, landscape=True, pages_high=0)
    book.close()
    return made.getvalue()


def _rows(projects: Sequence[_Pair]) -> Iterator[tuple[Row, bool]]:
    """The rows under the head, each with whether it is a sum."""
    numbers = count(1)
    several_units = len({_unit(pair) for pair in projects}) > 1
    for department, of_department in _grouped(projects, _department):
        for (_, unit), of_unit in _grouped(of_department, _unit):
            for project, besides in of_unit:
                yield {**_project(next(numbers), project), **besides}, False
            if several_units:
                yield _sum("unit", f"{unit}{label('subtotal')}", of_unit), True
        if department:
            yield _sum("department", f"{department}{label('subtotal')}", of_department), True
    yield _sum("unit", label("grand_total"), projects), True


def _grouped(projects: Sequence[_Pair], key: Callable[[_Pair], _Key]) -> Iterator[tuple[_Key, list[_Pair]]]:
    """The projects by *key*, in the order in which the keys first come."""
    found: dict[_Key, list[_Pair]] = {}
    for pair in projects:
        found.setdefault(key(pair), []).append(pair)
    yield from found.items()


def _department(pair: _Pair) -> str:
    return str(pair[1].get("department") or "")


def _unit(pair: _Pair) -> tuple[str, str]:
    """Offices of two departments may bear one name."""
    return _department(pair), pair[0].unit


def _project(number: int, project: Line) -> Row:
    return {
        "serial_number": Decimal(number),
        "unit": project.unit,
        "project": project.project,
        **dict(zip(AMOUNTS, project.amounts, strict=True)),
        "rate": project.rate,
        "self_score": project.score,
        "recomputed_score": project.recomputed,
        "grade": project.grade,
        "remark": "；".join(project.remarks),
    }


def _sum(column: str, name: str, projects: Sequence[_Pair]) -> Row:
    total = summed([project for project, _ in projects])
    amounts = dict(zip(AMOUNTS, total.amounts, strict=True))
    return {column: name, **amounts, "rate": total.rate, "remark": "；".join(total.remarks)}


def _head(book: Workbook, page: Worksheet, columns: Sequence[str], years: Sequence[str]) -> None:
    last = len(columns) - 1
    titled = text_format(book, {"bold": True, "font_size": 16, "align": "center"})
    put(page, (0, 0, 0, last), label("summary"), titled)
    of_years = "、".join(years) + label("year") if years else ""
    put(page, (1, 0, 1, 2), of_years, text_format(book, {"align": "left"}))
    unit = f"{label('fund_unit')}：{UNIT}"
    put(page, (1, 3, 1, last), unit, text_format(book, {"align": "right"}))
    for number, name in enumerate(columns):
        page.set_column_pixels(number, number, _COLUMNS[name])
    heading = text_format(book, {"bold": True, "border": 1, "text_wrap": True, "align": "center"})
    names = {name: label(name) + (f"（{_UNITS[name]}）" if name in _UNITS else "") for name in columns}
    _put_row(page, _HEAD_ROWS - 1, names, columns, lambda _: heading)
    page.set_row(0, 30)
    page.repeat_rows(_HEAD_ROWS - 1)
    page.freeze_panes(_HEAD_ROWS, 0)


def _look(book: Workbook, *, bold: bool) -> Look:
    """The format of a text, or of a number by its places; a format is made once."""

    @cache
    def look(places: int | None) -> Format:
        of_number = {"num_format": f"0.{'0' * places}" if places else "0", "align": "right"}
        aligned = {"align": "left", "text_wrap": True} if places is None else of_number
        return text_format(book, {"bold": bold, "border": 1, **aligned})

    return look


def _put_row(page: Worksheet, number: int, row: Row, columns: Sequence[str], look: Look) -> None:
    needed = 1
    for column, name in enumerate(columns):
        value = row.get(name)
        if isinstance(value, Decimal) and len(value.as_tuple().digits) <= _DIGITS_OF_A_NUMBER:
            page.write_number(number, column, value, look(max(-int(value.as_tuple().exponent), 0)))
        else:
            text = _as_text(value)
            put(page, (number, column, number, column), text, look(None))
            needed = max(needed, line_count(text, ems(_COLUMNS[name]) - PADDING))
    page.set_row(number, min(height_of(needed), TALLEST_ROW))


def _as_text(value: Shown | None) -> str:
    text = f"{value:f}" if isinstance(value, Decimal) else value or ""
    return _UNPRINTABLE.sub("\N{REPLACEMENT CHARACTER}", text)[:LONGEST_TEXT]
