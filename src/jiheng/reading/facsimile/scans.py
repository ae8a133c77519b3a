"""The pages of image files as pictures, upright as they were read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal
from itertools import chain, islice

import cv2
import numpy as np

from jiheng.model import Problem
from jiheng.model.facsimile import Picture
from jiheng.reading.content import kind_of
from jiheng.reading.facsimile.png import png
from jiheng.reading.joined import part
from jiheng.reading.scan import MOST_PAGES
from jiheng.reading.scan.picture import Scan
from jiheng.reading.scan.picture import pictures as scans
from jiheng.reading.scan.standing import standing

_LONGEST = 1300  # pixels


def pictures(data: bytes) -> Iterator[Picture]:
    """Every page that is read of an image file, or of several that were joined, in shades of grey."""
    files = part(data) if kind_of(data) == "images" else [data]
    found = islice(chain.from_iterable(map(scans, files)), MOST_PAGES)
    for number, scan in enumerate(found, 1):
        if isinstance(scan, Problem):
            return
        yield upright(scan, number)


def upright(scan: Scan, number: int) -> Picture:
    """The page in a picture, turned as it is read."""
    page = standing(scan.points, scan.dpi).page
    width, height = page.size
    shrink = min(1.0, _LONGEST / max(page.grey.shape))
    grey = cv2.resize(page.grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
    colours = np.repeat(np.asarray(grey, dtype=np.uint8)[:, :, None], 3, axis=2)
    drawn = png(colours.tobytes(), grey.shape[1], grey.shape[0], 3 * grey.shape[1])
    return Picture(number, Decimal(f"{width:.1f}"), Decimal(f"{height:.1f}"), drawn)
