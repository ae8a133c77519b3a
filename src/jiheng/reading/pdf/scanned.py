"""Pages of a PDF that are pictures of paper, read as pictures are; with the libraries of ``jiheng[scan]``."""

from __future__ import annotations

from math import sqrt
from typing import Any

import numpy as np

from jiheng.model import Problem
from jiheng.reading.pages import Page
from jiheng.reading.pdf.drawing import drawn, size_of
from jiheng.reading.pdf.objects import Drawing, area
from jiheng.reading.scan import page_of
from jiheng.reading.scan.picture import Scan, refused

_USUAL, _FINEST = 200 / 72, 300 / 72  # pixels a point


def recognised(handle: Any, drawing: Drawing, number: int) -> Page | Problem:
    """The page as its picture is read; *drawing* is what it draws."""
    scan = picture_of(handle, drawing)
    height, width = scan.points.shape[:2]
    return refused(width, height) or page_of(scan.points, number, scan.dpi)


def picture_of(handle: Any, drawing: Drawing) -> Scan:
    """The page as it is seen, each point of a picture that fills it being one of the points given.

    So thin strokes are sampled only once, when the page is turned upright.
    """
    pixels = drawn(handle, _scale(handle, drawing))
    rows = np.frombuffer(pixels.data, np.uint8).reshape(pixels.height, pixels.stride)
    points = rows[:, : 3 * pixels.width].reshape(pixels.height, pixels.width, 3)
    return Scan(points, 72 * pixels.scale)


def _scale(handle: Any, drawing: Drawing) -> float:
    width, height = size_of(handle)
    filling = [
        sqrt(picture.points / area(picture.box))
        for picture in drawing.pictures
        if 2 * area(picture.box) >= width * height
    ]
    return min(_FINEST, max(filling, default=_USUAL))
