"""One page of a PDF: its characters and its ruling lines, upright.

What is laid over a page is left out: slanted characters, and those that are both pale and large.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_uint
from math import pi
from statistics import median
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.reading.pages.page import Glyph, Page, Rule
from jiheng.reading.pdf.characters import repaired
from jiheng.reading.pdf.objects import Drawing, drawing_of, is_pale
from jiheng.reading.pdf.turning import Box, Turn, turn_of

_SAMPLED = 24
_LARGE = 1.6  # times the usual height of the page's characters
_SLANT = 0.02  # radians off a right angle
_LOWEST = 0.5  # points: flatter boxes are those of broken fonts


def read_page(handle: Any, number: int) -> Page:
    """The characters and the ruling lines of the page that pdfium has opened."""
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        quarters = pdfium.FPDFPage_GetRotation(handle)
        extra = _turned_text(text)
        turn = turn_of(quarters + extra, _bounds(handle))
        drawing = drawing_of(handle)
        glyphs = _glyphs(text, turn, drawing)
    finally:
        pdfium.FPDFText_ClosePage(text)
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    if extra % 2:
        width, height = height, width
    rules = [Rule(*turn(*box)) for box in drawing.rules]
    return Page(number, width, height, glyphs, rules)


def has_picture(handle: Any) -> bool:
    """True where the page shows a picture."""
    count = pdfium.FPDFPage_CountObjects(handle)
    kinds = (pdfium.FPDFPageObj_GetType(pdfium.FPDFPage_GetObject(handle, n)) for n in range(count))
    return pdfium.FPDF_PAGEOBJ_IMAGE in kinds


def _bounds(handle: Any) -> Box:
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, byref(box))
    return box.left, box.bottom, box.right, box.top


def _turned_text(text: Any) -> int:
    """The quarter turns clockwise that bring most of the characters upright."""
    count = pdfium.FPDFText_CountChars(text)
    votes = [0, 0, 0, 0]
    for place in range(0, count, max(1, count // _SAMPLED)):
        votes[round(pdfium.FPDFText_GetCharAngle(text, place) / (pi / 2)) % 4] += 1
    return votes.index(max(votes))


def _glyphs(text: Any, turn: Turn, drawing: Drawing) -> list[Glyph]:
    found = list(_boxes(text, turn))
    if not (drawing.has_slanted or drawing.has_pale):
        return [glyph for _, glyph in found]
    usual = median(glyph.bottom - glyph.top for _, glyph in found) if found else 0.0
    return [glyph for place, glyph in found if not _is_laid_over(text, place, glyph, usual * _LARGE)]


def _boxes(text: Any, turn: Turn) -> Iterator[tuple[int, Glyph]]:
    """Every character that shows, with its number in the page."""
    box = pdfium.FS_RECTF()
    place_of, code_of, ref = pdfium.FPDFText_GetLooseCharBox, pdfium.FPDFText_GetUnicode, byref(box)
    for place in range(pdfium.FPDFText_CountChars(text)):
        char, raw = repaired(code_of(text, place))
        if char and place_of(text, place, ref):
            left, top, right, bottom = turn(box.left, box.bottom, box.right, box.top)
            if bottom - top > _LOWEST:
                yield place, Glyph(char, left, top, right, bottom, raw)


def _is_laid_over(text: Any, place: int, glyph: Glyph, large: float) -> bool:
    quarters = pdfium.FPDFText_GetCharAngle(text, place) / (pi / 2)
    if abs(quarters - round(quarters)) > _SLANT:
        return True
    return glyph.bottom - glyph.top > large and _is_pale_at(text, place)


def _is_pale_at(text: Any, place: int) -> bool:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, place, red, green, blue, alpha)
    return is_pale(red.value, green.value, blue.value, alpha.value)
