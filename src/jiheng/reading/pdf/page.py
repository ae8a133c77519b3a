"""One page of a PDF: its characters and its ruling lines, upright.

What nobody reads is left out: characters that are slanted, or both pale and large (watermarks), those beyond
the page or cut off by a clipping path, as programs leave them behind when they break a table, and those that
are not painted. As such, programs that scan lay what they recognised under the picture; nobody has checked
it, and it may say anything: the picture is read instead.
"""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_double, c_uint
from math import pi
from statistics import median
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.reading.pages.page import Glyph, Page, Rule
from jiheng.reading.pdf.characters import repaired
from jiheng.reading.pdf.objects import Drawing, area, clip_of, is_pale, is_unpainted
from jiheng.reading.pdf.turning import Box, Turn, turn_of

_SAMPLED = 24
_LARGE = 1.6  # times the usual height of the page's characters
_SLANT = 0.02  # radians off a right angle
_READABLE = 0.4  # of a character's height: a page end may show half of it on each page
_ABOVE = 0.8  # of a character's height
_FILLED = 0.5  # of the page
_FEW = 80  # characters: a page number, a note of when it was received, the name of the program that scanned
_LOWEST = 0.5  # points: flatter boxes are those of broken fonts


def read_page(handle: Any, number: int, drawing: Drawing) -> Page:
    """The characters and the ruling lines of the page that pdfium has opened; *drawing* is what it draws."""
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        bounds, quarters = _bounds(handle), quarters_of(handle, text)
        sides = bounds[2] - bounds[0], bounds[3] - bounds[1]
        page = Page(number, *(sides if quarters % 2 == 0 else reversed(sides)))
        turn = turn_of(quarters, bounds)
        page.rules = [Rule(*turn(*box)) for box in drawing.rules]
        page.glyphs = _glyphs(text, turn, drawing, page)
    finally:
        pdfium.FPDFText_ClosePage(text)
    return page


def is_scan(page: Page, drawing: Drawing) -> bool:
    """True for a page that shows a picture and no text, or a large picture, little text and no lines."""
    if not page.glyphs:
        return bool(drawing.pictures)
    covered = sum(area(picture.box) for picture in drawing.pictures)
    return covered >= _FILLED * page.width * page.height and len(page.glyphs) <= _FEW and not page.rules


def _bounds(handle: Any) -> Box:
    """The page before it is turned."""
    box = pdfium.FS_RECTF()
    pdfium.FPDF_GetPageBoundingBox(handle, byref(box))
    return box.left, box.bottom, box.right, box.top


def quarters_of(handle: Any, text: Any) -> int:
    """The quarter turns clockwise that bring most characters upright, whatever the page says of itself."""
    count = pdfium.FPDFText_CountChars(text)
    if count <= 0:
        return int(pdfium.FPDFPage_GetRotation(handle))
    votes = [0, 0, 0, 0]
    for place in range(0, count, max(1, count // _SAMPLED)):
        votes[-round(pdfium.FPDFText_GetCharAngle(text, place) / (pi / 2)) % 4] += 1
    return votes.index(max(votes))


def _glyphs(text: Any, turn: Turn, drawing: Drawing, page: Page) -> list[Glyph]:
    found = list(_shown(text, turn, page))
    if drawing.has_unpainted:
        found = [(place, glyph) for place, glyph in found if not _is_unpainted(text, place)]
    if not (drawing.has_slanted or drawing.has_pale):
        return [glyph for _, glyph in found]
    usual = median(glyph.bottom - glyph.top for _, glyph in found) if found else 0.0
    return [glyph for place, glyph in found if not _is_laid_over(text, place, glyph, usual * _LARGE)]


def _shown(text: Any, turn: Turn, page: Page) -> Iterator[tuple[int, Glyph]]:
    """Every character on the page, with its number in it.

    Where a program has broken a table, the rest of a cell stands above or below the rules and is clipped.
    """
    top = min((rule.top for rule in page.rules), default=0.0)
    bottom = max((rule.bottom for rule in page.rules), default=page.height)
    for place, glyph in _boxes(text, turn):
        is_within = top <= glyph.top and glyph.bottom <= bottom
        is_on_page = 0 < (glyph.top + glyph.bottom) / 2 < page.height
        if is_within or (is_on_page and not _is_clipped(text, place)):
            yield place, glyph


def _boxes(text: Any, turn: Turn) -> Iterator[tuple[int, Glyph]]:
    """Every character that is no space; one shape for two characters (a long dash) is shared between them.

    Fonts differ in how far their boxes go up and down: what stands in one line has its baseline in common.
    """
    box, x, y = pdfium.FS_RECTF(), c_double(), c_double()
    place_of, code_of, origin_of = (
        pdfium.FPDFText_GetLooseCharBox,
        pdfium.FPDFText_GetUnicode,
        pdfium.FPDFText_GetCharOrigin,
    )
    to_box, to_x, to_y = byref(box), byref(x), byref(y)
    before: Box | None = None
    for place in range(pdfium.FPDFText_CountChars(text)):
        char, raw = repaired(code_of(text, place))
        if not char or not place_of(text, place, to_box) or not origin_of(text, place, to_x, to_y):
            continue
        left, top, right, bottom = turn(box.left, box.bottom, box.right, box.top)
        height = bottom - top
        if height <= _LOWEST:
            continue
        baseline = turn(x.value, y.value, x.value, y.value)[1]
        top, bottom = baseline - _ABOVE * height, baseline + (1 - _ABOVE) * height
        if (left, top, right, bottom) == before:
            left = (left + right) / 2
        else:
            before = left, top, right, bottom
        yield place, Glyph(char, left, top, right, bottom, raw)


def _is_clipped(text: Any, place: int) -> bool:
    """True where a clipping path lets less of a character's height through than one can read."""
    box = pdfium.FS_RECTF()
    pdfium.FPDFText_GetLooseCharBox(text, place, byref(box))
    item = pdfium.FPDFText_GetTextObject(text, place)
    clip = clip_of(item) if item else None
    if clip is None:
        return False
    left, bottom, right, top = clip
    seen = min(top, box.top) - max(bottom, box.bottom)
    return seen < _READABLE * (box.top - box.bottom) or not left <= (box.left + box.right) / 2 <= right


def _is_unpainted(text: Any, place: int) -> bool:
    item = pdfium.FPDFText_GetTextObject(text, place)
    return bool(item) and is_unpainted(item)


def _is_laid_over(text: Any, place: int, glyph: Glyph, large: float) -> bool:
    quarters = pdfium.FPDFText_GetCharAngle(text, place) / (pi / 2)
    if abs(quarters - round(quarters)) > _SLANT:
        return True
    return glyph.bottom - glyph.top > large and _is_pale_at(text, place)


def _is_pale_at(text: Any, place: int) -> bool:
    red, green, blue, alpha = (c_uint() for _ in range(4))
    pdfium.FPDFText_GetFillColor(text, place, red, green, blue, alpha)
    return is_pale(red.value, green.value, blue.value, alpha.value)
