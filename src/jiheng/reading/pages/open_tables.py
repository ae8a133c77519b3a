"""Tables without upright rules: rows from the lines across, columns from the labels that head them.

Between two lines that go all the way lies a block; lines in it that begin further to the right say how far
merged cells reach. Below a row of labels the columns are cut where the fewest texts stand in the way; a row
that belongs to no such table is cut between its own texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled
from jiheng.reading.pages.lettering import joined, pieces, rows_of, runs_of
from jiheng.reading.pages.mesh import Area, Mesh
from jiheng.reading.pages.page import Glyph
from jiheng.reading.pages.rules import Line, nearest, places

Stretch = tuple[float, float]
_FEWEST_LINES = 3
_SHORTEST = 60.0
_SAME_END = 6.0
_APART = 0.7  # heights of a character between two labels
_NARROW = 0.15  # heights of a character between the texts of two cells, at the least
_HANGING = 5.0  # points by which a closing mark may hang over the side of its cell
SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands in one cell, as far as the gaps around it tell."""

    left: float
    right: float
    text: str


@dataclass(frozen=True, slots=True)
class _Band:
    """What stands between two lines: its texts, and the stretches that its characters cover."""

    texts: list[_Text]
    covered: list[Stretch]

    def is_crossed(self, cut: float) -> bool:
        return any(left + _HANGING < cut < right - _HANGING for left, right in self.covered)


@dataclass(slots=True)
class Columns:
    """Where the columns were cut last; a page may go on with them without labels of its own."""

    cuts: list[float] = field(default_factory=list)


def open_table(across: Sequence[Line], glyphs: Sequence[Glyph], columns: Columns) -> Mesh | None:
    """The table that lines without uprights make; None where there are too few of them."""
    lines = [line for line in across if line.stop - line.start >= _SHORTEST]
    if not lines:
        return None
    right = max(line.stop for line in lines)
    lines = [line for line in lines if right - line.stop <= _SAME_END]
    ys = places(line.at for line in lines)
    if len(ys) < _FEWEST_LINES:
        return None
    left = min(line.start for line in lines)
    starts = [left] * len(ys)
    for line in lines:
        starts[nearest(ys, line.at)] = line.start if line.start - left > _SAME_END else left
    bands = _bands(ys, glyphs)
    cuts = _cut(bands, starts, left, right, columns)
    return _mesh(ys, starts, cuts, left, right)


def _bands(ys: list[float], glyphs: Sequence[Glyph]) -> list[_Band]:
    """What stands between each line and the next."""
    held: list[list[Glyph]] = [[] for _ in ys[1:]]
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        if ys[0] < middle < ys[-1]:
            held[next(n for n, y in enumerate(ys[1:]) if middle < y)].append(glyph)
    lines = (rows_of(band) for band in held)
    return [_Band(_texts(rows), _covered(rows)) for rows in lines]


def _covered(rows: list[list[Glyph]]) -> list[Stretch]:
    return [(p[0].left, max(g.right for g in p)) for row in rows for p in pieces(row, _NARROW)]


def _texts(rows: list[list[Glyph]]) -> list[_Text]:
    """Pieces of lines that stand over one another are one text."""
    found = [(p[0].left, max(g.right for g in p), p) for row in rows for p in pieces(row, _APART)]
    texts: list[tuple[float, float, list[Glyph]]] = []
    for left, right, piece in sorted(found, key=lambda item: item[0]):
        if texts and left < texts[-1][1] - _HANGING:
            before = texts[-1]
            texts[-1] = (before[0], max(before[1], right), before[2] + piece)
        else:
            texts.append((left, right, piece))
    return [_Text(left, right, joined(runs_of(held))) for left, right, held in texts]


def _cut(
    bands: list[_Band], starts: list[float], left: float, right: float, columns: Columns
) -> list[list[float]]:
    """Where each band is cut, sides included."""
    heads = [number for number, band in enumerate(bands) if _is_head(band.texts)]
    cuts = [_kept(band, columns.cuts) if columns.cuts else _between(band) for band in bands]
    for head, stop in pairwise([*heads, len(bands)]):
        inner = [start for start in starts[head + 1 : stop + 1] if start > left]
        columns.cuts = _section(bands[head].texts, bands[head + 1 : stop], inner)
        cuts[head:stop] = [_kept(band, columns.cuts) for band in bands[head:stop]]
    return [[left, *sorted({c for c in row if left < c < right}), right] for row in cuts]


def _kept(band: _Band, cuts: list[float]) -> list[float]:
    """The cuts of a section that go through no text of a band: what they go through is a merged cell."""
    return [cut for cut in cuts if not band.is_crossed(cut)]


def _between(band: _Band) -> list[float]:
    return [(one.right + other.left) / 2 for one, other in pairwise(band.texts)]


def _is_head(band: list[_Text]) -> bool:
    for block, enough in FEWEST_LABELS.items():
        ids = {found.id for text in band if (found := labelled(text.text, "field", block))}
        if len(ids) >= enough and ids & TELLING_LABELS[block]:
            return True
    return False


def _section(labels: list[_Text], below: list[_Band], inner: list[float]) -> list[float]:
    """The cuts between labels; where a line begins between two, it says where."""
    outer = [start for start in inner if start < labels[0].left]
    first = max(outer, default=0.0) - _SAME_END
    rows = [[text for text in band.texts if text.left >= first] for band in below]
    labels = [*_names_of_rows(labels[0], rows), *labels]
    reach = _reach(labels, rows)
    covered = [stretch for band in below for stretch in band.covered]
    cuts = []
    for one, other, (_, low), (high, _) in zip(labels, labels[1:], reach, reach[1:], strict=False):
        drawn = [start for start in inner if one.right - _SAME_END <= start <= other.left + _SAME_END]
        if drawn:
            cuts.append(drawn[0])
        else:
            cuts.append(_gap(*((low, high) if low < high else (one.right, other.left)), covered))
    return [*outer, *cuts]


def _names_of_rows(first: _Text, rows: list[list[_Text]]) -> list[_Text]:
    """What stands for the label of a column without one: the names of rows in front of the *first* label."""
    names = [row[0] for row in rows if row and row[0].right < first.left]
    return [min(names, key=lambda text: text.right)] if names else []


def _reach(labels: list[_Text], rows: list[list[_Text]]) -> list[Stretch]:
    """How far each column reaches: its label, and what stands below it in rows that fill most columns."""
    reach = [(label.left, label.right) for label in labels]
    for row in rows:
        if len(labels) // 2 < len(row) <= len(labels):
            for text, number in zip(row, _below(labels, row), strict=True):
                left, right = reach[number]
                reach[number] = min(left, text.left), max(right, text.right)
    return reach


def _below(labels: list[_Text], row: list[_Text]) -> list[int]:
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


def _distance(label: _Text, text: _Text) -> float:
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


def _mesh(ys: list[float], starts: list[float], cuts: list[list[float]], left: float, right: float) -> Mesh:
    xs = places([left, right, *(cut for row in cuts for cut in row), *starts])
    return Mesh(xs, ys, sorted(_areas(xs, starts, cuts)), SURE)


def _areas(xs: list[float], starts: list[float], cuts: list[list[float]]) -> Iterator[Area]:
    """The cells of every band; those in front of where a line begins go on below it."""
    open_cells: list[tuple[int, int, int]] = []
    for row, band in enumerate(cuts):
        start = starts[row]
        columns = sorted({nearest(xs, cut) for cut in band})
        first = nearest(xs, start)
        going = [cell for cell in open_cells if cell[2] <= first]
        yield from (Area(top, a, row - top, b - a) for top, a, b in open_cells if b > first)
        reach = max((b for _, _, b in going), default=columns[0])
        open_cells = going
        edges = [reach, *(c for c in columns if c > reach)]
        open_cells += [(row, a, b) for a, b in pairwise(edges)]
    yield from (Area(top, a, len(cuts) - top, b - a) for top, a, b in open_cells)
