"""Excel workbooks: every worksheet to a grid whose cells say what the screen shows.

Numbers and days are shown by their number formats, formulas by the value that was saved with them. Each
worksheet is a document of its own: what stands on one belongs to no form on another. What is hidden is not
printed, and so it is no part of a form; it is named where it could be missed.
"""

from __future__ import annotations

import warnings
from collections.abc import Iterator
from dataclasses import dataclass, field
from io import BytesIO
from typing import Any

from openpyxl import load_workbook
from openpyxl.utils import get_column_letter

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.cell_text import cell_text
from jiheng.reading.content import unreadable
from jiheng.reading.document import Cell, Document, Extract, Grid, Paragraph
from jiheng.reading.lines import joined
from jiheng.reading.package import BROKEN, parts_of, unsafe
from jiheng.reading.worksheet import LAST_COLUMN, LAST_ROW, Frame, frames

_TEXT = "str"  # the type of a formula's saved text, which may be blank
_MOST_TAGS = 1_000_000
# What openpyxl raises for parts that are not what they should be.
FAILS = (*BROKEN, TypeError, AttributeError, SyntaxError, ArithmeticError, RuntimeError)
_SAVE_AGAIN = "请用 Excel 或 WPS 打开它，另存为新的 .xlsx 后重试"
_SAVE_ONCE = "请用 Excel 或 WPS 打开并保存一次，让公式算出结果后重试"
_SHOW = "如属于自评表，请取消隐藏后重试"
_MOVE = "请把自评表移到工作表的上方后重试"
_HIDDEN = "隐藏的工作表里有自评表，没有读取"
_HIDDEN_FIX = "如需读取，请取消隐藏该工作表后重试"


@dataclass(slots=True)
class _Left:
    """Cells of one worksheet that give no text, by why."""

    uncalculated: list[str] = field(default_factory=list)
    hidden: list[str] = field(default_factory=list)


def read_workbook(data: bytes) -> Extract | Problem:
    """The worksheets in the bytes of an ``.xlsx`` or ``.xlsm``; macros are never looked at."""
    names = parts_of(data, _MOST_TAGS)
    if isinstance(names, Problem):
        return names
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("ignore")
            return _read(data)
    except FAILS:
        return broken()


def broken() -> Problem:
    """The answer to a workbook that openpyxl cannot open."""
    return unreadable("工作簿的内容已损坏或不合规范，不能读取", _SAVE_AGAIN)


def _read(data: bytes) -> Extract | Problem:
    """Openpyxl gives a formula or its value, never both: the workbook is opened twice."""
    values = load_workbook(BytesIO(data), read_only=True, data_only=True)
    formulas = load_workbook(BytesIO(data), read_only=True)
    shown, problems, unseen = list[Document](), list[Problem](), list[tuple[Document, Problem]]()
    for name, frame in frames(data).items():
        if frame.is_too_large:
            return unsafe(f"工作表“{name}”的合并单元格过多，不予读取", sheet=name)
        left = _Left()
        document = _with_boxes(list(_cells(values[name], formulas[name], frame, left)), frame, name)
        if frame.is_hidden:
            named = Problem(ProblemKind.UNREADABLE, _HIDDEN, _HIDDEN_FIX, Location(sheet=name))
            unseen.append((document, named))
        else:
            shown.append(document)
            problems += _problems(name, frame, left)
    return Extract(tuple(shown), tuple(problems), tuple(unseen))


def _cells(values: Any, formulas: Any, frame: Frame, left: _Left) -> Iterator[Cell]:
    area = {"min_row": 1, "max_row": LAST_ROW, "min_col": 1, "max_col": LAST_COLUMN}
    rows = zip(values.iter_rows(**area), formulas.iter_rows(**area), strict=True)
    for row, (shown, written) in enumerate(rows, start=1):
        for col, (cell, source) in enumerate(zip(shown, written, strict=True), start=1):
            if source.value is None or (row, col) in frame.covered:
                continue
            address = f"{get_column_letter(col)}{row}"
            is_hidden = row in frame.hidden_rows or col in frame.hidden_columns
            if frame.helps(row, col) and (is_hidden or source.data_type == "f"):
                continue
            if is_hidden:
                left.hidden.append(address)
            elif cell.value is None and cell.data_type != _TEXT:
                left.uncalculated.append(address)
            elif (text := cell_text(cell)).strip():
                yield _cell(text, Location(sheet=values.title, cell=address), (row, col), frame)


def _cell(raw: str, at: Location, place: tuple[int, int], frame: Frame) -> Cell:
    rows, columns = frame.spans.get(place, (1, 1))
    text = joined(raw)
    return Cell(place[0] - 1, place[1] - 1, text, rows, columns, raw if raw != text else "", at)


def _with_boxes(cells: list[Cell], frame: Frame, sheet: str) -> Document:
    """A text box is the text of the blank cell that it begins at; over a text it stands by itself."""
    texts = {(cell.row, cell.col) for cell in cells}
    above, below = list[Paragraph](), list[Paragraph]()
    top = min((cell.row for cell in cells), default=0)
    for box in frame.boxes:
        row, col = frame.owner(box.row, box.col)
        at = Location(sheet=sheet, cell=f"{get_column_letter(col)}{row}")
        if (row - 1, col - 1) not in texts:
            cells.append(_cell(box.text, at, (row, col), frame))
            texts.add((row - 1, col - 1))
        else:
            beside = above if row - 1 <= top else below
            beside += [Paragraph(line, at) for line in box.text.split("\n") if line.strip()]
    grid = Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))
    return Document((*above, grid, *below))


def _problems(name: str, frame: Frame, left: _Left) -> Iterator[Problem]:
    """What a reader of the form would miss without being told."""
    for cells, what, fix in (
        (left.uncalculated, "公式没有保存计算结果，没有读到", _SAVE_ONCE),
        (left.hidden, "单元格在隐藏的行或列里，没有读取", _SHOW),
    ):
        if cells:
            several = f"等{len(cells)}个" if len(cells) > 1 else ""
            at = Location(sheet=name, cell=cells[0])
            yield Problem(ProblemKind.UNREADABLE, f"{cells[0]}{several}{what}", fix, at)
    if frame.is_cut:
        at = Location(sheet=name)
        yield Problem(ProblemKind.UNREADABLE, f"第{LAST_ROW}行以下的内容没有读取", _MOVE, at)
