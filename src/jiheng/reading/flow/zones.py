"""The fragments of one form cut into blocks, by the labels that head them."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace
from functools import cache
from itertools import chain, groupby

from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.shapes import Shape, is_mistyped_figure, shape_of
from jiheng.reading.labels import FEWEST_LABELS, TELLING_LABELS, labelled
from jiheng.terms import Term, of_kind, plain

MOST_PIECES = 4  # that a label is broken into
_MOST_UNKNOWN = 2
_SHORTEST = 3  # a label that tells its block; a shorter one is likely the end of some broken word


@dataclass(frozen=True, slots=True)
class Heading:
    """The label of one column, in one or more fragments; ``term`` is None where it is unknown."""

    term: Term | None
    fragments: tuple[Fragment, ...]

    @property
    def text(self) -> str:
        """The label with its wraps joined."""
        return "".join(f.text for f in self.fragments)


@dataclass(frozen=True, slots=True)
class Zone:
    """A block: its side label, the labels of its columns, and what stands below them.

    ``block`` is funding, goals or indicators; ``""`` for the labelled values above and below the table.
    """

    block: str
    side: tuple[Fragment, ...]
    headings: tuple[Heading, ...]
    body: tuple[Fragment, ...]


@dataclass(frozen=True, slots=True)
class _Run:
    block: str
    start: int
    labels: int
    stop: int
    headings: tuple[Heading, ...]


@cache
def _first_characters(kind: str, block: str) -> frozenset[str]:
    return frozenset(plain(name)[0] for term in of_kind(kind, block) for name in term.labels)


@cache
def _any_first_character() -> frozenset[str]:
    return frozenset[str]().union(*(_first_characters("field", block) for block in FEWEST_LABELS))


def label_at(
    fragments: Sequence[Fragment], start: int, kind: str, block: str = ""
) -> tuple[Term, int] | None:
    """The longest label that begins with fragment *start*, and where it stops."""
    first = plain(fragments[start].text[0])
    if first not in _first_characters(kind, block):
        return None
    found, joined = None, ""
    for stop in range(start, min(start + MOST_PIECES, len(fragments))):
        joined += fragments[stop].text
        term = labelled(joined, kind, block)
        if term is not None and (len(joined) >= _SHORTEST or term.id not in TELLING_LABELS.get(block, ())):
            found = term, stop + 1
    return found


def zones(fragments: Sequence[Fragment]) -> tuple[Zone, ...]:
    """The blocks of a form in print order; column labels repeated on a new page are dropped."""
    runs = list(_runs(fragments))
    stops = [*(run.start for run in runs[1:]), len(fragments)][: len(runs)]
    found = [Zone("", (), (), tuple(fragments[: runs[0].start if runs else None]))]
    for _, repeated in groupby(zip(runs, stops, strict=True), key=lambda pair: pair[0].block):
        pages = list(repeated)
        first = pages[0][0]
        body = tuple(chain.from_iterable(fragments[run.stop : stop] for run, stop in pages))
        found.append(Zone(first.block, tuple(fragments[first.start : first.labels]), first.headings, body))
    parted = (
        part for number, zone in enumerate(found, 1) for part in _parted(zone, is_last=number == len(found))
    )
    return tuple(zone for zone in parted if zone.body or zone.headings)


def _parted(zone: Zone, *, is_last: bool) -> tuple[Zone, ...]:
    """A block, and the labelled values below its rows."""
    if not zone.block or not (is_last or zone.block == "indicators"):
        return (zone,)
    end = _foot(zone.body, zone.block)
    return replace(zone, body=zone.body[:end]), Zone("", (), (), zone.body[end:])


def _runs(fragments: Sequence[Fragment]) -> Iterator[_Run]:
    start, firsts = 0, _any_first_character()
    while start < len(fragments):
        if plain(fragments[start].text[0]) not in firsts:
            start += 1
            continue
        runs = (run for block in FEWEST_LABELS if (run := _run(fragments, start, block)))
        best = max(runs, key=lambda run: len(run.headings), default=None)
        if best is None:
            start += 1
        else:
            yield best
            start = best.stop


def _run(fragments: Sequence[Fragment], start: int, block: str) -> _Run | None:
    """Labels of *block* one after the other, beginning at *start*; unknown ones may stand between them.

    The first label may come again: then it was the block's own. Any other that comes again begins a new run.
    """
    headings: dict[str, Heading] = {}
    here = stop = start
    while here < len(fragments) and here - stop <= _MOST_UNKNOWN:
        found = label_at(fragments, here, "field", block)
        if found is None and not headings:
            return None
        if found is None:
            here += 1
            continue
        term, after = found
        if term.id in headings:
            if term.id != next(iter(headings)):
                break
            del headings[term.id]
        if here > stop:
            headings[f"?{here}"] = Heading(None, tuple(fragments[stop:here]))
        headings[term.id] = Heading(term, tuple(fragments[here:after]))
        here = stop = after
    telling = [h for name, h in headings.items() if name in TELLING_LABELS[block] and not _is_goal(h, block)]
    if len(headings) < FEWEST_LABELS[block] or not telling:
        return None
    first = next(iter(headings.values())).fragments[0]
    labels = next(n for n in range(start, stop) if fragments[n] is first)
    return _Run(block, _side_start(fragments, labels, block), labels, stop, tuple(headings.values()))


def _is_goal(heading: Heading, block: str) -> bool:
    """True for a label of another block that also heads 年度总体目标: there, two of them are enough."""
    return block != "goals" and labelled(heading.text, "field", "goals") is not None


def _side_start(fragments: Sequence[Fragment], labels: int, block: str) -> int:
    for start in range(max(0, labels - MOST_PIECES), labels):
        found = labelled("".join(f.text for f in fragments[start:labels]), "block")
        if found is not None and found.id == block:
            return start
    return labels


def _foot(body: Sequence[Fragment], block: str) -> int:
    """Where the rows of a block end: at the total or at the grade."""
    for start in range(len(body)):
        found = label_at(body, start, "block")
        if found and found[0].id == "total" and block != "funding" and _figures_follow(body, found[1]):
            return start
        graded = label_at(body, start, "field", "total")
        if graded and graded[0].id == "grade":
            return start
    return len(body)


def _figures_follow(body: Sequence[Fragment], place: int) -> bool:
    if place >= len(body) or label_at(body, place, "field", "total"):
        return True
    text = body[place].text
    is_figure = shape_of(text) in (Shape.NUMBER, Shape.EMPTY, Shape.RUN, Shape.PERCENT)
    return is_figure or is_mistyped_figure(text)


def printed_total(found: Sequence[Zone]) -> tuple[str, ...]:
    """The figures printed behind 总分: points and score, or one of them, or none."""
    for zone in found:
        for start in range(len(zone.body) if not zone.block else 0):
            label = label_at(zone.body, start, "block")
            if label and label[0].id == "total":
                figures = [f.text for f in zone.body[label[1] : label[1] + 2]]
                return tuple(text for text in figures if shape_of(text) in (Shape.NUMBER, Shape.EMPTY))
    return ()
