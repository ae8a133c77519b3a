"""Dashes, slashes and = by their shape: a recogniser of characters takes them for 一, 1 or 二."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import groupby
from typing import Any

import numpy as np

from jiheng.reading.scan.characters import Character

_FLAT = 2.5  # so many times as wide as high
_FULL = 0.5  # of its box a flat stroke fills
_LONG = 0.6  # of the height of the type: shorter is a hyphen
_STRAIGHT = 0.9  # how strictly a slash rises
_DASHES = frozenset("一—―-–")
_ALIKE = 0.85
_SLANT = 0.3  # a slash is at least so wide for its height


def stroke(ink: Any, type_height: float) -> str:
    """The dash, slash or = that *ink* is, true where there is any, cut to its bounds; ``""`` for all else."""
    height, width = ink.shape
    if _is_double(ink, type_height):
        return "="
    if width >= _FLAT * height and ink.mean() >= _FULL and height <= type_height / 3:
        return "—" if width >= _LONG * type_height else "-"
    if width >= _SLANT * height and height >= type_height / 2 and _rises(ink):
        return "/"
    return ""


def _is_double(ink: Any, type_height: float) -> bool:
    """True for two flat strokes of one length, one above the other; those of 二 are not of one length."""
    filled = np.flatnonzero(ink.any(axis=1))
    bars = np.split(filled, np.flatnonzero(np.diff(filled) > 1) + 1)
    if len(bars) != 2 or any(bar.size > type_height / 4 for bar in bars):
        return False
    lengths = [np.ptp(np.flatnonzero(ink[bar].any(axis=0))) + 1 for bar in bars]
    return bool(min(lengths) >= _ALIKE * max(lengths) and min(lengths) >= type_height / 3)


def _rises(ink: Any) -> bool:
    """True for a straight stroke from the lower left to the upper right."""
    down, across = np.nonzero(ink)
    if across.size < 2 or np.ptp(across) == 0 or np.ptp(down) == 0:
        return False
    return float(np.corrcoef(across, -down)[0, 1]) >= _STRAIGHT


def with_dashes(line: Sequence[Character], dashes: Sequence[tuple[int, int]]) -> Iterator[Character]:
    """The characters of a line, those that lie on a dash of two characters' length as the two it is."""

    def dash_at(character: Character) -> tuple[int, int] | None:
        middle = (character.left + character.right) / 2
        lies_on = (dash for dash in dashes if dash[0] <= middle <= dash[1])
        return next(lies_on, None) if character.text in _DASHES else None

    for dash, group in groupby(line, key=dash_at):
        found = list(group)
        yield from found if dash is None else [replace(found[0], text="——", right=found[-1].right)]
