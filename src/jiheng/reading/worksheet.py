"""What openpyxl leaves out of worksheets that are only read: merged cells, text boxes, and what is hidden.

A form of ours to be filled in names the area of its lists and sums (``jiheng_aside``): they are none of it.

Document types and entities were refused before a part comes here (``package``).
"""

from __future__ import annotations

import posixpath
import zipfile
from collections.abc import Iterator, Mapping
from contextlib import suppress
from dataclasses import dataclass, field
from io import BytesIO
from itertools import islice
from typing import IO
from xml.etree import ElementTree as Xml

from openpyxl.worksheet.cell_range import CellRange

from jiheng.reading.drawing import TRUE, TextBox, local, text_boxes

LAST_ROW, LAST_COLUMN = 20_000, 256  # further out no form reaches, only formats do
_ASIDE = "jiheng_aside"
_LARGEST_MERGED = 1_000_000
_MOST_BOXES = 200
Place = tuple[int, int]


@dataclass(slots=True)
class Frame:
    """One worksheet without its cells; rows and columns count from 1.

    ``spans`` has the (rows, columns) of every merged area by its top left cell, ``covered`` the cells under
    one. ``aside`` are the areas that help to fill in the form. ``is_cut`` where texts stand further out than
    is read.
    """

    is_hidden: bool = False
    spans: dict[Place, Place] = field(default_factory=dict)
    covered: set[Place] = field(default_factory=set)
    hidden_rows: set[int] = field(default_factory=set)
    hidden_columns: set[int] = field(default_factory=set)
    boxes: tuple[TextBox, ...] = ()
    aside: tuple[CellRange, ...] = ()
    merged: int = 0
    is_cut: bool = False

    @property
    def is_too_large(self) -> bool:
        """True where more cells are merged than any form has."""
        return self.merged > _LARGEST_MERGED

    def helps(self, row: int, col: int) -> bool:
        """True for a cell that only helps to fill in the form: what is typed and shown there is read."""
        return any(a.min_row <= row <= a.max_row and a.min_col <= col <= a.max_col for a in self.aside)

    def owner(self, row: int, col: int) -> Place:
        """The cell that is shown at a place: itself, or the first of the merged area that covers it."""
        if (row, col) not in self.covered:
            return row, col
        return next(
            (top, left)
            for (top, left), (rows, columns) in self.spans.items()
            if top <= row < top + rows and left <= col < left + columns
        )


def frames(data: bytes) -> Mapping[str, Frame]:
    """The frame of every worksheet by its name, in the order of the workbook."""
    with zipfile.ZipFile(BytesIO(data)) as archive:
        main = next(path for kind, path in _related(archive, "").values() if kind == "officeDocument")
        book = _parsed(archive, main)
        found = {
            name: _frame(archive, path, hidden=hidden)
            for name, path, hidden in _sheets(book, _related(archive, main))
        }
    for name, area in _aside(book):
        if name in found:
            found[name].aside += (area,)
    return found


def _aside(book: Xml.Element) -> Iterator[tuple[str, CellRange]]:
    for element in book.iter():
        if local(element) == "definedName" and element.get("name") == _ASIDE:
            sheet, _, area = (element.text or "").rpartition("!")
            with suppress(ValueError):
                yield sheet.strip("'").replace("''", "'"), CellRange(area)


def _sheets(book: Xml.Element, related: Mapping[str, tuple[str, str]]) -> Iterator[tuple[str, str, bool]]:
    for element in book.iter():
        if local(element) == "sheet":
            link = next(value for key, value in element.items() if key.endswith("}id"))
            kind, path = related[link]
            if kind == "worksheet":
                yield element.get("name", ""), path, element.get("state", "visible") != "visible"


def _related(archive: zipfile.ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    """The kind and the path of every part that *part* refers to, by its id."""
    folder = posixpath.dirname(part)
    return {
        link.get("Id", ""): (posixpath.basename(link.get("Type", "")), _path(folder, link.get("Target", "")))
        for link in _parsed(archive, _links(part))
    }


def _links(part: str) -> str:
    folder, name = posixpath.split(part)
    return posixpath.join(folder, "_rels", f"{name}.rels")


def _parsed(archive: zipfile.ZipFile, path: str) -> Xml.Element:
    return Xml.fromstring(archive.read(path))  # noqa: S314


def _path(folder: str, target: str) -> str:
    return posixpath.normpath(posixpath.join("/", folder, target)).lstrip("/")


def _frame(archive: zipfile.ZipFile, path: str, *, hidden: bool) -> Frame:
    frame, row = Frame(is_hidden=hidden), 0
    with archive.open(path) as part:
        for element in _read_through(part):
            name, is_hidden = local(element), element.get("hidden") in TRUE
            if name == "mergeCell":
                _merge(frame, element.get("ref", ""))
            elif name == "col" and is_hidden:
                last = min(int(element.get("max", "0")), LAST_COLUMN)
                frame.hidden_columns.update(range(int(element.get("min", "1")), last + 1))
            elif name == "row":
                row = int(element.get("r", row + 1))
                frame.hidden_rows.update([row] if is_hidden else [])
                frame.is_cut = frame.is_cut or (row > LAST_ROW and any(len(cell) for cell in element))
    frame.boxes = tuple(islice(_boxes(archive, path), _MOST_BOXES))
    return frame


def _boxes(archive: zipfile.ZipFile, path: str) -> Iterator[TextBox]:
    if _links(path) in archive.namelist():
        for kind, drawing in _related(archive, path).values():
            if kind == "drawing":
                yield from text_boxes(_parsed(archive, drawing))


def _read_through(part: IO[bytes]) -> Iterator[Xml.Element]:
    """The rows, columns and merged areas of a worksheet; each is forgotten when the next is read."""
    for _, element in Xml.iterparse(part):  # noqa: S314
        if local(element) in ("row", "col", "mergeCell"):
            yield element
            element.clear()


def _merge(frame: Frame, ref: str) -> None:
    whole = CellRange(ref)
    left, top = whole.min_col, whole.min_row
    right, bottom = min(whole.max_col, LAST_COLUMN), min(whole.max_row, LAST_ROW)
    area = max(0, right - left + 1) * max(0, bottom - top + 1)
    frame.merged += area
    if area and not frame.is_too_large:
        frame.spans[top, left] = (bottom - top + 1, right - left + 1)
        frame.covered.update((row, col) for row in range(top, bottom + 1) for col in range(left, right + 1))
        frame.covered.discard((top, left))
