"""What stands between the lines of a table without upright rules, and what of it heads the columns."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled
from jiheng.reading.pages.lettering import joined, pieces, rows_of, runs_of
from jiheng.reading.pages.page import Glyph

Stretch = tuple[float, float]
HANGING = 5.0
"""Points by which a closing mark may hang over the side of its cell."""
_APART = 0.7  # heights of a character between two labels
_NARROW = 0.15  # heights of a character between the texts of two cells, at the least


@dataclass(frozen=True, slots=True)
class Text:
    """What stands in one cell, as far as the gaps around it tell."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class Band:
    """What stands between two lines: its texts, and the stretches that its characters cover."""

    glyphs: list[Glyph]
    texts: list[Text]
    covered: list[Stretch]

    def is_crossed(self, cut: float) -> bool:
        """True where a cut would go through characters."""
        return any(left + HANGING < cut < right - HANGING for left, right in self.covered)


@dataclass(frozen=True, slots=True)
class Head:
    """The labels of a section, from band ``first`` on; ``body`` is the first band below them."""

    first: int
    body: int
    labels: list[Text]


def bands_of(ys: list[float], glyphs: Sequence[Glyph]) -> list[Band]:
    """What stands between each line and the next."""
    held: list[list[Glyph]] = [[] for _ in ys[1:]]
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        if ys[0] < middle < ys[-1]:
            held[next(n for n, y in enumerate(ys[1:]) if middle < y)].append(glyph)
    lines = ((band, rows_of(band)) for band in held)
    return [Band(band, _texts(rows), _covered(rows)) for band, rows in lines]


def _covered(rows: list[list[Glyph]]) -> list[Stretch]:
    return [(p[0].left, max(g.right for g in p)) for row in rows for p in pieces(row, _NARROW)]


def _texts(rows: list[list[Glyph]]) -> list[Text]:
    """Pieces of lines that stand over one another are one text."""
    found = [(p[0].left, max(g.right for g in p), p) for row in rows for p in pieces(row, _APART)]
    texts: list[tuple[float, float, list[Glyph]]] = []
    for left, right, piece in sorted(found, key=lambda item: item[0]):
        if texts and left < texts[-1][1] - HANGING:
            before = texts[-1]
            texts[-1] = (before[0], max(before[1], right), before[2] + piece)
        else:
            texts.append((left, right, piece))
    return [Text(left, right, joined(runs_of(held))) for left, right, held in texts]


def heads_of(bands: list[Band], starts: list[float], left: float) -> Iterator[Head]:
    """The rows of labels; below a line that begins further to the right, some name what is named above it."""
    free = 0
    for number, band in enumerate(bands):
        if number < free:
            continue
        if number + 1 < len(bands) and starts[number + 1] > left:
            labels = _named_twice(band, bands[number + 1], starts[number + 1])
            if labels and _is_head(labels):
                free = number + 2
                yield Head(number, free, labels)
                continue
        if _is_head(band.texts):
            yield Head(number, number + 1, band.texts)


def _named_twice(upper: Band, lower: Band, start: float) -> list[Text]:
    """The labels in front of the line between two bands, and those below it; none beside a lone name."""
    glyphs = [glyph for glyph in (*upper.glyphs, *lower.glyphs) if glyph.right <= start + HANGING]
    front = _texts(rows_of(glyphs))
    return [*front, *behind(lower, start)] if len(front) > 1 else []


def behind(band: Band, start: float) -> list[Text]:
    """The texts of a band from where a line begins."""
    return [text for text in band.texts if text.left >= start - HANGING]


def _is_head(band: list[Text]) -> bool:
    for block, enough in FEWEST_LABELS.items():
        ids = {found.id for text in band if (found := labelled(text.text, "field", block))}
        if len(ids) >= enough and ids & TELLING_LABELS[block]:
            return True
    return False
