"""Characters to the cells they stand in: by the rules, but for what no rule may part.

A figure wider than its cell runs over the rule beside it. It was written as one, and is read as one.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from collections.abc import Sequence
from string import ascii_letters, digits

from jiheng.reading.pages.mesh import Mesh
from jiheng.reading.pages.page import Glyph

_HALF = 0.25  # of a character's height, inside of a table whose end has cut it
_CLOSING = frozenset("，。、；：！？）》”’,.;:!?)")
_TOUCHING = 1.0
_IN_TOKEN = frozenset(digits + ascii_letters + ".,%:/-≥≤")
_KERNED, _SPACED = -0.12, 0.06  # of a character's height: from one character of a token to the next
_FIGURE = re.compile(r"[≥≤]?\d+(,\d{3})*(\.\d+)?%?")
_UNSURE = 0.9


def sorted_in(
    glyphs: Sequence[Glyph], found: Sequence[Mesh]
) -> tuple[list[dict[int, list[Glyph]]], list[Glyph]]:
    """The characters by table and number of the cell, and those outside of every table.

    A closing mark that hangs over the side of a cell belongs to the character in front of it.
    """
    places = _Places(found)
    held, before, free = places.outside, None, 0
    for number, glyph in enumerate(glyphs):
        if number >= free and not (before and glyph.text in _CLOSING and _follows(before, glyph)):
            cell = places.of(glyph)
            if cell is not held and before and _goes_on(before, glyph):
                token = _token_at(glyphs, number)
                if _is_one(glyphs, token, number):
                    cell, free = places.of(_whole(glyphs[token.start], glyphs[token.stop - 1])), token.stop
                    cell += _taken(held, number - token.start)
                else:
                    held[-1] = before._replace(confidence=min(before.confidence, _UNSURE))
                    glyph = glyph._replace(confidence=min(glyph.confidence, _UNSURE))
            held = cell
        held.append(glyph)
        before = glyph
    return places.inside, places.outside


def _follows(before: Glyph, glyph: Glyph) -> bool:
    return abs(glyph.left - before.right) <= _TOUCHING and abs(glyph.top - before.top) <= _TOUCHING


def _goes_on(before: Glyph, glyph: Glyph) -> bool:
    """True where two characters touch that are written without a gap."""
    height = glyph.bottom - glyph.top
    return (
        _KERNED * height <= glyph.left - before.right <= _SPACED * height
        and glyph.text in _IN_TOKEN
        and before.text in _IN_TOKEN
        and abs(glyph.top - before.top) <= _TOUCHING
    )


def _token_at(glyphs: Sequence[Glyph], number: int) -> range:
    """The characters before and behind that go on with the one of this number."""
    start, stop = number, number + 1
    while start and _goes_on(glyphs[start - 1], glyphs[start]):
        start -= 1
    while stop < len(glyphs) and _goes_on(glyphs[stop - 1], glyphs[stop]):
        stop += 1
    return range(start, stop)


def _is_one(glyphs: Sequence[Glyph], token: range, cut: int) -> bool:
    """False where a rule parts characters into two figures that make none together."""
    before = "".join(glyphs[number].text for number in range(token.start, cut))
    behind = "".join(glyphs[number].text for number in range(cut, token.stop))
    are_figures = _FIGURE.fullmatch(before) and _FIGURE.fullmatch(behind)
    return not are_figures or bool(_FIGURE.fullmatch(before + behind))


def _whole(first: Glyph, last: Glyph) -> Glyph:
    return first._replace(right=last.right)


def _taken(held: list[Glyph], count: int) -> list[Glyph]:
    """The last characters of a cell, taken out of it."""
    taken = held[-count:]
    del held[-count:]
    return taken


class _Places:
    """The cells of all tables of a page, and what has been put into them."""

    def __init__(self, found: Sequence[Mesh]) -> None:
        self.inside: list[dict[int, list[Glyph]]] = [{} for _ in found]
        self.outside: list[Glyph] = []
        self._finders = [_Finder(mesh) for mesh in found]

    def of(self, glyph: Glyph) -> list[Glyph]:
        """What the cell holds in which a character stands."""
        for cells, finder in zip(self.inside, self._finders, strict=True):
            area = finder.of(glyph)
            if area is not None:
                return cells.setdefault(area, [])
        return self.outside


class _Finder:
    """Which cell of a mesh a point lies in."""

    def __init__(self, mesh: Mesh) -> None:
        self.mesh = mesh
        self.owner = [[0] * (len(mesh.xs) - 1) for _ in range(len(mesh.ys) - 1)]
        for number, (row, col, rowspan, colspan) in enumerate(mesh.areas):
            for y in range(row, row + rowspan):
                self.owner[y][col : col + colspan] = [number] * colspan

    def of(self, glyph: Glyph) -> int | None:
        """The number of the cell that holds the middle of a character, or half of it; None outside."""
        mesh, (_, left, top, right, bottom, *_) = self.mesh, glyph
        row = bisect_right(mesh.ys, (top + bottom) / 2) - 1
        col = bisect_right(mesh.xs, (left + right) / 2) - 1
        rows = len(mesh.ys) - 1
        if row == rows and top < mesh.ys[-1] - _HALF * (bottom - top):
            row -= 1
        elif row == -1 and bottom > mesh.ys[0] + _HALF * (bottom - top):
            row = 0
        if 0 <= row < rows and 0 <= col < len(mesh.xs) - 1:
            return self.owner[row][col]
        return None
