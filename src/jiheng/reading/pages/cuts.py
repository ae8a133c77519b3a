"""Where the columns of a table without upright rules are cut, between their labels and what stands below."""

from __future__ import annotations

from itertools import pairwise

from jiheng.reading.pages.bands import HANGING, Band, Stretch, Text, behind

SAME_END = 6.0
"""Points by which lines that end or begin together may differ."""


def kept(band: Band, cuts: list[float]) -> list[float]:
    """The cuts of a section that go through no text of a band: what they go through is a merged cell."""
    return [cut for cut in cuts if not band.is_crossed(cut)]


def over_several(band: Band, cuts: list[float], start: float) -> list[float]:
    """The cuts between labels that stand over several columns, each over the middle of its own."""
    found = [start]
    for one, other in pairwise(behind(band, start)):
        end = one.left + one.right - found[-1]
        between = [cut for cut in cuts if one.right - HANGING <= cut <= other.left + HANGING]
        found += [min(between, key=lambda cut: abs(cut - end))] if between else []
    return [*(cut for cut in kept(band, cuts) if cut < start), *found]


def between_labels(labels: list[Text], below: list[Band], inner: list[float]) -> list[float]:
    """The cuts between labels; where a line begins between two, it says where."""
    outer = [start for start in inner if start < labels[0].left]
    first = max(outer, default=0.0) - SAME_END
    rows = [[text for text in band.texts if text.left >= first] for band in below]
    labels = [*_names_of_rows(labels[0], rows), *labels]
    reach = _reach(labels, rows)
    covered = [stretch for band in below for stretch in band.covered]
    cuts = []
    for one, other, (_, low), (high, _) in zip(labels, labels[1:], reach, reach[1:], strict=False):
        drawn = [start for start in inner if one.right - SAME_END <= start <= other.left + SAME_END]
        if drawn:
            cuts.append(drawn[0])
        else:
            cuts.append(_gap(*((low, high) if low < high else (one.right, other.left)), covered))
    return [*outer, *cuts]


def _names_of_rows(first: Text, rows: list[list[Text]]) -> list[Text]:
    """What stands for the label of a column without one: the names of rows in front of the *first* label."""
    names = [row[0] for row in rows if row and row[0].right < first.left]
    return [min(names, key=lambda text: text.right)] if names else []


def _reach(labels: list[Text], rows: list[list[Text]]) -> list[Stretch]:
    """How far each column reaches: its label, and what stands below it in rows that fill most columns."""
    reach = [(label.left, label.right) for label in labels]
    for row in rows:
        if len(labels) // 2 < len(row) <= len(labels):
            for text, number in zip(row, _below(labels, row), strict=True):
                left, right = reach[number]
                reach[number] = min(left, text.left), max(right, text.right)
    return reach


def _below(labels: list[Text], row: list[Text]) -> list[int]:
    """The label that each text of a row stands under: in order, each another, as near as can be."""
    spare = len(labels) - len(row)
    best: list[tuple[float, list[int]]] = [(0.0, [])] * (spare + 1)
    for place, text in enumerate(row):
        reached: tuple[float, list[int]] = (float("inf"), [])
        made = []
        for skipped in range(spare + 1):
            number = place + skipped
            way = best[skipped][0] + _distance(labels[number], text)
            reached = min(reached, (way, [*best[skipped][1], number]), key=lambda item: item[0])
            made.append(reached)
        best = made
    return best[-1][1]


def _distance(label: Text, text: Text) -> float:
    return max(0.0, text.left - label.right, label.left - text.right)


def _gap(low: float, high: float, rows: list[Stretch]) -> float:
    """The middle of the widest stretch between *low* and *high* that the fewest texts cross."""
    ends = sorted({low, high, *(end for stretch in rows for end in stretch if low < end < high)})
    best, fewest, widest = (low + high) / 2, len(rows) + 1, 0.0
    for start, stop in pairwise(ends):
        middle = (start + stop) / 2
        crossing = sum(left < middle < right for left, right in rows)
        if crossing < fewest or (crossing == fewest and stop - start > widest):
            best, fewest, widest = middle, crossing, stop - start
    return best
