"""A picture of a page, turned upright, at the one resolution at which everything else is measured."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

import cv2
import numpy as np

Picture = np.ndarray[Any, np.dtype[np.uint8]]

SCALE = 200 / 72
"""Pixels a point in an upright picture."""
_LONG_SIDES = (380.0, 1400.0)  # points: from a half of A4 to more than A3
_A4 = (595.28, 841.89)
_SLENDER = 1.8
# Skew is sought so many degrees to both sides of the last, in such steps.
_SEARCHES = ((5.0, 0.2), (0.2, 0.04), (0.04, 0.01))
_MOST_SAMPLES = 200_000
_PAPER = 190  # paler than this is paper


def px(points: float) -> int:
    """A length in points as pixels of an upright picture, at least one."""
    return max(1, round(points * SCALE))


@dataclass(frozen=True, slots=True)
class Upright:
    """A grey picture with white paper, ``SCALE`` pixels a point; ``ink`` is 255 where there is any, else 0.

    ``grain`` is the size of the points of the original, in pixels of this picture.
    """

    grey: Picture
    ink: Picture
    grain: float

    @property
    def size(self) -> tuple[float, float]:
        """Width and height in points."""
        height, width = self.grey.shape
        return width / SCALE, height / SCALE


def upright(picture: Picture, dpi: float | None) -> Upright:
    """The page in *picture* (grey, or colours in the order blue, green, red), straight and of known size.

    Without *dpi*, or with one that makes no usual paper of it, the page is taken to be A4, or as wide as that
    where it is much longer, as pictures of screens are.
    """
    grey = _grey(picture)
    angle = _skew(grey)
    factor = SCALE / _pixels_a_point(grey.shape, dpi)
    straight = _turned(grey, angle, factor)
    clean = _whitened(straight)
    _, ink = cv2.threshold(clean, _PAPER, 255, cv2.THRESH_BINARY_INV)
    return Upright(clean, ink.astype(np.uint8), factor)


def _grey(picture: Picture) -> Picture:
    """Of a colour picture the red part: in it, what is printed in black stays, and red seals fade."""
    return picture if picture.ndim == 2 else np.ascontiguousarray(picture[:, :, 2])


def _pixels_a_point(shape: tuple[int, ...], dpi: float | None) -> float:
    longest = max(shape[:2])
    if dpi and dpi > 0 and _LONG_SIDES[0] <= longest * 72 / dpi <= _LONG_SIDES[1]:
        return dpi / 72
    height, width = shape[:2]
    return width / _A4[0] if height > _SLENDER * width else longest / _A4[1]


def _skew(grey: Picture) -> float:
    """The angle in degrees by which the picture has to be turned to make its lines level."""
    rows, columns = np.nonzero(grey < _PAPER)
    few = slice(None, None, 1 + rows.size // _MOST_SAMPLES)
    across, down = columns[few].astype(np.float64), rows[few].astype(np.float64)
    best = 0.0
    for reach, step in _SEARCHES:
        angles = np.arange(best - reach, best + reach + step / 2, step)
        best = float(max(angles, key=lambda angle: _levelness(across, down, np.radians(angle))))
    return best


def _levelness(across: Any, down: Any, angle: float) -> float:
    """How sharply full rows and empty ones alternate after turning by *angle*."""
    turned = down * np.cos(angle) - across * np.sin(angle)
    counts = np.bincount((turned - turned.min()).astype(np.int64)) if turned.size else np.zeros(1)
    return float(np.square(np.diff(counts), dtype=np.float64).sum())


def _turned(grey: Picture, angle: float, factor: float) -> Any:
    """Turned and scaled in one step, so that thin strokes are sampled only once."""
    height, width = grey.shape
    size = (round(width * factor), round(height * factor))
    turn = cv2.getRotationMatrix2D((width / 2, height / 2), angle, factor)
    turn[0, 2] += size[0] / 2 - width / 2
    turn[1, 2] += size[1] / 2 - height / 2
    smooth = cv2.INTER_CUBIC if factor >= 1 else cv2.INTER_AREA
    return cv2.warpAffine(grey, turn, size, flags=smooth, borderMode=cv2.BORDER_CONSTANT, borderValue=255)


def _whitened(grey: Any) -> Picture:
    """Uneven light, tinted paper, shaded cells and pale watermarks become white; ink keeps its shades."""
    small = cv2.resize(grey, None, fx=0.25, fy=0.25, interpolation=cv2.INTER_AREA)
    paper = cv2.medianBlur(cv2.dilate(small, np.ones((5, 5), np.uint8)), 21)
    paper = cv2.resize(paper, (grey.shape[1], grey.shape[0]), interpolation=cv2.INTER_LINEAR)
    even = cv2.divide(grey, np.maximum(paper, 1), scale=255)
    return np.asarray(even, dtype=np.uint8)
