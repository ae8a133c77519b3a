"""The rows of column labels on a pictured page, each label perhaps broken over lines."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.flow.shapes import is_open
from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled
from jiheng.terms import Term

_REACH = 2  # lines that a label may go beyond the line with most labels, up and down
_NEAR = 3
_ASIDE = 9  # places that a tool may push a word aside
_KNOWN, _UNKNOWN, _WRAP, _LINE, _OPEN, _CUT = 10, 6, 2, 1, 3, 2
_MOST_WORDS = 4
_FEWEST = 2
_BESIDE = 2


@dataclass(slots=True)
class Stack:
    """Words one below the other that are one label; ``term`` is None where it is unknown."""

    words: list[Word]
    left: int
    right: int
    term: Term | None = None

    @property
    def text(self) -> str:
        """The label with its wraps joined."""
        return "".join(word.text for word in self.words)

    @property
    def center(self) -> float:
        """The place of its middle."""
        return (self.left + self.right) / 2


@dataclass(frozen=True, slots=True)
class Head:
    """The labels of a block, in strips ``start`` to before ``stop``, and what stands left of them."""

    block: str
    start: int
    stop: int
    columns: tuple[Stack, ...]
    side: tuple[Stack, ...]
    worth: int = field(default=0)


def heads(strips: Sequence[Strip]) -> Iterator[Head]:
    """Every row of column labels, from top to bottom."""
    here = 0
    while here < len(strips):
        best, core = _best(strips, here), here + 1
        while best is not None and core < best.stop:
            other = _best(strips, core)
            best = other if other is not None and other.worth > best.worth else best
            core += 1
        if best is None:
            here += 1
        else:
            yield best
            here = best.stop


def _best(strips: Sequence[Strip], here: int) -> Head | None:
    found = (head for block in FEWEST_LABELS for head in _around(strips, here, block))
    return max(found, key=lambda head: head.worth, default=None)


def _around(strips: Sequence[Strip], here: int, block: str) -> Iterator[Head]:
    """What heads of *block* the lines around strip *here* may be, if it holds at least two of its labels."""
    own = _labels(strips[here], block)
    if len(own) < _FEWEST:
        return
    near = range(max(0, here - _REACH), min(len(strips), here + _REACH + 1))
    others = {n for n in near if n != here and len(own & _labels(strips[n], block)) >= _FEWEST}
    for start in range(max(0, here - _REACH), here + 1):
        for stop in range(here + 1, min(len(strips), here + _REACH + 1) + 1):
            window = strips[start:stop]
            if others.isdisjoint(range(start, stop)) and all(
                b.number - a.number <= _NEAR for a, b in pairwise(window)
            ):
                head = _head(window, start, stop, block)
                if head is not None:
                    yield head


def _labels(strip: Strip, block: str) -> frozenset[str]:
    """The labels of *block* that stand whole on a line."""
    terms = (labelled(_text(unit), "field", block) for unit in _units(strip, block))
    return frozenset(term.id for term in terms if term)


def _text(words: Sequence[Word]) -> str:
    return "".join(word.text for word in words)


def _units(strip: Strip, block: str) -> Iterator[tuple[Word, ...]]:
    """The runs of a strip, cut where labels stand one space apart."""
    for run in strip.runs:
        start = 0
        while start < len(run):
            stops = range(min(len(run), start + _MOST_WORDS), start, -1)
            stop = next((n for n in stops if labelled(_text(run[start:n]), "field", block)), start + 1)
            yield run[start:stop]
            start = stop


def _stacked(window: Sequence[Strip], block: str) -> list[Stack]:
    """The units of some lines, those together that stand one below the other."""
    stacks: list[Stack] = []
    for strip in window:
        for unit in _units(strip, block):
            left, right = unit[0].left, unit[-1].right
            best = _continued(stacks, unit, block)
            if best is None:
                stacks.append(Stack([*unit], left, right))
                continue
            best.words += unit
            best.left, best.right = min(best.left, left), max(best.right, right)
    return sorted(stacks, key=lambda s: s.left)


def _continued(stacks: Sequence[Stack], unit: Sequence[Word], block: str) -> Stack | None:
    """The stack that goes on with *unit*: one that then is a label, else the one above it."""
    left, right, line = unit[0].left, unit[-1].right, unit[0].fragment.line
    above = [s for s in stacks if s.words[-1].fragment.line != line]
    whole = [
        s
        for s in above
        if labelled(s.text + _text(unit), "field", block) and _may_go_on(s, left, right, block)
    ]
    if whole:
        return min(whole, key=lambda s: abs(s.center - (left + right) / 2))
    over = [s for s in above if s.left < right and left < s.right]
    return max(over, key=lambda s: min(s.right, right) - max(s.left, left), default=None)


def _may_go_on(stack: Stack, left: int, right: int, block: str) -> bool:
    """True where a unit stands below a stack, or near one that is no label yet."""
    far = max(stack.left - right, left - stack.right)
    return far < _BESIDE or (far <= _ASIDE and labelled(stack.text, "field", block) is None)


def _head(window: Sequence[Strip], start: int, stop: int, block: str) -> Head | None:
    stacks = _stacked(window, block)
    for stack in stacks:
        stack.term = labelled(stack.text, "field", block)
    seen = {stack.term.id for stack in stacks if stack.term}
    if len(seen) < FEWEST_LABELS[block] or not seen & TELLING_LABELS[block]:
        return None
    first = _first(stacks)
    columns = tuple(stack for stack in stacks if stack.left >= first.left)
    side = tuple(stack for stack in stacks if stack.left < first.left)
    unknown = len(columns) - len(seen)
    if block == "goals" and (unknown or len(seen) != 2):
        return None
    whole = sum(len({word.fragment.line for word in stack.words}) - 1 for stack in columns if stack.term)
    opened = sum(is_open(stack.text) for stack in stacks)
    cut = sum(a.page != b.page for a, b in pairwise(window))
    worth = (
        _KNOWN * len(seen)
        - _UNKNOWN * unknown
        + _WRAP * whole
        - _LINE * len(window)
        - _OPEN * opened
        - _CUT * cut
    )
    return Head(block, start, stop, columns, side, worth)


def _first(stacks: Sequence[Stack]) -> Stack:
    """The first known label; one that comes twice heads the names of the rows where it comes first."""
    known = [stack for stack in stacks if stack.term]
    ids = [stack.term.id for stack in known if stack.term]
    return next(s for n, s in enumerate(known) if s.term and s.term.id not in ids[n + 1 :])
