"""What a PDF and a picture have in common: pages with ruling lines and characters.

Lengths are points (1/72 inch) from the top left corner of the page as it is seen, x to the right and y down.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from typing import NamedTuple


class Rule(NamedTuple):
    """A ruling line: ``top == bottom`` where it is horizontal, ``left == right`` where it is vertical."""

    left: float
    top: float
    right: float
    bottom: float


class Glyph(NamedTuple):
    """A character, or several that were recognised together, with its box.

    ``raw`` is what stood in the file where ``text`` was repaired; ``confidence`` is from 0 to 1.
    """

    text: str
    left: float
    top: float
    right: float
    bottom: float
    raw: str = ""
    confidence: float = 1.0


@dataclass(slots=True)
class Page:
    """One page, upright; ``number`` counts from 1."""

    number: int
    width: float
    height: float
    glyphs: list[Glyph] = field(default_factory=list)
    rules: list[Rule] = field(default_factory=list)
