"""Lines that are one stroke: a dash or a slash, which a recogniser of characters takes for 一, 1 or 7."""

from __future__ import annotations

from typing import Any

import numpy as np

_FLAT = 2.5  # so many times as wide as high
_FULL = 0.5  # of its box a flat stroke fills
_LONG = 0.6  # of the height of the type: shorter is a hyphen
_STRAIGHT = 0.9  # how strictly a slash rises
_SLANT = 0.3  # a slash is at least so wide for its height


def stroke(ink: Any, type_height: float) -> str:
    """The dash or slash that *ink* is, true where there is any, cut to its bounds; ``""`` for all else."""
    height, width = ink.shape
    if width >= _FLAT * height and ink.mean() >= _FULL and height <= type_height / 3:
        return "—" if width >= _LONG * type_height else "-"
    if width >= _SLANT * height and height >= type_height / 2 and _rises(ink):
        return "/"
    return ""


def _rises(ink: Any) -> bool:
    """True for a straight stroke from the lower left to the upper right."""
    down, across = np.nonzero(ink)
    if across.size < 2 or np.ptp(across) == 0 or np.ptp(down) == 0:
        return False
    return float(np.corrcoef(across, -down)[0, 1]) >= _STRAIGHT
