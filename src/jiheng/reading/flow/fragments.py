"""A text as fragments: the pieces between spaces, each with its place on the page."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass

from jiheng.reading.flow.typeset import width
from jiheng.terms import notation

_LINE = re.compile(r"\r\n|\r|\n")
_PIECE = re.compile(r"\S+")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Line:
    """A line that is not blank; ``number`` counts from 1."""

    number: int
    text: str
    after_blank: bool


@dataclass(frozen=True, slots=True)
class Fragment:
    """A piece of a line without spaces.

    ``shares`` is true where other fragments stand on its line, ``gap`` counts the spaces in front of it,
    ``ends_spaced`` is true where its line ends with spaces.
    """

    text: str
    line: int
    width: int
    shares: bool = False
    after_blank: bool = False
    gap: int = 0
    ends_spaced: bool = False


def lines_of(text: str) -> Iterator[Line]:
    """The lines that hold something. A form feed is a space, not a line end: editors count it so."""
    after_blank = True
    for number, line in enumerate(_LINE.split(text), 1):
        if line.strip():
            yield Line(number, line, after_blank)
            after_blank = False
        else:
            after_blank = True


def fragments_of(line: Line) -> Iterator[Fragment]:
    """The fragments of a line; one that no cell can hold is cut into pieces that can be handled."""
    found = list(_PIECE.finditer(line.text))
    spaced = line.text[-1].isspace()
    stop = 0
    for match in found:
        first = match.start() == found[0].start()
        for start in range(match.start(), match.end(), _LONGEST):
            text = line.text[start : min(start + _LONGEST, match.end())]
            yield Fragment(
                text,
                line.number,
                width(text),
                shares=len(found) > 1,
                after_blank=line.after_blank and first,
                gap=match.start() - stop,
                ends_spaced=spaced,
            )
        stop = match.end()


def are_two_figures(before: Fragment, after: Fragment) -> bool:
    """True where joining would make a number that nobody printed: a whole figure or ``-``, then a digit."""
    if not after.text[0].isdigit():
        return False
    return notation.number(before.text) is not None or notation.is_empty(before.text)
