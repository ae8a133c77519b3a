"""A text as a picture of pages: words with their places in columns of characters.

``pdftotext -layout`` and its like put a word where it stood on the page. How many places a Chinese character
takes differs from tool to tool; the count under which the words stand best one below the other is taken.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import groupby, pairwise

from jiheng.reading.flow.fragments import Fragment, Line, fragments_of
from jiheng.reading.flow.typeset import width

APART = 2  # so many spaces part cells; one may also stand inside of a cell
_FAR = 3
_ENOUGH = 0.3
_SAMPLE = 2000
_WIDEST = 600
_MOST_WORDS = 60
_FEWEST_IN_CHAIN = 3
_OFF = 3
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


def are_apart(before: Word, after: Word) -> bool:
    """True where two words are hardly of one cell: in it, a space stands beside Latin letters and figures."""
    gap = after.fragment.gap
    if gap != 1 or len(before.text) == len(after.text) == 1:
        return gap >= APART
    return not (before.text[-1].isascii() or after.text[0].isascii())


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
        """The words, those together between which a space stands in the text of a cell."""
        found: list[list[Word]] = []
        for word in self.words:
            if found and not are_apart(found[-1][-1], word):
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


def is_too_wide(line: Line) -> bool:
    """True for a line wider, or of more words, than any page has."""
    return len(line.text) > _WIDEST or len(line.text.split(maxsplit=_MOST_WORDS)) > _MOST_WORDS


def strips(lines: Sequence[Line]) -> list[Strip]:
    """The lines with the places of their words, without what is written across the pages.

    Lines that are too wide are left out.
    """
    page = 1
    found: list[Strip] = []
    is_wide = _counts_two([line for line in lines[:_SAMPLE] if not is_too_wide(line)])
    for line in lines:
        page += line.text.count("\f")
        words = () if is_too_wide(line) else tuple(_words(line, is_wide=is_wide))
        if words:
            found.append(Strip(line.number, page, words))
    return list(_without(found, _written_across(found) | _page_numbers(found)))


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
        lefts = {
            word.left for word in _words(line, is_wide=is_wide) if word.fragment.gap >= _FAR and word.left
        }
        hits += sum(any(left in before for before in recent) for left in lefts)
        count += len(lefts)
        recent = [*recent[-3:], lefts]
    return hits / max(1, count)


def _written_across(found: Sequence[Strip]) -> frozenset[int]:
    """Lines of a single character each, going aslant over a page: a watermark, not text of a cell.

    They stand off from the line above, because their characters are large.
    """
    drop: set[int] = set()
    last = {strip.number: before.number for before, strip in pairwise(found) if before.page == strip.page}
    for _, page in groupby(found, key=lambda strip: strip.page):
        lone = [
            strip for strip in page if _is_lone(strip) and strip.number - last.get(strip.number, 0) >= _OFF
        ]
        longest = max((_chain(lone[:_MOST_LONE], side) for side in (1, -1)), key=len)
        if len(longest) >= _FEWEST_IN_CHAIN:
            drop.update(strip.number for strip in longest)
    return frozenset(drop)


def _is_lone(strip: Strip) -> bool:
    return len(strip.words) == 1 and len(strip.words[0].text) == 1 and not strip.words[0].text.isdigit()


def _chain(lone: Sequence[Strip], side: int) -> list[Strip]:
    """The longest row of lines each of which stands further to one side than the one above."""
    best: list[list[Strip]] = []
    for strip in lone:
        before = [c for c in best if side * (strip.words[0].left - c[-1].words[0].left) > 0]
        best.append([*max(before, key=len, default=[]), strip])
    return max(best, key=len, default=[])


def _page_numbers(found: Sequence[Strip]) -> frozenset[int]:
    """The lines that hold the number of their page and nothing else, at its top or foot."""
    edges: set[int] = set()
    for page, group in groupby(found, key=lambda strip: strip.page):
        on_page = list(group)
        edges |= {
            strip.number
            for strip in (on_page[0], on_page[-1])
            if len(strip.words) == 1 and strip.words[0].text == str(page)
        }
    return frozenset(edges)


def crossings(found: Sequence[Strip]) -> Counter[int]:
    """For each place, how many words stand over it, that is begin before and end after it."""
    counts: Counter[int] = Counter()
    for strip in found:
        for word in strip.words:
            counts.update(range(word.left + 1, word.right))
    return counts
