"""Labels and values side by side, above and below the tables of a pictured page.

A value may be broken over lines that stand above and below the line of its label.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field

from jiheng.reading.columns.cells import cell_of
from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.document import Grid, Paragraph
from jiheng.reading.flow.join import paragraph
from jiheng.reading.labels import is_year_line, labelled, money_unit
from jiheng.reading.pairs import inline_label, label_term

_BEGINS_ANEW = re.compile(r"[^:：，。]{2,16}[:：]")
_NEAR = 2
_LONGEST_LABEL = 14
_UNBALANCED = 3
_NOT_FULL = 6
_STAYS_EMPTY = 5
_MOST_LABEL_WORDS = 4
_FARTHEST = 60
_END = 10_000


@dataclass(slots=True)
class _Slot:
    """A cell of a row of labels and values, and its place on the line."""

    left: int
    right: int
    words: list[Word]
    is_label: bool


@dataclass(slots=True)
class _Row:
    strip: Strip
    slots: list[_Slot]
    above: list[Strip] = field(default_factory=list)
    below: list[Strip] = field(default_factory=list)


def blocks_of(strips: Sequence[Strip]) -> Iterator[Paragraph | Grid]:
    """Paragraphs, and a grid for each row of labels and values."""
    found: list[_Row | Strip] = []
    for strip in strips:
        row = _row(strip)
        found.append(row if row is not None else strip)
    _attach(found)
    taken = {s.line for item in found if isinstance(item, _Row) for s in (*item.above, *item.below)}
    for item in found:
        if isinstance(item, _Row):
            yield _grid(item)
        elif item.line not in taken:
            yield paragraph([word.fragment for word in item.words])


def _row(strip: Strip) -> _Row | None:
    """The cells of a line that holds labels."""
    whole = "".join(word.text for word in strip.words)
    if is_year_line(whole) or money_unit(whole) or inline_label(whole):
        return None
    parts = [part for run in strip.runs for part in _parts(run)]
    if len(parts) < 2 or not any(map(_is_label, parts)):
        return None
    slots: list[_Slot] = []
    for part in parts:
        is_label = _is_label(part)
        if is_label and slots and slots[-1].is_label:
            slots.append(_Slot(slots[-1].right, part[0].left, [], is_label=False))
        slots.append(_Slot(part[0].left, part[-1].right, [*part], is_label))
    if slots[-1].is_label:
        slots.append(_Slot(slots[-1].right, _END, [], is_label=False))
    return _Row(strip, slots)


def _is_label(words: Sequence[Word]) -> bool:
    return label_term("".join(word.text for word in words)) is not None


def _parts(run: tuple[Word, ...]) -> Iterator[tuple[Word, ...]]:
    """A run, cut where a known label stands one space from its neighbours."""
    start = here = 0
    while here < len(run):
        stops = range(min(len(run), here + _MOST_LABEL_WORDS), here, -1)
        stop = next((n for n in stops if _is_label(run[here:n])), 0)
        if stop:
            if start < here:
                yield run[start:here]
            yield run[here:stop]
            start = here = stop
        else:
            here += 1
    if start < len(run):
        yield run[start:]


def _attach(found: list[_Row | Strip]) -> None:
    """Give the lines between two rows to the one above or below, so that values stand beside their labels."""
    rows = [n for n, item in enumerate(found) if isinstance(item, _Row)]
    for number, place in enumerate(rows):
        before = rows[number - 1] if number else -1
        between = found[before + 1 : place]
        upper = found[before] if before >= 0 else None
        _share(upper if isinstance(upper, _Row) else None, found[place], between)
    if rows:
        last = found[rows[-1]]
        _share(last if isinstance(last, _Row) else None, None, found[rows[-1] + 1 :])


def _share(upper: _Row | None, lower: _Row | Strip | None, between: Sequence[_Row | Strip]) -> None:
    lines = [item for item in between if isinstance(item, Strip)][:_FARTHEST]
    below = _following(upper, lines)
    above = _leading(lower if isinstance(lower, _Row) else None, lines)
    best = min(
        (
            (stop, start)
            for stop in range(below + 1)
            for start in range(len(lines) - above, len(lines) + 1)
            if stop <= start
        ),
        key=lambda cut: _price(upper, lower, lines, *cut),
        default=(0, len(lines)),
    )
    if upper is not None:
        upper.below += lines[: best[0]]
    if isinstance(lower, _Row):
        lower.above += lines[best[1] :]


def _price(
    upper: _Row | None, lower: _Row | Strip | None, lines: Sequence[Strip], stop: int, start: int
) -> int:
    price = 4 * (start - stop)
    price += _misplaced(upper, lines[:stop], is_below=True) + _misplaced(lower, lines[start:], is_below=False)
    if upper is not None:
        price += _UNBALANCED * _imbalance(upper, upper.above, lines[:stop])
    if isinstance(lower, _Row):
        price += 2 * _imbalance(lower, lines[start:], []) if start < len(lines) else 0
    return price


def _misplaced(row: _Row | Strip | None, lines: Sequence[Strip], *, is_below: bool) -> int:
    """What speaks against lines going on with a row: a broken line is full, no value stays empty."""
    if not isinstance(row, _Row):
        return 0
    price = 0
    filled: dict[int, int] = {}
    for strip in lines:
        for run in strip.runs:
            slot = _slot_of(row, run[0])
            number = next((n for n, s in enumerate(row.slots) if s is slot), -1)
            wide = sum(word.fragment.width for word in run)
            own = sum(word.fragment.width for word in row.slots[number].words)
            before = filled.get(number, own if is_below else 0)
            price += _NOT_FULL if before and before + 2 < wide else 0
            filled[number] = wide
    empty = sum(not s.words and n not in filled for n, s in enumerate(row.slots) if not s.is_label)
    return price + (_STAYS_EMPTY * empty if not is_below else 0)


def _imbalance(row: _Row, above: Sequence[Strip], below: Sequence[Strip]) -> int:
    """How unevenly the lines of the row's cells stand about the line of its labels."""
    total = 0
    for slot in row.slots:
        up, down = (
            sum(_slot_of(row, word) is slot for s in side for word in s.words[:1]) for side in (above, below)
        )
        total += max(0, abs(up - down) - 1) if above else 0
    return total


def _following(row: _Row | None, lines: Sequence[Strip]) -> int:
    """So many lines from the first may go on with the row's cells."""
    if row is None:
        return 0
    count, last = 0, row.strip
    for strip in lines:
        if not _goes_on(row, last, strip):
            break
        count, last = count + 1, strip
    return count


def _leading(row: _Row | None, lines: Sequence[Strip]) -> int:
    if row is None:
        return 0
    count, last = 0, row.strip
    for strip in reversed(lines):
        if not _goes_on(row, strip, last):
            break
        count, last = count + 1, strip
    return count


def _goes_on(row: _Row, before: Strip, after: Strip) -> bool:
    strip = after if before is row.strip or before.number > row.strip.number else before
    whole = "".join(word.text for word in strip.words)
    if is_year_line(whole) or money_unit(whole) or labelled(whole, "block") or _BEGINS_ANEW.match(whole):
        return False
    return after.number - before.number <= _NEAR and all(
        _slot_of(row, run[0]) is not None for run in strip.runs
    )


def _slot_of(row: _Row, word: Word) -> _Slot | None:
    """The cell that a word of another line belongs to."""
    over = next((s for s in row.slots if s.left - 1 <= word.center <= s.right + 1), None)
    if over is not None and not (over.is_label and not _is_label([*over.words, word])):
        return over
    values = [
        s for n, s in enumerate(row.slots) if n and not s.is_label and row.slots[n - 1].left < word.center
    ]
    return min(values, key=lambda s: max(s.left - word.right, word.left - s.right, 0), default=None)


def _grid(row: _Row) -> Grid:
    lines = [*row.above, row.strip, *row.below]
    words: dict[int, list[Word]] = {n: [] for n in range(len(row.slots))}
    for strip in lines:
        if strip is row.strip:
            for n, slot in enumerate(row.slots):
                words[n] += slot.words
            continue
        for run in strip.runs:
            slot_of = _slot_of(row, run[0])
            number = next(n for n, slot in enumerate(row.slots) if slot is slot_of)
            words[number] += run
    return Grid(tuple(cell_of(found, 0, n) for n, found in words.items() if found))
