"""汇总表 as a workbook: a line a project, the sums of every unit and department, those of all, the grades."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from decimal import Decimal
from io import BytesIO
from itertools import count
from typing import TypeAlias, TypeVar

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from jiheng.model import Form, Scorecard
from jiheng.terms import label
from jiheng.writing.summary_figures import AMOUNTS, UNIT, Line, line, summed
from jiheng.writing.summary_grades import add_grades
from jiheng.writing.summary_rows import Row, headings_of, look_of, put_row
from jiheng.writing.workbook import new, put, set_up_page, text_format

_Pair: TypeAlias = tuple[Line, Row]
_Key = TypeVar("_Key")

# Widths in pixels.
_COLUMNS = {
    "serial_number": 44,
    "department": 160,
    "unit": 190,
    "project": 200,
    "project_code": 110,
    **dict.fromkeys(AMOUNTS, 126),
    "rate": 84,
    "self_score": 72,
    "reviewed_score": 72,
    "adopted_score": 72,
    "recomputed_score": 90,
    "grade": 66,
    "state": 110,
    "remark": 200,
}
_ON_REQUEST = ("department", "project_code", "reviewed_score", "adopted_score", "recomputed_score", "state")
_UNITS = {**dict.fromkeys(AMOUNTS, UNIT), "rate": "%"}
_HEAD_ROWS = 3
_HEIGHTS = 30, 22  # points, of title and subheading
_SIGNED = 30
_SIGNATURES = "单位负责人：　　　　　　　　财务负责人：　　　　　　　　填表人：　　　　　　　　联系电话："
_SEALED, _DATED = "填报单位（盖章）", "填报日期：　　　年　　月　　日"


def workbook(projects: Iterable[tuple[Form, Scorecard | None]], beside: Sequence[Row] = ()) -> bytes:
    """The summary of *projects*, by unit in the order in which they come.

    The score computed anew has a column where some scorecard is given. *beside*, one a project, gives what
    does not stand on the form: ``project_code``, ``reviewed_score``, ``adopted_score``, ``state``, and
    ``department``, whose sums are then given too. A figure that is missing stays blank, is named in the
    remarks, and is left out of the sums, whose remarks say so.
    """
    pairs = list(projects)
    lines = [line(form, card) for form, card in pairs]
    rows = [
        _with_department(form, row) for (form, _), row in zip(pairs, beside or [{}] * len(pairs), strict=True)
    ]
    asked = {name for row in rows for name, value in row.items() if name != "department" or value}
    asked |= {"recomputed_score"} if any(card for _, card in pairs) else set()
    widths = {name: width for name, width in _COLUMNS.items() if name in asked or name not in _ON_REQUEST}
    shown = list(zip(lines, rows, strict=True))
    made = BytesIO()
    book = new(made)
    page = book.add_worksheet(label("summary")[-3:])
    years = "、".join(sorted({form.header.year for form, _ in pairs} - {""}))
    _head(book, page, widths, f"{years}{label('year')}" if years else "", _whose(shown))
    looks = {is_sum: look_of(book, bold=is_sum) for is_sum in (False, True)}
    number = _HEAD_ROWS
    for number, (row, is_sum) in enumerate(_rows(shown), start=_HEAD_ROWS):
        put_row(page, number, row, widths, looks[is_sum])
    put(page, (number + 1, 0, number + 1, len(widths) - 1), _SIGNATURES, text_format(book, {"align": "left"}))
    page.set_row(number + 1, _SIGNED)
    set_up_page(page, landscape=True, pages_high=0)
    add_grades(book, [(name, [entry for entry, _ in of]) for name, of in _grouped(shown, _department)], years)
    book.close()
    return made.getvalue()


def _with_department(form: Form, beside: Row) -> Row:
    return {"department": form.header.department, **beside}


def _whose(projects: Sequence[_Pair]) -> str:
    """The one unit whose summary it is, else the one department; ``""`` where there are several."""
    for names in ({pair[0].unit for pair in projects}, {_department(pair) for pair in projects}):
        if len(names) == 1:
            return names.pop()
    return ""


def _rows(projects: Sequence[_Pair]) -> Iterator[tuple[Row, bool]]:
    """The rows under the head, each with whether it is a sum."""
    numbers = count(1)
    several_units = len({_unit(pair) for pair in projects}) > 1
    departments = list(_grouped(projects, _department))
    for department, of_department in departments:
        for (_, unit), of_unit in _grouped(of_department, _unit):
            for project, besides in of_unit:
                yield {**_project(next(numbers), project), **besides}, False
            if several_units:
                yield _sum("unit", f"{unit}{label('subtotal')}", of_unit), True
        if department and len(departments) > 1:
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


def _head(book: Workbook, page: Worksheet, widths: Mapping[str, int], year: str, whose: str) -> None:
    """Title; who hands it in, when, and in which unit of money; the headings, on every page."""
    last, half = len(widths) - 1, len(widths) // 2
    titled = text_format(book, {"bold": True, "font_size": 16, "align": "center"})
    put(page, (0, 0, 0, last), f"{year}{label('summary')}", titled)
    sides = {side: text_format(book, {"align": side}) for side in ("left", "center", "right")}
    put(page, (1, 0, 1, half - 2), f"{_SEALED}：{whose}", sides["left"])
    put(page, (1, half - 1, 1, half + 1), _DATED, sides["center"])
    put(page, (1, half + 2, 1, last), f"{label('fund_unit')}：{UNIT}", sides["right"])
    for number, width in enumerate(widths.values()):
        page.set_column_pixels(number, number, width)
    names = {name: label(name) + (f"（{_UNITS[name]}）" if name in _UNITS else "") for name in widths}
    put_row(page, _HEAD_ROWS - 1, names, widths, headings_of(book))
    for number, height in enumerate(_HEIGHTS):
        page.set_row(number, height)
    page.repeat_rows(_HEAD_ROWS - 1)
    page.freeze_panes(_HEAD_ROWS, 0)
