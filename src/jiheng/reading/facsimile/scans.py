"""The pages of image files as pictures, upright as they were read."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

import cv2
import numpy as np

from jiheng.model import Problem
from jiheng.model.facsimile import Picture
from jiheng.reading.content import kind_of
from jiheng.reading.facsimile.png import png
from jiheng.reading.joined import part
from jiheng.reading.scan.picture import pictures as scans
from jiheng.reading.scan.standing import standing

_LONGEST = 1300  # pixels


def pictures(data: bytes) -> Iterator[Picture]:
    """Every page of an image file, or of several that were joined, in shades of grey."""
    number = 0
    for file in part(data) if kind_of(data) == "images" else [data]:
        for scan in scans(file):
            if isinstance(scan, Problem):
                return
            number += 1
            page = standing(scan.points, scan.dpi).page
            width, height = page.size
            shrink = min(1.0, _LONGEST / max(page.grey.shape))
            grey = cv2.resize(page.grey, None, fx=shrink, fy=shrink, interpolation=cv2.INTER_AREA)
            colours = np.repeat(np.asarray(grey, dtype=np.uint8)[:, :, None], 3, axis=2)
            drawn = png(colours.tobytes(), grey.shape[1], grey.shape[0], 3 * grey.shape[1])
            yield Picture(number, Decimal(f"{width:.1f}"), Decimal(f"{height:.1f}"), drawn)
