"""A line of text looked at, and looked at again where the recogniser was in doubt."""

from __future__ import annotations

import math
from collections.abc import Sequence
from dataclasses import dataclass, replace
from itertools import pairwise
from typing import NamedTuple

import cv2
import numpy as np

from jiheng.reading.scan.cells import Box, Text, TextLine
from jiheng.reading.scan.characters import Character, characters
from jiheng.reading.scan.upright import Picture, Upright

_EDGE = 2  # pixels around the ink in which it fades
_BESIDE = 0.3  # heights of the type
_SHORT, _BESIDE_SHORT = 4, 2  # what is short is read better with more paper beside it
_LONG = 8
_SURE, _SURE_OF_LONG = 0.9, 0.75
_BLACKEST = 2  # percent


class _Look(NamedTuple):
    """How smooth strokes are made, a share of the grain; the paper above and below; whether blackened."""

    smooth: float
    above: float
    black: bool


# Scanned strokes have steps that confuse dense characters; the signs of short figures are lost with them.
_LOOKS = (_Look(0.4, 0.15, black=True), _Look(0.4, 0.3, black=False))
_LOOKS_AT_LONG = (_Look(0.9, 0.15, black=True), _Look(0.9, 0.3, black=False))


@dataclass(frozen=True, slots=True)
class _Frame:
    """The marks of a line on white paper, with where its left edge is in the page, in pixels."""

    picture: Picture
    left: int


def characters_of(page: Upright, text: Text, line: TextLine) -> list[Character]:
    """The characters of a line, by the look that was surest; placed in the page."""
    is_long = line.box.right - line.box.left >= _LONG * line.type_height
    frame = _framed(page, text, line)
    best: list[Character] = []
    for look in _LOOKS_AT_LONG if is_long else _LOOKS:
        found = characters(_seen(frame.picture, look, line, page.grain))
        best = max(best, found, key=sureness)
        if sureness(best) >= (_SURE_OF_LONG if is_long else _SURE):
            break
    return _side_by_side(best, frame, line.box)


def sureness(found: Sequence[Character]) -> float:
    """The geometric mean of the confidences; 0 for none."""
    return math.exp(sum(math.log(c.confidence) for c in found) / len(found)) if found else 0.0


def _framed(page: Upright, text: Text, line: TextLine) -> _Frame:
    """The line cut out along its marks: neither rules nor dust nor other lines are in it."""
    rows, columns = page.grey.shape
    box = Box(
        max(0, line.box.left - _EDGE),
        max(0, line.box.top - _EDGE),
        min(columns, line.box.right + _EDGE),
        min(rows, line.box.bottom + _EDGE),
    )
    cut = slice(box.top, box.bottom), slice(box.left, box.right)
    mine = np.isin(text.marks[cut], line.marks).astype(np.uint8)
    near = cv2.dilate(mine, np.ones((2 * _EDGE + 1, 2 * _EDGE + 1), np.uint8))
    picture = np.where(near > 0, page.grey[cut], 255).astype(np.uint8)
    is_short = line.box.right - line.box.left < _SHORT * line.type_height
    side = round((_BESIDE_SHORT if is_short else _BESIDE) * line.type_height)
    return _Frame(_bordered(picture, 0, side), box.left - side)


def _bordered(picture: Picture, above: int, beside: int) -> Picture:
    framed = cv2.copyMakeBorder(picture, above, above, beside, beside, cv2.BORDER_CONSTANT, value=255)
    return np.asarray(framed, dtype=np.uint8)


def _seen(picture: Picture, look: _Look, line: TextLine, grain: float) -> Picture:
    lacking = max(0.0, line.type_height - (line.box.bottom - line.box.top)) / 2
    framed = _bordered(picture, round(look.above * line.type_height) + round(lacking), 0)
    smoothed = np.asarray(cv2.GaussianBlur(framed, (0, 0), max(0.3, look.smooth * grain)), dtype=np.uint8)
    return _blackened(smoothed) if look.black else smoothed


def _blackened(line: Picture) -> Picture:
    """Pale print made black."""
    black = float(np.percentile(line, _BLACKEST))
    stretched = np.clip((line.astype(np.float32) - black) * (255 / max(1.0, 255 - black)), 0, 255)
    made: Picture = stretched.astype(np.uint8)
    return made


def _side_by_side(found: list[Character], frame: _Frame, box: Box) -> list[Character]:
    """The characters in the page, with no gaps between them: the recogniser only knows their middles."""
    if not found:
        return []
    width = frame.picture.shape[1]
    inner = [(one.right + other.left) / 2 for one, other in pairwise(found)]
    edges = [frame.left + share * width for share in (found[0].left, *inner, found[-1].right)]
    return [
        replace(character, left=left, right=right, top=box.top, bottom=box.bottom)
        for character, (left, right) in zip(found, pairwise(edges), strict=True)
    ]
