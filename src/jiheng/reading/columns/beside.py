"""The texts of 年度总体目标 printed beside their labels: a label, its text, a label, its text.

The labels are narrow and broken over lines; the texts are centred beside them, above and below.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.reading.columns.cells import cell_of
from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.document import Grid
from jiheng.reading.labels import labelled

_LONGEST_PART = 8
_MOST_PARTS = 6
_FARTHEST = 6


def goals_beside(strips: Sequence[Strip]) -> Grid | None:
    """One row: each label of a goal with its text; None where not two labels stand side by side."""
    labels = sorted(_labels(strips), key=lambda words: words[0].left)
    if len(labels) != 2:
        return None
    edges = [(min(w.left for w in words), max(w.right for w in words)) for words in labels]
    if edges[0][1] > edges[1][0]:
        return None
    used = {id(word) for words in labels for word in words}
    texts: tuple[list[Word], list[Word]] = ([], [])
    for strip in strips:
        for run in strip.runs:
            for part in _cut(run, edges[1], used):
                texts[(part[0].left + part[-1].right) / 2 > sum(edges[1]) / 2].extend(part)
    cells = [(labels[0], 0), (texts[0], 1), (labels[1], 2), (texts[1], 3)]
    return Grid(tuple(cell_of(words, 0, column) for words, column in cells if words))


def _labels(strips: Sequence[Strip]) -> Iterator[list[Word]]:
    """The labels of goals, the parts of each one below the other."""
    words = [word for strip in strips for word in strip.words if len(word.text) <= _LONGEST_PART]
    taken: set[int] = set()
    for n, word in enumerate(words):
        if n in taken:
            continue
        parts, numbers = [word], [n]
        if labelled(word.text, "field", "goals"):
            yield parts
            continue
        for m in range(n + 1, len(words)):
            other = words[m]
            if other.fragment.line - parts[-1].fragment.line > _FARTHEST or len(parts) == _MOST_PARTS:
                break
            if (
                other.fragment.line != parts[-1].fragment.line
                and other.left < word.right
                and word.left < other.right
            ):
                parts, numbers = [*parts, other], [*numbers, m]
                if labelled("".join(p.text for p in parts), "field", "goals"):
                    taken.update(numbers)
                    yield parts
                    break


def _cut(run: Sequence[Word], label: tuple[int, int], used: set[int]) -> Iterator[list[Word]]:
    """The words of a run that are no label, cut where they pass to the other side of the second label."""
    part: list[Word] = []
    for word in run:
        if id(word) in used:
            if part:
                yield part
            part = []
            continue
        if part and part[-1].right <= sum(label) / 2 < word.left + (word.right - word.left) / 2:
            yield part
            part = []
        part.append(word)
    if part:
        yield part
