"""Pages of a PDF that are pictures of paper, read as pictures are; with the libraries of ``jiheng[scan]``."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np
import pypdfium2_raw as pdfium

from jiheng.model import Problem
from jiheng.reading.content import unreadable
from jiheng.reading.pages import Page
from jiheng.reading.pdf.drawing import drawn, size_of
from jiheng.reading.pdf.objects import Drawing, Picture, area
from jiheng.reading.pdf.opening import AGAIN
from jiheng.reading.scan import page_of
from jiheng.reading.scan.picture import MOST_POINTS, Scan, refused, too_large

_USUAL, _FINEST = 200 / 72, 300 / 72  # pixels a point


def recognised(handle: Any, drawing: Drawing, number: int) -> Page | Problem:
    """The page as its picture is read; *drawing* is what it draws."""
    if any(picture.points > MOST_POINTS for picture in drawing.pictures):
        return too_large()
    scan = picture_of(handle, drawing)
    height, width = scan.points.shape[:2]
    why = refused(width, height)
    if why:
        return why
    page = page_of(scan.points, number, scan.dpi)
    if not page.glyphs and any(_is_damaged(picture) for picture in drawing.pictures):
        return unreadable("图片已损坏", AGAIN)
    return page


def picture_of(handle: Any, drawing: Drawing) -> Scan:
    """The page as it is seen, each point of a picture that fills it being one of the points given.

    So thin strokes are sampled only once, when the page is turned upright.
    """
    pixels = drawn(handle, _scale(handle, drawing))
    rows = np.frombuffer(pixels.data, np.uint8).reshape(pixels.height, pixels.stride)
    points = rows[:, : 3 * pixels.width].reshape(pixels.height, pixels.width, 3)
    return Scan(points, 72 * pixels.scale)


def _is_damaged(picture: Picture) -> bool:
    """True for a picture that pdfium leaves out, as it cannot be unpacked."""
    bitmap = pdfium.FPDFImageObj_GetBitmap(picture.item)
    if bitmap:
        pdfium.FPDFBitmap_Destroy(bitmap)
    return not bitmap


def _scale(handle: Any, drawing: Drawing) -> float:
    width, height = size_of(handle)
    filling = [
        sqrt(picture.points / area(picture.box))
        for picture in drawing.pictures
        if 2 * area(picture.box) >= width * height
    ]
    return min(_FINEST, max(filling, default=_USUAL))
