"""The ruling lines in an upright picture: whole, dotted, dashed, or worn away in part."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any, NamedTuple

import cv2
import numpy as np

from jiheng.reading.scan.upright import Picture, Upright, px

# In points.
_WHOLE = 18.0  # no stroke of a character is so long, but for those of large titles
_DASHED = 24.0
_DASH_GAP = 6.0
_FOOT = 2.0
_THICKNESS = 1.5
_THICKEST = 3.0
_CLEAR = (1.8, 3.2)  # so far above and below a rule there is paper, but where characters touch it
_BROKEN = 18.0  # without any trace, a rule does not go on
_SNAP = 5.0
_SAME = 1.6
_ALONE = 60.0  # so long is a rule that meets no other
_DARK = 60
_MOSTLY = 0.7
_DENSE = 0.5
_INKED = 0.35


class Line(NamedTuple):
    """A rule in pixels: where it lies across its direction, and from where to where it goes."""

    at: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Ruling:
    """The level and the upright rules, and the ink that makes them: 255 where there is any, else 0."""

    level: tuple[Line, ...]
    upright: tuple[Line, ...]
    ink: Picture


@dataclass(frozen=True, slots=True)
class _Traces:
    """What looks like level rules: pieces of them, their ink, thin ink with paper on both sides, all ink."""

    pieces: list[Line]
    used: Picture
    thin: Picture
    ink: Picture


def ruling(page: Upright) -> Ruling:
    """All rules of a page that are long enough to bound a cell."""
    dark = cv2.bitwise_not(page.grey)
    across = _traces(dark, page.ink)
    down = _traces(np.ascontiguousarray(dark.T), np.ascontiguousarray(page.ink.T))
    level, upright = _merged(across), _merged(down)
    level, upright = _drawn_out(level, upright, across), _drawn_out(upright, level, down)
    level, upright = _kept(level, upright), _kept(upright, level)
    used = cv2.bitwise_or(_along(level, across), np.ascontiguousarray(_along(upright, down).T))
    return Ruling(tuple(level), tuple(upright), np.asarray(used, dtype=np.uint8))


def _along(rules: list[Line], traces: _Traces) -> Any:
    """The ink of the rules: what looks like a rule and lies close to one, and all that lies on one."""
    near, on = np.zeros_like(traces.used), np.zeros_like(traces.used)
    for at, start, end in rules:
        cv2.line(near, (start, at), (end, at), 255, 2 * px(_SAME) + 1)
        cv2.line(on, (start, at), (end, at), 255, px(_THICKNESS))
    return cv2.bitwise_or(cv2.bitwise_and(traces.used, near), on)


def _traces(dark: Picture, ink: Picture) -> _Traces:
    tall = np.ones((3, 1), np.uint8)
    whole = _slim(_long(cv2.dilate(dark, tall), _WHOLE))
    thin = cv2.subtract(ink, cv2.bitwise_or(_crowded(ink), _beside_strokes(ink)))
    closed = cv2.morphologyEx(cv2.dilate(thin, tall), cv2.MORPH_CLOSE, np.ones((1, px(_DASH_GAP)), np.uint8))
    dashed = _dense(_slim(_long(closed, _DASHED)), cv2.dilate(thin, tall))
    used = cv2.bitwise_or(cv2.dilate(whole, tall), cv2.bitwise_and(thin, cv2.dilate(dashed, tall)))
    return _Traces(_pieces(whole) + _pieces(dashed), used, cv2.dilate(thin, tall), cv2.dilate(ink, tall))


def _long(dark: Any, length: float) -> Any:
    """255 where it is dark over a stretch of so many points, else 0."""
    opened = cv2.morphologyEx(dark, cv2.MORPH_OPEN, np.ones((1, px(length)), np.uint8))
    return cv2.threshold(opened, _DARK, 255, cv2.THRESH_BINARY)[1]


def _slim(mask: Any) -> Any:
    """Without what is thicker than a rule, which is a bar or a line of text."""
    return cv2.subtract(mask, cv2.morphologyEx(mask, cv2.MORPH_OPEN, np.ones((px(_THICKEST) + 2, 1), np.uint8)))


def _dense(mask: Any, thin: Any) -> Any:
    """Without the pieces that are mostly gaps: row after row, characters have a stroke at the same height."""
    count, labels, stats, _ = cv2.connectedComponentsWithStats(mask, connectivity=8)
    covered = np.zeros(count)
    for n, (left, top, width, height, _) in enumerate(stats):
        piece = thin[top : top + height, left : left + width]
        covered[n] = np.mean(piece.max(axis=0) > 0)
    covered[0] = 0
    return np.where(covered[labels] >= _DENSE, 255, 0).astype(np.uint8)


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


def _merged(traces: _Traces) -> list[Line]:
    """Pieces of one rule joined: level with each other, and with traces of it between them."""
    rules: list[Line] = []
    for piece in sorted(traces.pieces, key=lambda line: line.start):
        near = [n for n, rule in enumerate(rules) if abs(rule.at - piece.at) <= px(_SAME)]
        fits = [n for n in near if _goes_on(traces, piece.at, rules[n].end, piece.start)]
        if fits:
            rule = rules[fits[-1]]
            longer = max(rule, piece, key=lambda line: line.end - line.start)
            rules[fits[-1]] = Line(longer.at, rule.start, max(rule.end, piece.end))
        else:
            rules.append(piece)
    return rules


def _goes_on(traces: _Traces, at: int, start: int, end: int) -> bool:
    """True where no long stretch from *start* to *end* is without a trace of a rule."""
    if end - start <= px(_SNAP):
        return True
    along = slice(max(0, at - 1), at + 2), slice(start, end)
    found = np.flatnonzero(traces.thin[along].max(axis=0))
    steps = np.diff(np.concatenate(([0], found, [end - start])))
    return bool(steps.max() <= px(_BROKEN)) or float(np.mean(traces.ink[along].max(axis=0) > 0)) >= _MOSTLY


def _drawn_out(rules: list[Line], others: list[Line], traces: _Traces) -> list[Line]:
    """The rules with their ends drawn out to the rules that they meet, and on from there while there is ink."""
    drawn = []
    for at, start, end in rules:
        crossing = sorted(o.at for o in others if o.start - px(_SNAP) <= at <= o.end + px(_SNAP))
        met = False
        for x in (x for x in reversed(crossing) if x <= start + px(_SNAP)):
            if not _goes_on(traces, at, x, start) or (met and not _is_inked(traces, at, x, start)):
                break
            start, met = x, True
        met = False
        for x in (x for x in crossing if x >= end - px(_SNAP)):
            if not _goes_on(traces, at, end, x) or (met and not _is_inked(traces, at, end, x)):
                break
            end, met = x, True
        drawn.append(Line(at, start, end))
    return drawn


def _is_inked(traces: _Traces, at: int, start: int, end: int) -> bool:
    along = traces.thin[max(0, at - 1) : at + 2, start:end]
    return end - start <= px(_SNAP) or float(np.mean(along.max(axis=0) > 0)) >= _INKED


def _kept(rules: list[Line], others: list[Line]) -> list[Line]:
    """Those that meet others at both ends, or are long."""

    def meets(at: int, end: int) -> bool:
        return any(abs(o.at - end) <= px(_SAME) and o.start - px(_SNAP) <= at <= o.end + px(_SNAP) for o in others)

    return [r for r in rules if r.end - r.start >= px(_ALONE) or (meets(r.at, r.start) and meets(r.at, r.end))]
