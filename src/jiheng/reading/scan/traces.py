"""What looks like level ruling lines in a picture; turned by a quarter, what looks like upright ones."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np

from jiheng.reading.scan.upright import Picture, px

# In points.
_WHOLE = 18.0  # no stroke of a character is so long, but for those of large titles
_DASHED = 24.0
_DASH_GAP = 6.0
_THICKEST = 3.0
_CLEAR = (1.8, 3.2)  # so far above and below a rule there is paper, but where characters touch it
_FOOT = 2.0
_BROKEN = 18.0  # without any trace, a rule does not go on
_SNAP = 5.0
_BESIDE = (1.1, 1.8)
_AROUND = 3.5
_SHORT = 30.0
_LONG_ENOUGH = 100.0

_DARK = 60
_DENSE_IF_ALONE = 0.3
_DENSE, _DENSE_IF_LONG = 0.5, 0.33
_OUTSTANDING, _EXCESS = 0.2, 0.05
_SOLID = 0.9
_EMPTY = 0.15
_TALL = np.ones((3, 1), np.uint8)


class Line(NamedTuple):
    """A rule in pixels: where it lies across its direction, and from where to where it goes."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Traces:
    """Pieces of level rules, their ink, thin ink between paper, and all ink; 255 where there is any."""

    pieces: list[Line]
    used: Picture
    thin: Picture
    ink: Picture

    def goes_on(self, at: int, start: int, end: int) -> bool:
        """True where no long stretch from *start* to *end* is without a trace of a rule."""
        if end - start <= px(_SNAP):
            return True
        found = np.flatnonzero(_band(self.thin, at, start, end))
        return bool(np.diff(np.concatenate(([0], found, [end - start]))).max() <= px(_BROKEN))

    def stands_out(self, at: int, start: int, end: int) -> bool:
        """True where more ink is from end to end than a little above or below, as in no line of text."""
        if end - start <= px(_SNAP):
            return True
        on = _band(self.ink, at, start, end)
        found = np.flatnonzero(on)
        steps = np.diff(np.concatenate(([0], found, [end - start])))
        if steps[0] > px(_SNAP) or steps[-1] > px(_SNAP) or steps.max() > px(_BROKEN):
            return False
        beside = [self._beside(at, way, start, end) for way in (-1, 1)]
        if end - start <= px(_SHORT):  # so short may be a stroke of a character, which is not alone
            return float(np.mean(on)) >= _DENSE_IF_ALONE and max(beside) <= _EMPTY
        return self._excess(at, start, end) >= _OUTSTANDING

    def is_no_text(self, at: int, start: int, end: int) -> bool:
        """True where the stretch is inked throughout, or at least more than what is above and below."""
        return (
            float(np.mean(_band(self.ink, at, start, end))) >= _SOLID
            or self._excess(at, start, end) >= _EXCESS
        )

    def _excess(self, at: int, start: int, end: int) -> float:
        """By what share of the stretch there is more ink on it than a little above or below."""
        near = [float(np.mean(self._near(at, way, start, end))) for way in (-1, 1)]
        return float(np.mean(_band(self.ink, at, start, end))) - max(near)

    def is_alone(self, at: int, start: int, end: int) -> bool:
        """True where there is hardly any ink a little above and below."""
        return all(self._beside(at, way, start, end) <= _EMPTY for way in (-1, 1))

    def _near(self, at: int, way: int, start: int, end: int) -> Any:
        near, far = map(px, _BESIDE)
        return _band(self.ink, at + way * (near + far) // 2, start, end)

    def _beside(self, at: int, way: int, start: int, end: int) -> float:
        near, far = px(_BESIDE[0]), px(_AROUND)
        rows = (
            slice(max(0, at + near), at + far + 1)
            if way > 0
            else slice(max(0, at - far), max(0, at - near + 1))
        )
        return float(np.mean(self.ink[rows, start:end].max(axis=0, initial=0) > 0))


def _band(mask: Picture, at: int, start: int, end: int) -> Any:
    """Where along *at*, give or take a pixel, there is anything."""
    return mask[max(0, at - 1) : at + 2, start:end].max(axis=0, initial=0) > 0


def traces(dark: Picture, ink: Picture) -> Traces:
    """The traces of level rules in a picture of darkness and one of ink."""
    whole = _slim(_long(cv2.dilate(dark, _TALL), _WHOLE))
    thin = cv2.subtract(ink, cv2.bitwise_or(_crowded(ink), _beside_strokes(ink)))
    wide = cv2.dilate(thin, _TALL)
    closed = cv2.morphologyEx(wide, cv2.MORPH_CLOSE, np.ones((1, px(_DASH_GAP)), np.uint8))
    dashed = _dense(_slim(_long(closed, _DASHED)), wide)
    used = cv2.bitwise_or(cv2.dilate(whole, _TALL), cv2.bitwise_and(thin, cv2.dilate(dashed, _TALL)))
    return Traces(_pieces(whole) + _pieces(dashed), _picture(used), _picture(thin), ink)


def _picture(mask: Any) -> Picture:
    return np.asarray(mask, dtype=np.uint8)


def _long(dark: Any, length: float) -> Any:
    """255 where it is dark over a stretch of so many points, else 0."""
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, px(length)), np.uint8))
    return cv2.threshold(opened, _DARK, 255, cv2.THRESH_BINARY)[1]


def _slim(mask: Any) -> Any:
    """Without what is thicker than a rule, which is a bar or a line of text."""
    return cv2.subtract(
        mask, cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((px(_THICKEST) + 2, 1), np.uint8))
    )


def _dense(mask: Any, thin: Any) -> Any:
    """Without the pieces that are mostly gaps: characters in a line have strokes at the same height."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    covered = np.zeros(count)
    for n, (left, top, width, height, _) in enumerate(stats[1:], 1):
        covered[n] = np.mean(thin[top : top + height, left : left + width].max(axis=0) > 0)
    enough = np.where(stats[:, cv2.CC_STAT_WIDTH] >= px(_LONG_ENOUGH), _DENSE_IF_LONG, _DENSE)
    return np.where((covered >= enough)[labels], 255, 0).astype(np.uint8)


def _crowded(ink: Picture) -> Any:
    """255 where there is other ink a little above or below."""
    near, far = map(px, _CLEAR)
    band = np.zeros((2 * far + 1, 1), np.uint8)
    band[: far - near + 1] = band[far + near :] = 1
    return cv2.dilate(ink, band)


def _beside_strokes(ink: Picture) -> Any:
    """255 where ink reaches higher than a rule is thick, and close to it: the arcs and feet of characters."""
    tall = cv2.morphologyEx(ink, cv2.MORPH_OPEN, np.ones((px(_THICKEST) + 1, 1), np.uint8))
    return cv2.dilate(tall, np.ones((1, 2 * px(_FOOT) + 1), np.uint8))


def _pieces(mask: Any) -> list[Line]:
    _, _, stats, centres = cv2.connectedComponentsWithStats(mask, connectivity=8)
    return [
        Line(round(float(centre[1])), int(left), int(left + width))
        for (left, _, width, _, _), centre in zip(stats[1:], centres[1:], strict=True)
    ]
