"""Labelled values above and below the table, from fragments to cells."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.reading.document import Grid, Paragraph
from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.join import cell_of, joined, paragraph
from jiheng.reading.flow.shapes import Shape, is_mistyped_figure, shape_of
from jiheng.reading.flow.zones import MOST_PIECES
from jiheng.reading.labels import is_year_line, labelled, money_unit
from jiheng.reading.pairs import inline_label, label_term
from jiheng.terms import Term

_LONGEST_UNKNOWN = 10
_LONGEST_VALUE = 12
_FIGURES = (Shape.NUMBER, Shape.EMPTY, Shape.PERCENT, Shape.RUN)


@dataclass(slots=True)
class _Pair:
    term: Term
    label: Sequence[Fragment]
    values: list[Fragment] = field(default_factory=list)

    def takes(self, fragment: Fragment) -> bool:
        """True where *fragment* can go on with the value."""
        if self.term.id == "total":
            return (
                shape_of(fragment.text) in _FIGURES
                or labelled(fragment.text, "grade") is not None
                or (fragment.line == self.label[-1].line and is_mistyped_figure(fragment.text))
            )
        if self.term.id == "grade":
            same_line = fragment.line == self.label[-1].line
            return not self.values and (same_line or labelled(fragment.text, "grade") is not None)
        return "notes" in self.term.blocks or len(self.values) < _LONGEST_VALUE


def blocks_of(fragments: Sequence[Fragment]) -> Iterator[Paragraph | Grid]:
    """Paragraphs, and a grid of one row for each label with its values, in print order."""
    pair: _Pair | None = None
    here = 0
    while here < len(fragments):
        label = _label(fragments, here)
        if label is not None:
            yield from _grid(pair)
            pair = _Pair(label[0], fragments[here : label[1]])
            here = label[1]
            continue
        line = _rest_of_line(fragments, here)
        if pair is None or not pair.takes(fragments[here]) or _stands_alone(line):
            yield from _grid(pair)
            yield paragraph(line)
            pair, here = None, here + len(line)
        elif _is_unknown_pair(fragments, here, line, pair):
            yield from _grid(pair)
            yield Grid((cell_of(line[:1], 0, 0), cell_of(line[1:], 0, 1)))
            pair, here = None, here + len(line)
        else:
            pair.values.append(fragments[here])
            here += 1
    yield from _grid(pair)


def _label(fragments: Sequence[Fragment], start: int) -> tuple[Term, int] | None:
    """The longest label that begins here: alone on its lines, or spaced out on one (``总 分``)."""
    found, text = None, ""
    for stop in range(start, min(start + MOST_PIECES, len(fragments))):
        if stop > start and not _is_one_label(fragments[stop - 1], fragments[stop]):
            break
        text += fragments[stop].text
        meant = label_term(text)
        if meant is not None:
            found = meant, stop + 1
    return found


def _is_one_label(before: Fragment, after: Fragment) -> bool:
    if before.line == after.line:
        return len(before.text) == len(after.text) == 1
    return not before.shares


def _rest_of_line(fragments: Sequence[Fragment], start: int) -> Sequence[Fragment]:
    stop = start
    while stop < len(fragments) and fragments[stop].line == fragments[start].line:
        stop += 1
    return fragments[start:stop]


def _stands_alone(line: Sequence[Fragment]) -> bool:
    text = joined(line) if len(line) <= MOST_PIECES else ""
    return bool(is_year_line(text) or money_unit(text) or inline_label(line[0].text))


def _is_unknown_pair(
    fragments: Sequence[Fragment], start: int, line: Sequence[Fragment], pair: _Pair
) -> bool:
    """A line of its own that begins with a short word, below a label that has its value."""
    begins_line = start == 0 or fragments[start - 1].line != line[0].line
    return (
        begins_line
        and bool(pair.values)
        and len(line) > 1
        and len(line[0].text) <= _LONGEST_UNKNOWN
        and shape_of(line[0].text) not in _FIGURES
    )


def _grid(pair: _Pair | None) -> Iterator[Grid]:
    if pair is None:
        return
    cells = [cell_of(pair.label, 0, 0)]
    if pair.term.id == "total":
        cells += [cell_of([value], 0, number) for number, value in enumerate(pair.values, 1)]
    elif pair.values:
        cells.append(cell_of(pair.values, 0, 1))
    yield Grid(tuple(cells))
