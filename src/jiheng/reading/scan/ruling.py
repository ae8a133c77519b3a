"""The ruling lines in an upright picture: whole, dotted, dashed, or worn away in part."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise
from typing import Any

import cv2
import numpy as np

from jiheng.reading.scan.traces import Line, Traces, traces
from jiheng.reading.scan.upright import Picture, Upright, px

# In points.
_SNAP = 5.0
_SAME = 1.6
_THICKNESS = 1.5
_ALONE = 60.0  # so long is a rule that meets no other
_LOW = 30.0  # rules between rows that are closer than this may be too short to be told from strokes
_WALL = 0.75  # so much of a short rule is inked


@dataclass(frozen=True, slots=True)
class Ruling:
    """The level and the upright rules, and the ink that makes them: 255 where there is any, else 0."""

    level: tuple[Line, ...]
    upright: tuple[Line, ...]
    ink: Picture


def ruling(page: Upright) -> Ruling:
    """All rules of a page that are long enough to bound a cell."""
    dark = np.asarray(cv2.bitwise_not(page.grey), dtype=np.uint8)
    across = traces(dark, page.ink)
    down = traces(np.ascontiguousarray(dark.T), np.ascontiguousarray(page.ink.T))
    level, upright = _merged(across), _merged(down)
    level, upright = _drawn_out(level, upright, across), _drawn_out(upright, level, down)
    level, upright = _kept(level, upright, across), _kept(upright, level, down)
    upright += _low_walls(level, upright, page.ink, down)
    level = _drawn_out(level, upright, across, level)
    upright = _drawn_out(upright, level, down, upright)
    used = cv2.bitwise_or(_along(level, across), np.ascontiguousarray(_along(upright, down).T))
    return Ruling(tuple(level), tuple(upright), np.asarray(used, dtype=np.uint8))


def _along(rules: list[Line], found: Traces) -> Any:
    """The ink of the rules: what looks like a rule and lies close to one, and all that lies on one."""
    near, on = np.zeros_like(found.used), np.zeros_like(found.used)
    for at, start, end in rules:
        cv2.line(near, (start, at), (end, at), 255, 2 * px(_SAME) + 1)
        cv2.line(on, (start, at), (end, at), 255, px(_THICKNESS))
    return cv2.bitwise_or(cv2.bitwise_and(found.used, near), on)


def _merged(found: Traces) -> list[Line]:
    """Pieces of one rule joined: level with each other, and with traces of it between them."""
    rules: list[Line] = []
    for piece in sorted(found.pieces, key=lambda line: line.start):
        near = (n for n, rule in enumerate(rules) if abs(rule.at - piece.at) <= px(_SAME))
        fits = [n for n in near if _joins(found, piece.at, rules[n].end, piece.start)]
        if fits:
            rule = rules[fits[-1]]
            longer = max(rule, piece, key=lambda line: line.end - line.start)
            rules[fits[-1]] = Line(longer.at, rule.start, max(rule.end, piece.end))
        else:
            rules.append(piece)
    return rules


def _joins(found: Traces, at: int, start: int, end: int) -> bool:
    return found.goes_on(at, start, end) or found.stands_out(at, start, end)


def _drawn_out(rules: list[Line], others: list[Line], found: Traces, like: Sequence[Line] = ()) -> list[Line]:
    """The rules with their ends drawn out to those that they meet, and on while they stand out.

    They may also end where rules *like* them do, as in tables that are ruled in one direction only.
    """
    ends = {end for rule in like for end in (rule.start, rule.end)}
    drawn = []
    for at, start, end in rules:
        crossing = {o.at for o in others if o.start - px(_SNAP) <= at <= o.end + px(_SNAP)}
        before = sorted((x for x in crossing | ends if x <= start + px(_SNAP)), reverse=True)
        behind = sorted(x for x in crossing | ends if x >= end - px(_SNAP))
        first = _drawn(found, at, start, before, crossing)
        drawn.append(Line(at, first, _drawn(found, at, end, behind, crossing)))
    return drawn


def _drawn(found: Traces, at: int, end: int, stops: list[int], crossing: set[int]) -> int:
    """How far a rule reaches: a loose end goes on to the next rule it meets while there is a trace of it."""
    reached, is_loose = end, True
    for x in stops:
        first, last = min(end, x), max(end, x)
        if found.stands_out(at, first, last) or (
            is_loose and x in crossing and found.goes_on(at, first, last)
        ):
            end, is_loose = x, is_loose and x not in crossing
            reached = x if x in crossing or abs(x - reached) > px(_SNAP) else reached
        elif x in crossing:
            break
    return reached


def _kept(rules: list[Line], others: list[Line], found: Traces) -> list[Line]:
    """Those that meet others at both ends, or are long and no line of text."""

    def meets(at: int, end: int) -> bool:
        return any(
            abs(o.at - end) <= px(_SAME) and o.start - px(_SNAP) <= at <= o.end + px(_SNAP) for o in others
        )

    def is_long(rule: Line) -> bool:
        return rule.end - rule.start >= px(_ALONE) and found.is_no_text(*rule)

    return [
        rule for rule in rules if (meets(rule.at, rule.start) and meets(rule.at, rule.end)) or is_long(rule)
    ]


def _low_walls(level: list[Line], upright: list[Line], ink: Picture, down: Traces) -> Iterator[Line]:
    """Upright rules that go from one level rule to the next where these are close together."""
    for above, below in pairwise(sorted(level)):
        start, end = max(above.start, below.start), min(above.end, below.end)
        if not 2 * px(_SNAP) <= below.at - above.at <= px(_LOW) or start >= end:
            continue
        walls = _inked(ink[above.at : below.at, start:end])
        for wall in np.split(walls, np.flatnonzero(np.diff(walls) > 1) + 1):
            if not wall.size or wall.size > px(_THICKNESS) + 2:
                continue
            at = start + int(wall.mean())
            if not down.is_alone(at, above.at + px(_THICKNESS), below.at - px(_THICKNESS)):
                continue
            known = (u for u in upright if abs(u.at - at) <= px(_SNAP))
            if not any(u.start <= above.at + px(_SAME) and u.end >= below.at - px(_SAME) for u in known):
                yield Line(at, above.at, below.at)


def _inked(row: Picture) -> Any:
    """The columns between two level rules that are inked from end to end."""
    wide = cv2.dilate(row, np.ones((1, 3), np.uint8)) > 0
    edge = px(_THICKNESS)
    reaching = wide[edge : 2 * edge].any(axis=0) & wide[-2 * edge : -edge].any(axis=0)
    return np.flatnonzero(reaching & (wide.mean(axis=0) >= _WALL))
