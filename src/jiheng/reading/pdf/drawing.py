"""A page of a PDF drawn as a picture, by pdfium, with what is stamped and noted on it."""

from __future__ import annotations

from ctypes import string_at
from dataclasses import dataclass
from math import isfinite, sqrt
from typing import Any

import pypdfium2_raw as pdfium

_MOST_POINTS = 20_000_000  # A3 at 300 dpi
_WHITE = 0xFFFFFFFF


@dataclass(frozen=True, slots=True)
class Pixels:
    """Rows of three bytes a pixel, *stride* bytes apart; *scale* pixels are a point of the page."""

    data: bytes
    width: int
    height: int
    stride: int
    scale: float


def size_of(handle: Any, turns: int = 0) -> tuple[float, float]:
    """Width and height of the page in points, turned as the file says and by *turns* quarters besides.

    At least one point each.
    """
    sides = pdfium.FPDF_GetPageWidthF(handle), pdfium.FPDF_GetPageHeightF(handle)
    width, height = (max(1.0, side) if isfinite(side) else 1.0 for side in sides)
    return (width, height) if turns % 2 == 0 else (height, width)


def drawn(handle: Any, scale: float, turns: int = 0, *, red_first: bool = False) -> Pixels:
    """The page at so many pixels a point, or at fewer where they would be too many.

    It is turned by quarters clockwise besides what the file says of it. MemoryError where there is no room.
    """
    width, height = size_of(handle, turns)
    scale = min(scale, sqrt(_MOST_POINTS / (width * height)))
    wide, high = max(1, round(width * scale)), max(1, round(height * scale))
    bitmap = pdfium.FPDFBitmap_CreateEx(wide, high, pdfium.FPDFBitmap_BGR, None, 0)
    if not bitmap:
        raise MemoryError
    try:
        pdfium.FPDFBitmap_FillRect(bitmap, 0, 0, wide, high, _WHITE)
        flags = pdfium.FPDF_ANNOT | (pdfium.FPDF_REVERSE_BYTE_ORDER if red_first else 0)
        pdfium.FPDF_RenderPageBitmap(bitmap, handle, 0, 0, wide, high, turns, flags)
        stride = pdfium.FPDFBitmap_GetStride(bitmap)
        data = string_at(pdfium.FPDFBitmap_GetBuffer(bitmap), stride * high)
    finally:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return Pixels(data, wide, high, stride, scale)
