"""Tables as CSV: RFC 4180 in UTF-8; and guarded, so that a spreadsheet leaves every text as it is.

The guard is one apostrophe in front of a text that a spreadsheet would take for a formula, or would change:
long and zero-led codes, days, exponents; and of one that begins with an apostrophe. So it is undone by one
rule: of a text that begins with an apostrophe, take the first character away.
"""

from __future__ import annotations

import csv
import re
from collections.abc import Iterable, Iterator, Mapping
from io import StringIO
from typing import Any

from jiheng.writing.opendata.choices import Headings
from jiheng.writing.opendata.rows import Row, Value
from jiheng.writing.opendata.tables import Table

GUARD = "'"
RULE = "以撇号（'）开头的文本，去掉这一个撇号即为原文；整数栏没有撇号"
_BOM = "\ufeff"
# Excel also takes the full-width signs; behind spaces a formula is one in other programs.
_FORMULA = re.compile(r"[\s\x00]*[=+\-@＝＋－＠]|[\t\r\n]|'")
_CHANGED = re.compile(
    r"0\d[\d.]*|\d{12,}(?:\.\d*)?|\d+[-/:.年]\d+[-/:.月]?[\d日]*|\d+(?:\.\d*)?[eE][+-]?\d+|true|false", re.I
)
_DECIMAL = re.compile(r"(?:0|[1-9]\d{0,10})\.\d+")


def write(table: Table, rows: Iterable[Row], headings: Headings, *, guarded: bool) -> bytes:
    """The table with one line of headings; None is an empty field."""
    made = StringIO(newline="")
    out = csv.writer(made, lineterminator="\r\n")
    out.writerow(column.name(headings) for column in table.columns)
    out.writerows(map(_guarded, rows) if guarded else rows)
    return f"{_BOM if guarded else ''}{made.getvalue()}".encode()


def _guarded(row: Row) -> Row:
    return tuple(f"{GUARD}{value}" if isinstance(value, str) and _is_risky(value) else value for value in row)


def _is_risky(text: str) -> bool:
    if _FORMULA.match(text):
        return True
    return _CHANGED.fullmatch(text) is not None and _DECIMAL.fullmatch(text) is None


def read(table: Table, data: bytes, *, guarded: bool) -> Iterator[Row]:
    """The rows that ``write`` wrote; ValueError where a whole number is none."""
    text = data.decode("utf-8-sig" if guarded else "utf-8")
    lines = csv.reader(StringIO(text, newline=""), strict=True)
    next(lines)
    for line in lines:
        yield tuple(
            _value(text, is_number=column.is_number, guarded=guarded)
            for column, text in zip(table.columns, line, strict=True)
        )


def _value(text: str, *, is_number: bool, guarded: bool) -> Value:
    if is_number:
        return int(text) if text else None
    return text[1:] if guarded and text.startswith(GUARD) else text


def dialect(*, guarded: bool) -> Mapping[str, Any]:
    """What the description of a resource says of its CSV."""
    known: dict[str, Any] = {
        "dialect": {
            "delimiter": ",",
            "quoteChar": '"',
            "doubleQuote": True,
            "lineTerminator": "\r\n",
            "header": True,
        }
    }
    if guarded:
        known["guard"] = {"character": GUARD, "rule": RULE, "byteOrderMark": True}
    return known
