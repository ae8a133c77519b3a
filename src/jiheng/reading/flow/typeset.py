"""What a line break says: how wide a text is set, and whether it had to break where it did.

Widths count half ems: a Chinese character is 2, a Latin letter or digit 1.
"""

from __future__ import annotations

import re
import unicodedata
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from functools import lru_cache

_CLOSERS = re.escape("，。、；：！？）》」』】〕”’…％,.;:!?)]}%")
_OPENERS = re.escape("（《「『【〔“‘([{")
_PIECE = re.compile(rf"[{_OPENERS}]*(?:[A-Za-z0-9.,%]+|.)?[{_CLOSERS}]*")
_CANNOT_BEGIN = re.compile(rf"[{_CLOSERS}]")
_TWICE = 2


class _CharacterWidths(dict[str, int]):
    def __missing__(self, char: str) -> int:
        wide = unicodedata.east_asian_width(char) in "WFA" and not unicodedata.combining(char)
        self[char] = width = 2 if wide else 1
        return width


_WIDTHS = _CharacterWidths()


def width(text: str) -> int:
    """How wide a text is set, in half ems."""
    return len(text) if text.isascii() else sum(_WIDTHS[char] for char in text)


@lru_cache(maxsize=4096)
def first_piece(text: str) -> int:
    """The width of the shortest beginning of *text* after which a line may break (避头尾)."""
    match = _PIECE.match(text[:40])
    return width(match[0]) if match else 0


def cannot_begin_line(text: str) -> bool:
    """True for a text that begins with a mark which never begins a line."""
    return _CANNOT_BEGIN.match(text) is not None


@dataclass(frozen=True, slots=True)
class Measure:
    """What is known of a column's width: at least ``low``, at most ``high`` (None: not known)."""

    low: int = 0
    high: int | None = None

    def room_after(self, line: int, piece: int) -> int:
        """How much room a line of this width left behind *piece*; below zero where it had to break."""
        return self.low - line - piece

    def excess(self, line: int) -> int:
        """By how much a line is too wide for the column."""
        return 0 if self.high is None else max(0, line - self.high)


def measure(cells: Iterable[tuple[Sequence[str], int]]) -> Measure:
    """The width that agrees with most line breaks of a column's cells (each its lines, and its weight).

    A broken line says: the column takes the line, and not also the first piece of the next one. Where no
    cell is broken, the widest line is all that is known.
    """
    votes: dict[int, int] = {}
    widest: dict[int, int] = {}
    for lines, weight in cells:
        widths = [width(line) for line in lines]
        for this, following in zip(widths, lines[1:], strict=False):
            for wide in range(this, this + first_piece(following)):
                votes[wide] = votes.get(wide, 0) + weight * _TWICE
        for this in widths:
            widest[this] = widest.get(this, 0) + weight
    if not votes:
        return Measure(low=max(widest, default=0))
    best = max(votes, key=lambda wide: (votes[wide] - _too_wide(widest, wide), wide))
    return Measure(best, best)


def _too_wide(widest: dict[int, int], wide: int) -> int:
    return sum(weight * _TWICE for line, weight in widest.items() if line > wide)
