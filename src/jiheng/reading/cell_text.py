"""The text that a spreadsheet shows for one cell."""

from __future__ import annotations

from datetime import date, datetime, time, timedelta
from decimal import Decimal
from typing import Any

from openpyxl.utils.datetime import from_excel
from openpyxl.utils.escape import unescape

from jiheng.terms.number_format import CHINESE, shown


def cell_text(cell: Any) -> str:
    """What is shown for a cell as openpyxl reads it: text as it is, numbers and days by their format."""
    value = cell.value
    if value is None:
        return ""
    if isinstance(value, str):
        return unescape(value).replace("\r\n", "\n").replace("\r", "\n")
    if isinstance(value, bool):
        return str(value).upper()
    own = CHINESE.get(cell.style_array.numFmtId)
    code = own or cell.number_format
    if isinstance(value, date | time | timedelta):
        return shown(value, code)
    number = Decimal(repr(value))
    if not number.is_finite():
        return str(value)
    if own is not None and (day := _day(value, cell)) is not None:
        return shown(day, code)
    return shown(number, code)


def _day(value: float, cell: Any) -> date | time | timedelta | None:
    """The day that a number stands for; Excel shows none before 1900 or after 9999."""
    try:
        day: datetime | time | timedelta | None = from_excel(value, cell.parent.parent.epoch)
    except (ValueError, ArithmeticError):
        return None
    return day
