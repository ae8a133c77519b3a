"""Tables without upright rules: rows from the lines across, columns from the labels that head them.

Between two lines that go all the way lies a block; lines in it that begin further to the right say how far
merged cells reach. Below a row of labels the columns are cut where the fewest texts stand in the way; a row
that belongs to no such table is cut between its own texts.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from itertools import pairwise

from jiheng.reading.pages.bands import Band, Head, bands_of, heads_of
from jiheng.reading.pages.cuts import SAME_END, between_labels, kept, over_several
from jiheng.reading.pages.mesh import Area, Mesh
from jiheng.reading.pages.page import Glyph
from jiheng.reading.pages.rules import Line, nearest, places

_FEWEST_LINES = 3
_SHORTEST = 60.0
SURE = 0.9


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
    lines = [line for line in lines if right - line.stop <= SAME_END]
    ys = places(line.at for line in lines)
    if len(ys) < _FEWEST_LINES:
        return None
    left = min(line.start for line in lines)
    starts = [left] * len(ys)
    for line in lines:
        starts[nearest(ys, line.at)] = line.start if line.start - left > SAME_END else left
    bands = bands_of(ys, glyphs)
    cuts = _cut(bands, starts, left, right, columns)
    return _mesh(ys, starts, cuts, left, right)


def _cut(
    bands: list[Band], starts: list[float], left: float, right: float, columns: Columns
) -> list[list[float]]:
    """Where each band is cut, sides included."""
    cuts = [kept(band, columns.cuts) if columns.cuts else _between(band) for band in bands]
    heads = [*heads_of(bands, starts, left), Head(len(bands), len(bands), [])]
    for head, following in pairwise(heads):
        stop = following.first
        inner = [start for start in starts[head.first + 1 : stop + 1] if start > left]
        columns.cuts = between_labels(head.labels, bands[head.body : stop], inner)
        cuts[head.first : stop] = [kept(band, columns.cuts) for band in bands[head.first : stop]]
        if head.body - head.first > 1:
            cuts[head.first] = over_several(bands[head.first], columns.cuts, starts[head.first + 1])
    return [[left, *sorted({c for c in row if left < c < right}), right] for row in cuts]


def _between(band: Band) -> list[float]:
    return [(one.right + other.left) / 2 for one, other in pairwise(band.texts)]


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
