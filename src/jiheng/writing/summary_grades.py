"""评分等级分布: for every department and for all, the number and the money of each grade."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from decimal import Decimal

from xlsxwriter import Workbook

from jiheng.terms import label
from jiheng.writing.distribution import by_grade, share
from jiheng.writing.summary_figures import AMOUNTS, UNIT, Line, Sum, summed
from jiheng.writing.summary_rows import Row, headings_of, look_of, put_row
from jiheng.writing.workbook import put, set_up_page, text_format

_NAME = "评分等级分布"
_ALL = "全部项目"
_HEAD_ROWS = 3
_WIDTHS = {
    "department": 190,
    "grade": 80,
    "count": 70,
    "count_share": 90,
    "adjusted": 130,
    "adjusted_share": 90,
    "executed": 130,
    "rate": 90,
    "remark": 220,
}
_HEADINGS = {
    "department": label("department"),
    "grade": label("grade"),
    "count": "项目数",
    "count_share": "占比（%）",
    "adjusted": f"{label('adjusted')}（{UNIT}）",
    "adjusted_share": "占比（%）",
    "executed": f"{label('executed')}（{UNIT}）",
    "rate": f"{label('rate')}（%）",
    "remark": label("remark"),
}


def add_grades(book: Workbook, departments: Sequence[tuple[str, list[Line]]], years: str) -> None:
    """A worksheet of the grades as printed; departments in their order, all together last."""
    page = book.add_worksheet(_NAME)
    for column, width in enumerate(_WIDTHS.values()):
        page.set_column_pixels(column, column, width)
    titled = text_format(book, {"bold": True, "font_size": 16, "align": "center"})
    last = len(_WIDTHS) - 1
    year = f"{years}{label('year')}" if years else ""
    put(page, (0, 0, 0, last), f"{year}{label('summary')}：{_NAME}", titled)
    unit = f"{label('fund_unit')}：{UNIT}"
    put(page, (1, 0, 1, last), unit, text_format(book, {"align": "right"}))
    put_row(page, _HEAD_ROWS - 1, _HEADINGS, _WIDTHS, headings_of(book))
    looks = {is_sum: look_of(book, bold=is_sum) for is_sum in (False, True)}
    for number, (row, is_sum) in enumerate(_rows(departments), start=_HEAD_ROWS):
        put_row(page, number, row, _WIDTHS, looks[is_sum])
    page.set_row(0, 30)
    page.repeat_rows(_HEAD_ROWS - 1)
    page.freeze_panes(_HEAD_ROWS, 0)
    set_up_page(page, landscape=True, pages_high=0)


def _rows(departments: Sequence[tuple[str, list[Line]]]) -> Iterator[tuple[Row, bool]]:
    """The rows under the head, each with whether it is a sum."""
    if len(departments) > 1:
        for name, lines in departments:
            yield from _block(name, label("subtotal"), lines)
    everything = [line for _, lines in departments for line in lines]
    yield from _block(_ALL, label("grand_total"), everything)


def _block(name: str, closing: str, lines: Sequence[Line]) -> Iterator[tuple[Row, bool]]:
    total = summed(lines)
    for group in by_grade(lines):
        shares = {
            "count_share": share(len(group.lines), len(lines)),
            "adjusted_share": share(_adjusted(group.total), _adjusted(total)),
        }
        yield {**_row(name, group.name, len(group.lines), group.total), **shares}, False
    yield _row(name, closing, len(lines), total), True


def _row(name: str, grade: str, count: int, total: Sum) -> dict[str, Decimal | str | None]:
    amounts = dict(zip(AMOUNTS, total.amounts, strict=True))
    return {
        "department": name,
        "grade": grade,
        "count": Decimal(count),
        "adjusted": amounts["adjusted"],
        "executed": amounts["executed"],
        "rate": total.rate,
        "remark": "；".join(total.remarks),
    }


def _adjusted(total: Sum) -> Decimal | None:
    return total.amounts[AMOUNTS.index("adjusted")]
