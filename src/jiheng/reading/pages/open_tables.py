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

_FEWEST_LINES = 3
_SHORTEST = 60.0
_SAME_END = 6.0
_APART = 0.7  # heights of a character between the texts of two cells
SURE = 0.9


@dataclass(frozen=True, slots=True)
class _Text:
    """What stands in one cell, as far as the gaps around it tell."""

    left: float
    right: float
    text: str


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


def _bands(ys: list[float], glyphs: Sequence[Glyph]) -> list[list[_Text]]:
    """The texts between each line and the next, from left to right."""
    held: list[list[Glyph]] = [[] for _ in ys[1:]]
    for glyph in glyphs:
        middle = (glyph.top + glyph.bottom) / 2
        if ys[0] < middle < ys[-1]:
            held[next(n for n, y in enumerate(ys[1:]) if middle < y)].append(glyph)
    return [_texts(band) for band in held]


def _texts(glyphs: list[Glyph]) -> list[_Text]:
    """Pieces of lines that stand over one another are one text."""
    found = [(p[0].left, max(g.right for g in p), p) for row in rows_of(glyphs) for p in pieces(row, _APART)]
    texts: list[tuple[float, float, list[Glyph]]] = []
    for left, right, piece in sorted(found, key=lambda item: item[0]):
        if texts and left < texts[-1][1]:
            before = texts[-1]
            texts[-1] = (before[0], max(before[1], right), before[2] + piece)
        else:
            texts.append((left, right, piece))
    return [_Text(left, right, joined(runs_of(held))) for left, right, held in texts]


def _cut(
    bands: list[list[_Text]], starts: list[float], left: float, right: float, columns: Columns
) -> list[list[float]]:
    """Where each band is cut, sides included."""
    cuts: list[list[float]] = [[] for _ in bands]
    heads = [number for number, band in enumerate(bands) if _is_head(band)]
    for number, band in enumerate(bands):
        if band and number not in heads and not columns.cuts:
            cuts[number] = _between(band)
    sections = [*heads, len(bands)]
    first = range(sections[0])
    if columns.cuts:
        _follow(bands, cuts, first, columns.cuts)
    for head, stop in pairwise(sections):
        inner = [start for start in starts[head + 1 : stop + 1] if start > left]
        rows = [n for n in range(head + 1, stop) if _belongs(bands[n], bands[head])]
        columns.cuts = _section(bands[head], [bands[n] for n in rows], inner)
        _follow(bands, cuts, range(head, stop), columns.cuts)
    return [[left, *sorted({c for c in row if left < c < right}), right] for row in cuts]


def _follow(
    bands: list[list[_Text]], cuts: list[list[float]], rows: Sequence[int], shared: list[float]
) -> None:
    """The columns of a section, or a row's own gaps where its texts do not keep to them."""
    for number in rows:
        kept = [cut for cut in shared if not any(t.left < cut < t.right for t in bands[number])]
        cuts[number] = kept


def _between(band: list[_Text]) -> list[float]:
    return [(one.right + other.left) / 2 for one, other in pairwise(band)]


def _is_head(band: list[_Text]) -> bool:
    for block, enough in FEWEST_LABELS.items():
        ids = {found.id for text in band if (found := labelled(text.text, "field", block))}
        if len(ids) >= enough and ids & TELLING_LABELS[block]:
            return True
    return False


def _belongs(band: list[_Text], head: list[_Text]) -> bool:
    """True for a row that may lie below *head*: it has no more texts than there are labels."""
    return 0 < len(band) <= len(head) + 1


def _section(head: list[_Text], rows: list[list[_Text]], inner: list[float]) -> list[float]:
    """A cut between each two labels, through the fewest texts; a line that begins there says it is right."""
    texts = [text for row in rows for text in row]
    cuts = []
    for one, other in pairwise(head):
        drawn = [start for start in inner if one.right - _SAME_END <= start <= other.left + _SAME_END]
        cuts.append(drawn[0] if drawn else _gap(one.right, other.left, texts))
    outer = [start for start in inner if start < head[0].left]
    return [*outer, *_names_of_rows(head[0], texts, max(outer, default=0.0)), *cuts]


def _names_of_rows(first: _Text, texts: list[_Text], left: float) -> list[float]:
    """The cut behind a column without a label: names of rows in front of the *first* label."""
    names = [text for text in texts if left - _SAME_END < text.left and text.right < first.left]
    others = [text for text in texts if text.right > first.left]
    return [_gap(min(text.right for text in names), (first.left + first.right) / 2, others)] if names else []


def _gap(low: float, high: float, texts: list[_Text]) -> float:
    """The middle of the widest stretch between *low* and *high* that the fewest texts cross."""
    ends = sorted({low, high, *(end for t in texts for end in (t.left, t.right) if low < end < high)})
    best, fewest, widest = (low + high) / 2, len(texts) + 1, 0.0
    for start, stop in pairwise(ends):
        middle = (start + stop) / 2
        crossing = sum(text.left < middle < text.right for text in texts)
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
