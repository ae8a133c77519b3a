"""A file as worksheets of text: where its header row stands, which shape it has, what its lines hold."""

from __future__ import annotations

import json
import re
import zlib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from functools import cached_property
from itertools import zip_longest

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.sandbox import read_rows_safely
from jiheng.terms import bare, find, plain
from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.imports.fields import recognised
from jiheng.web.apps.imports.models import Kind

LARGEST = 20 * 1024 * 1024
MOST_COLUMNS = 300
"""Every column is asked for on one page; no list of an office has nearly as many."""

_SEARCHED = 15
_ENOUGH = 3
_MONEY_UNIT = re.compile(r"[((:]\s*(?:单位[::]?)?\s*(万元|元)")
_SUMS = ("合计", "总计", "小计")


@dataclass(frozen=True)
class Sheet:
    """One worksheet (``name`` is empty for CSV) and its rows; ``rows[n]`` is line n + 1 of the file."""

    name: str
    rows: tuple[tuple[str, ...], ...]


@dataclass(frozen=True, slots=True)
class Line:
    """One line of a list: where it stands, and its texts by field."""

    sheet: str
    number: int
    cells: Mapping[str, str]

    def get(self, field: str) -> str:
        """The text of a field, without spaces around it; ``""`` where there is no such column."""
        return self.cells.get(field, "")

    @property
    def at(self) -> Location:
        """The place in the file."""
        return Location(sheet=self.sheet, line=self.number)


@dataclass(frozen=True)
class Table:
    """The lists of a file that have the header row ``header``; those of another shape are ``left_out``.

    ``first`` is the index of the first row below the header, in each sheet.
    """

    kind: Kind
    header: tuple[str, ...]
    sheets: tuple[tuple[Sheet, int], ...]
    left_out: tuple[str, ...]

    @property
    def shape(self) -> str:
        """The hash by which a confirmed mapping is found again."""
        return digest_of([self.kind, [plain(text) for text in self.header]])

    @cached_property
    def guessed(self) -> tuple[str, ...]:
        """The field of every column by the glossary; a field goes to the first column that names it."""
        found: list[str] = []
        for text in self.header:
            field = recognised(self.kind, text)
            found.append("" if field in found else field)
        return tuple(found)

    def money_units(self) -> set[str]:
        """The units of money that stand in the header, or above it where the header says none."""
        inside = {match[1] for text in self.header for match in _MONEY_UNIT.finditer(_half(text))}
        if inside:
            return inside
        above = (text for sheet, first in self.sheets for row in sheet.rows[: first - 1] for text in row)
        return {match[1] for text in above for match in _MONEY_UNIT.finditer(_half(text))}

    def lines(self, columns: Mapping[str, str]) -> Iterator[Line]:
        """Every line below the header that holds something, but for sums."""
        placed = [(int(place), field) for place, field in columns.items() if field]
        for sheet, first in self.sheets:
            for number, row in enumerate(sheet.rows[first:], first + 1):
                cells = {field: row[place].strip() for place, field in placed if place < len(row)}
                if any(cells.values()) and not _is_sum(row):
                    yield Line(sheet.name, number, cells)

    def examples(self, place: int, count: int = 2) -> list[str]:
        """The first texts of a column."""
        found: list[str] = []
        for sheet, first in self.sheets:
            for row in sheet.rows[first:]:
                if place < len(row) and row[place].strip() and row[place] not in found:
                    found.append(row[place])
                if len(found) == count:
                    return found
        return found


def _half(text: str) -> str:
    return text.replace("（", "(").replace("：", ":")


def _is_sum(row: tuple[str, ...]) -> bool:
    first = next((text for text in row if text.strip()), "")
    return bare(first) in _SUMS


def read(data: bytes, name: str) -> tuple[Sheet, ...] | Problem:
    """The worksheets of an Excel file or the one list of a CSV, read in a process of its own."""
    found = read_rows_safely(data, name)
    if isinstance(found, Problem):
        return found
    if any(any(map(str.strip, row[MOST_COLUMNS:])) for sheet in found for row in sheet.rows):
        return Problem(
            ProblemKind.UNREADABLE, f"清单超过{MOST_COLUMNS}列", "请只保留要导入的栏目，另存后重新上传"
        )
    return tuple(Sheet(item.name, tuple(row[:MOST_COLUMNS] for row in item.rows)) for item in found)


def packed(sheets: tuple[Sheet, ...]) -> bytes:
    """Worksheets as they are stored."""
    text = json.dumps([[sheet.name, sheet.rows] for sheet in sheets], ensure_ascii=False)
    return zlib.compress(text.encode("utf-8", "surrogatepass"), 1)


def unpacked(data: bytes | memoryview) -> tuple[Sheet, ...]:
    """The worksheets that ``packed`` stored."""
    text = zlib.decompress(bytes(data)).decode("utf-8", "surrogatepass")
    return tuple(Sheet(name, tuple(map(tuple, rows))) for name, rows in json.loads(text))


def table_of(kind: Kind, sheets: tuple[Sheet, ...]) -> Table | Problem:
    """The table in a file: the header row is the one with the most words of the field."""
    found = [(sheet, header) for sheet in sheets if (header := _header(kind, sheet)) is not None]
    known = [item for item in found if item[1][2] >= _ENOUGH]
    chosen = known or found[:1]
    if not chosen:
        return Problem(ProblemKind.UNREADABLE, "文件中没有数据", "请下载模板，按模板的栏目填写后重新上传")
    titles = chosen[0][1][1]
    same = tuple((sheet, first) for sheet, (first, texts, _) in chosen if texts == titles)
    names = {sheet.name for sheet, _ in same}
    return Table(kind, titles, same, tuple(s.name for s in sheets if s.name not in names and any(s.rows)))


def _header(kind: Kind, sheet: Sheet) -> tuple[int, tuple[str, ...], int] | None:
    """The row after the header, its texts and how many of them are known; None for an empty sheet."""
    best: tuple[int, tuple[str, ...], int] | None = None
    for index, row in enumerate(sheet.rows[:_SEARCHED]):
        if sum(bool(text.strip()) for text in row) < 2:
            continue
        below = sheet.rows[index + 1] if index + 1 < len(sheet.rows) else ()
        texts, after = _with_sources(row, below), index + 2
        if texts is None:
            texts, after = tuple(row), index + 1
        known = len({field for text in texts if (field := recognised(kind, text))})
        if best is None or known > best[2]:
            best = (after, texts, known)
    return best


def _with_sources(row: tuple[str, ...], below: tuple[str, ...]) -> tuple[str, ...] | None:
    """A header in two rows, the lower one naming sources of funds: joined to one. None for any other."""
    if sum(find(text, "funding_row") is not None for text in below if text.strip()) < 2:
        return None
    if any(plain(text).replace(".", "").isdigit() for text in below):
        return None
    texts, last = [], ""
    for upper, lower in zip_longest(row, below, fillvalue=""):
        last = upper if upper.strip() else last
        texts.append(f"{last}-{lower}" if lower.strip() else upper)
    return tuple(texts)
