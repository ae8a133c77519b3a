"""The pages of a PDF as pictures, upright as they were read, by pdfium."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import string_at
from decimal import Decimal
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.model.facsimile import Picture
from jiheng.reading.facsimile.png import png
from jiheng.reading.pdf.opening import opened, pages
from jiheng.reading.pdf.page import quarters_of

_SCALE = 110 / 72
"""Pixels a point."""
_LONGEST = 2400  # pixels: a plan on a large sheet is shown smaller
_MOST_PAGES = 60
_WHITE = 0xFFFFFFFF


def pictures(data: bytes, wanted: frozenset[int]) -> Iterator[Picture]:
    """Every page; of a long document only the first of those that are *wanted* (counted from 1)."""
    with opened(data) as document:
        count = pdfium.FPDF_GetPageCount(document) if document else 0
        numbers = range(1, count + 1) if count <= _MOST_PAGES else sorted(wanted)[:_MOST_PAGES]
        for number, handle in pages(document, numbers):
            if handle:
                yield _picture(handle, number)


def _picture(handle: Any, number: int) -> Picture:
    turns = _turns(handle)
    width, height = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    if turns % 2:
        width, height = height, width
    scale = min(_SCALE, _LONGEST / max(width, height, 1))
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    return Picture(
        number, Decimal(f"{width:.1f}"), Decimal(f"{height:.1f}"), _drawn(handle, turns, wide, high)
    )


def _turns(handle: Any) -> int:
    """The quarter turns clockwise that bring the characters of the page upright, besides its own."""
    text = pdfium.FPDFText_LoadPage(handle)
    try:
        return (quarters_of(handle, text) - int(pdfium.FPDFPage_GetRotation(handle))) % 4
    finally:
        pdfium.FPDFText_ClosePage(text)


def _drawn(handle: Any, turns: int, wide: int, high: int) -> bytes:
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, _WHITE)
        flags = pdfium.FPDF_ANNOT | pdfium.FPDF_REVERSE_BYTE_ORDER
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, wide, high, turns, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        pixels = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return png(pixels, wide, high, stride)
