"""The pages of a PDF as pictures, upright as they were read, by pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.model.facsimile import Picture
from jiheng.reading.facsimile.png import png
from jiheng.reading.pdf.drawing import drawn, size_of
from jiheng.reading.pdf.objects import drawing_of
from jiheng.reading.pdf.opening import opened, pages
from jiheng.reading.pdf.page import quarters_of

_SCALE = 110 / 72
"""Pixels a point."""
_LONGEST = 2400  # pixels: a plan on a large sheet is shown smaller
_MOST_PAGES = 60


def pictures(
    data: bytes, wanted: frozenset[int], recognised: frozenset[int] = frozenset()
) -> Iterator[Picture]:
    """Every page; of a long document only the first of those that are *wanted* (counted from 1).

    Of those that were *recognised* their own picture, turned as it was read.
    """
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document) if document else 0
        numbers = range(1, count + 1) if count <= _MOST_PAGES else sorted(wanted)[:_MOST_PAGES]
        for number, handle in pages(document, numbers):
            if handle:
                yield _scan(handle, number) if number in recognised else _picture(handle, number)


def _scan(handle: Any, number: int) -> Picture:
    from jiheng.reading.facsimile.scans import upright
    from jiheng.reading.pdf.scanned import picture_of

    return upright(picture_of(handle, drawing_of(handle)), number)


def _picture(handle: Any, number: int) -> Picture:
    turns = _turns(handle)
    width, height = size_of(handle, turns)
    pixels = drawn(handle, min(_SCALE, _LONGEST / max(width, height)), turns, red_first=True)
    page = png(pixels.data, pixels.width, pixels.height, pixels.stride)
    return Picture(number, Decimal(f"{width:.1f}"), Decimal(f"{height:.1f}"), page)


def _turns(handle: Any) -> int:
    """The quarter turns clockwise that bring the characters of the page upright, besides its own."""
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        return (quarters_of(handle, text) - int(pdfium.FPDFPage_GetRotation(handle))) % 4
    finally:
        pdfium.FPDFText_ClosePage(text)
