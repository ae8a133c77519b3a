"""Changed values put back into the workbook that a form was read from.

Only the changed cells are written anew, in the XML of their worksheet. Other worksheets, styles, widths,
merged cells, print set-up, pictures and macros are the same bytes as before. What goes is the formula of a
changed cell, and a digital signature no longer holds.
"""

from __future__ import annotations

import posixpath
import re
import zipfile
import zlib
from collections.abc import Mapping
from functools import partial
from io import BytesIO
from xml.etree import ElementTree as Xml
from xml.parsers.expat import ExpatError

from openpyxl.styles.numbers import BUILTIN_FORMATS

from jiheng.model import Form, Location, Problem, ProblemKind
from jiheng.writing.cell_places import changed_cells
from jiheng.writing.place import REFUSED
from jiheng.writing.sheet_part import UnchangeableError, changed
from jiheng.writing.workbook import LONGEST_TEXT

_BROKEN = (
    zipfile.BadZipFile,
    zlib.error,
    EOFError,
    OSError,
    ValueError,
    LookupError,
    Xml.ParseError,
    ExpatError,
)
_CHAIN = "xl/calcChain.xml"
_LINK = re.compile(rb"<c\b[^>]*/>")
_OF_SHEET = re.compile(rb"\si=\"(\d+)\"")
_AT = re.compile(rb"\sr=\"([A-Z]+\d+)\"")
_CALCULATION = re.compile(rb"<((?:\w+:)?calcPr)\b(?![^>]*fullCalcOnLoad)")


def filled(data: bytes, form: Form, changes: Mapping[str, str]) -> bytes | Problem:
    """The workbook *data*, from which *form* was read, with new texts by path (``indicators[3].score``).

    A Problem, and no change at all, where one of the changes has no cell of its own.
    """
    for path, text in changes.items():
        if REFUSED.search(text) or len(text) > LONGEST_TEXT:
            what = f"新内容有控制字符，或超过{LONGEST_TEXT}字"
            return Problem(ProblemKind.UNREADABLE, what, "请修改后重试", Location(path=path))
    cells = changed_cells(form, changes)
    if isinstance(cells, Problem):
        return cells
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _rewritten(archive, _new_parts(archive, cells))
    except UnchangeableError as error:
        sheet = next(sheet for sheet, address in cells if address == error.address)
        place = Location(sheet=sheet, cell=error.address)
        return Problem(ProblemKind.UNREADABLE, str(error), "请在 Excel 或 WPS 里改这一处", place)
    except _BROKEN:
        return Problem(
            ProblemKind.UNREADABLE, "原工作簿已损坏，不能写回", "请用 Excel 或 WPS 打开它，另存后重试"
        )


def _new_parts(archive: zipfile.ZipFile, cells: Mapping[tuple[str, str], str]) -> Mapping[str, bytes]:
    """The parts that become others, by name."""
    main, sheets = _sheets(archive)
    format_of = partial(_format, _formats(archive, main))
    made: dict[str, bytes] = {}
    for sheet in {sheet for sheet, _ in cells}:
        number, path = sheets[sheet]
        texts = {address: text for (name, address), text in cells.items() if name == sheet}
        done = changed(archive.read(path), texts, format_of)
        made[path] = done.part
        if done.lost_formulas and _CHAIN in archive.namelist():
            made[_CHAIN] = _unchained(made.get(_CHAIN) or archive.read(_CHAIN), number, done.lost_formulas)
        if done.has_formulas:
            made[main] = _CALCULATION.sub(rb'<\1 fullCalcOnLoad="1"', archive.read(main))
    return made


def _sheets(archive: zipfile.ZipFile) -> tuple[str, Mapping[str, tuple[str, str]]]:
    """The workbook's own part, and (number, part) of every worksheet by its name."""
    main = next(path for kind, path in _related(archive, "").values() if kind == "officeDocument")
    related = _related(archive, main)
    sheets = (e for e in _parsed(archive, main).iter() if e.tag.endswith("}sheet"))
    return main, {e.get("name", ""): (e.get("sheetId", ""), related[_link(e)][1]) for e in sheets}


def _link(element: Xml.Element) -> str:
    return next(value for key, value in element.items() if key.endswith("}id"))


def _related(archive: zipfile.ZipFile, part: str) -> Mapping[str, tuple[str, str]]:
    folder, name = posixpath.split(part)
    return {
        link.get("Id", ""): (
            posixpath.basename(link.get("Type", "")),
            posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/"),
        )
        for link in _parsed(archive, posixpath.join(folder, "_rels", f"{name}.rels"))
    }


def _parsed(archive: zipfile.ZipFile, path: str) -> Xml.Element:
    return Xml.fromstring(archive.read(path))  # noqa: S314  reading has refused document types


def _formats(archive: zipfile.ZipFile, main: str) -> list[str]:
    """The number format of every style, in the order in which cells name them."""
    path = next((path for kind, path in _related(archive, main).values() if kind == "styles"), None)
    if path is None:
        return []
    root = _parsed(archive, path)
    own = {e.get("numFmtId"): e.get("formatCode", "") for e in root.iter() if e.tag.endswith("}numFmt")}
    styles = next((e for e in root if e.tag.endswith("}cellXfs")), ())
    numbers = [style.get("numFmtId", "0") for style in styles]
    return [own.get(number) or BUILTIN_FORMATS.get(int(number), "General") for number in numbers]


def _format(formats: list[str], style: int) -> str:
    return formats[style] if style < len(formats) else "General"


def _unchained(chain: bytes, number: str, addresses: tuple[str, ...]) -> bytes:
    """The order of calculation without the cells that no longer calculate; Excel calls a leftover damage.

    An entry that names no sheet is on that of the one before, so that all that stay name theirs.
    """
    gone = {(number.encode(), address.encode()) for address in addresses}
    sheet = b""

    def kept(match: re.Match[bytes]) -> bytes:
        nonlocal sheet
        named, at = _OF_SHEET.search(match[0]), _AT.search(match[0])
        sheet = named[1] if named else sheet
        if at is not None and (sheet, at[1]) in gone:
            return b""
        return match[0] if named else match[0].replace(b"<c", b'<c i="%b"' % sheet, 1)

    return _LINK.sub(kept, chain)


def _rewritten(archive: zipfile.ZipFile, parts: Mapping[str, bytes]) -> bytes:
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as copy:
        for entry in archive.infolist():
            copy.writestr(entry, parts.get(entry.filename) or archive.read(entry))
    return made.getvalue()
