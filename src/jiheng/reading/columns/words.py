"""A text as a picture of pages: words with their places in columns of characters.

``pdftotext -layout`` and its like put a word where it stood on the page. How many places a Chinese character
takes differs from tool to tool; the count under which the words stand best one below the other is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby

from jiheng.reading.flow.fragments import Fragment, Line, fragments_of
from jiheng.reading.flow.typeset import width

APART = 2  # so many spaces part cells; one may also stand inside of a cell
_FAR = 3
_ENOUGH = 0.3
_SAMPLE = 2000
_FEWEST_IN_CHAIN = 4
_MOST_LONE = 60


@dataclass(frozen=True, slots=True)
class Word:
    """A piece of a line without spaces, from place ``left`` to before ``right``."""

    fragment: Fragment
    left: int
    right: int

    @property
    def text(self) -> str:
        """What is written."""
        return self.fragment.text

    @property
    def center(self) -> float:
        """The place of its middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Strip:
    """The words of one line; ``number`` is its height on the page, in lines, ``page`` counts from 1."""

    number: int
    page: int
    words: tuple[Word, ...]

    @property
    def line(self) -> int:
        """The line of the text, counted from 1."""
        return self.words[0].fragment.line

    @property
    def runs(self) -> list[tuple[Word, ...]]:
        """The words, those together that are one space apart."""
        found: list[list[Word]] = []
        for word in self.words:
            if found and word.fragment.gap < APART:
                found[-1].append(word)
            else:
                found.append([word])
        return [tuple(run) for run in found]


def is_laid_out(lines: Sequence[Line]) -> bool:
    """True where lines are indented and their words far apart, as on a page."""
    sample = lines[:_SAMPLE]
    if not sample:
        return False
    spaced = sum(" " * _FAR in line.text.rstrip() and "\t" not in line.text for line in sample)
    return spaced >= _ENOUGH * len(sample)


def strips(lines: Sequence[Line]) -> list[Strip]:
    """The lines with the places of their words, without what is written across the pages."""
    page = 1
    found: list[Strip] = []
    is_wide = _counts_two(lines[:_SAMPLE])
    for line in lines:
        page += line.text.count("\f")
        words = tuple(_words(line, is_wide=is_wide))
        if words:
            found.append(Strip(line.number, page, words))
    return list(_without(found, _written_across(found)))


def _without(found: Sequence[Strip], across: frozenset[int]) -> Iterator[Strip]:
    """The strips but for some, closed up where those stood: a line of their own was made for them."""
    up, gap, last = 0, False, 0
    for strip in found:
        if strip.number in across:
            gap = True
            continue
        if gap and last:
            up += strip.number - last - 1
        gap, last = False, strip.number
        yield Strip(strip.number - up, strip.page, strip.words)


def _words(line: Line, *, is_wide: bool) -> Iterator[Word]:
    place, text = 0, line.text
    start = text.rfind("\f") + 1
    at = 0
    for fragment in fragments_of(line):
        here = text.index(fragment.text, at)
        between = text[max(at, start) : here]
        place += width(between) if is_wide else len(between)
        size = fragment.width if is_wide else len(fragment.text)
        yield Word(fragment, place, place + size)
        place, at = place + size, here + len(fragment.text)


def _counts_two(lines: Sequence[Line]) -> bool:
    """True where words stand better below each other if a Chinese character counts two places."""
    return _aligned(lines, is_wide=True) > _aligned(lines, is_wide=False)


def _aligned(lines: Sequence[Line], *, is_wide: bool) -> float:
    """How often a word begins where another does on one of the lines before."""
    hits = count = 0
    recent: list[set[int]] = []
    for line in lines:
        lefts = {word.left for word in _words(line, is_wide=is_wide) if word.fragment.gap >= _FAR and word.left}
        hits += sum(any(left in before for before in recent) for left in lefts)
        count += len(lefts)
        recent = [*recent[-3:], lefts]
    return hits / max(1, count)


def _written_across(found: Sequence[Strip]) -> frozenset[int]:
    """Lines of a single character each, going aslant over a page: a watermark, not text of a cell."""
    drop: set[int] = set()
    for _, page in groupby(found, key=lambda strip: strip.page):
        lone = [s for s in page if len(s.words) == 1 and len(s.words[0].text) == 1 and not s.words[0].text.isdigit()]
        lone = lone[:_MOST_LONE]
        chains = (_chain(lone, n, m) for n in range(len(lone)) for m in range(n + 1, len(lone)))
        longest = max(chains, key=len, default=[])
        if len(longest) >= _FEWEST_IN_CHAIN:
            drop.update(strip.number for strip in longest)
    return frozenset(drop)


def _chain(lone: Sequence[Strip], first: int, second: int) -> list[Strip]:
    """The lines that go on as far to the side as the second goes from the first; one may be missing."""
    step = lone[second].words[0].left - lone[first].words[0].left
    found = [lone[first], lone[second]]
    if abs(step) < _FAR:
        return []
    for strip in lone[second + 1 :]:
        aside = strip.words[0].left - found[-1].words[0].left
        if abs(aside - step) <= APART or abs(aside - 2 * step) <= APART:
            found.append(strip)
    return found


def crossings(found: Sequence[Strip]) -> Counter[int]:
    """For each place, how many words stand over it, that is begin before and end after it."""
    counts: Counter[int] = Counter()
    for strip in found:
        for word in strip.words:
            counts.update(range(word.left + 1, word.right))
    return counts
