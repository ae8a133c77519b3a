"""The signs ≥ ≤ = %, which are lost first in a coarse scan.

Where the recogniser offers one of them beside a sign that forms hardly ever print, it is taken, as doubtful,
and what was read stays as the raw text; so is a digit for a letter that stands alone. A digit is left as it
is.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import replace

from jiheng.reading.scan.labels import Reading

_INSTEAD = {">": "≥", "<": "≤", "≈": "="}
_SIGNS = frozenset("≥≤=%0123456789")
_DOUBTFUL = 0.5


def with_operators(cell: Iterable[Reading]) -> Iterator[Reading]:
    """The characters of a cell, the likelier operators in the place of those that they are mistaken for."""
    readings = list(cell)
    alone = len(readings) == 1
    for reading in readings:
        character = reading.character
        wanted = _SIGNS if alone and _is_letter(character.text) else {_INSTEAD.get(character.text, "")}
        better = next((text for text, _ in character.others if text in wanted), "")
        if better:
            doubtful = replace(character, text=better, confidence=min(character.confidence, _DOUBTFUL))
            yield Reading(doubtful, reading.raw or character.text)
        else:
            yield reading


def _is_letter(text: str) -> bool:
    """True for a Latin letter: alone in a cell it says nothing."""
    return text.isascii() and text.isalpha()
