"""The one font that pdfium draws with where a file brings none.

Without it pdfium takes whatever the machine has; where that lacks a sign, the sign has no box, and text
without a box is silently left out. With one font of ours the same file reads the same everywhere.
"""

from __future__ import annotations

from ctypes import byref, memmove
from functools import cache
from pathlib import Path
from struct import unpack_from
from typing import Any

import pypdfium2_raw as pdfium

# The font that official forms are printed with: a file beside the code that prints, which is not needed here.
_FILE = Path(__file__).parents[2] / "writing" / "fonts" / "NotoSerifSC-Regular.ttf"
_HANDLE = 1
_CHINESE = 134
_DIRECTORY, _ENTRY = 12, 16


@cache
def _font() -> bytes:
    return _FILE.read_bytes()


@cache
def _part(table: int) -> bytes:
    """A table of the font by its tag, or the whole font for 0."""
    font = _font()
    if table == 0:
        return font
    for number in range(int.from_bytes(font[4:6])):
        tag, _, offset, length = unpack_from(">IIII", font, _DIRECTORY + _ENTRY * number)
        if tag == table:
            return font[offset : offset + length]
    return b""


def _give(_this: Any, _handle: Any, table: int, buffer: Any, size: int) -> int:
    part = _part(table)
    if buffer and size >= len(part):
        memmove(buffer, part, len(part))
    return len(part)


def _made() -> Any:
    kinds = dict(pdfium.FPDF_SYSFONTINFO._fields_)
    info = pdfium.FPDF_SYSFONTINFO()
    info.version = 1
    for name, answer in (
        ("Release", lambda _this: None),
        ("EnumFonts", lambda _this, _mapper: None),
        ("MapFont", lambda *_asked: _HANDLE),
        ("GetFont", lambda _this, _face: _HANDLE),
        ("GetFontData", _give),
        ("GetFaceName", lambda _this, _handle, _buffer, _size: 0),
        ("GetFontCharset", lambda _this, _handle: _CHINESE),
        ("DeleteFont", lambda _this, _handle: None),
    ):
        setattr(info, name, kinds[name](answer))
    return info


@cache
def open_library() -> Any:
    """Starts pdfium with the one font; what it holds on to is kept as long as the program runs."""
    info = _made()
    pdfium.FPDF_InitLibrary()
    pdfium.FPDF_SetSystemFontInfo(byref(info))
    return info
