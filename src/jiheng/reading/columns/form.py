"""A form on pictured pages: its blocks by the labels that head them, to paragraphs and grids."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.reading.columns import pairs
from jiheng.reading.columns.beside import goals_beside
from jiheng.reading.columns.cells import cell_of
from jiheng.reading.columns.column import Column, is_figure
from jiheng.reading.columns.heads import Head, heads
from jiheng.reading.columns.rows import Laid
from jiheng.reading.columns.table import Part, columns_of, grid, is_total, laid, side_of, words_of
from jiheng.reading.columns.words import Strip, Word
from jiheng.reading.document import Grid, Paragraph
from jiheng.reading.labels import labelled
from jiheng.reading.pairs import inline_label, label_term

_FEWEST_FIGURES = 2
_OVER = 6
_NEAR = 2
_MANY_COLUMNS = 3
_LONG = 20
_LONGEST_BODY = 1500


def blocks_of(strips: Sequence[Strip]) -> Iterator[Paragraph | Grid]:
    """The blocks of one form in print order."""
    found = list(heads(strips))
    yield from pairs.blocks_of(strips[: found[0].start if found else None])
    number = 0
    while number < len(found):
        same = number + 1
        while same < len(found) and found[same].block == found[number].block:
            same += 1
        stops = [
            *(head.start for head in found[number + 1 : same]),
            found[same].start if same < len(found) else None,
        ]
        bodies = [strips[h.stop : s] for h, s in zip(found[number:same], stops, strict=True)]
        yield from _table(strips, found[number:same], bodies)
        number = same


def _table(
    strips: Sequence[Strip], group: Sequence[Head], bodies: Sequence[Sequence[Strip]]
) -> Iterator[Paragraph | Grid]:
    """A table, and what stands between it and the next."""
    columns = columns_of(group[0])
    parts: list[Part] = []
    foot: Sequence[Strip] = ()
    for head, body in zip(group, bodies, strict=True):
        labels = strips[head.start : head.stop]
        end = min(_end(head, labels, body[:_LONGEST_BODY]), _LONGEST_BODY)
        parts.append(Part(head, tuple(body[:end]), tuple(labels)))
        foot = [*foot, *body[end:]]
    lines = laid(parts, columns)
    if group[0].block == "goals":
        yield _goals(parts, columns, lines)
    else:
        yield grid(parts, columns, lines)
    beside = goals_beside(foot) if group[0].block == "funding" else None
    if beside is not None:
        yield beside
    else:
        yield from pairs.blocks_of(foot)


def _goals(parts: Sequence[Part], columns: Sequence[Column], lines: Sequence[Laid]) -> Grid:
    """The two texts, each in one cell."""
    cells = [cell_of(column.heading.words, 0, n) for n, column in enumerate(columns) if column.heading]
    cells += side_of(parts, lines, 2)
    texts = ((n, words_of(lines, n)) for n in range(1, len(columns)))
    cells += [cell_of(words, 1, n) for n, words in texts if words]
    return Grid(tuple(sorted(cells, key=lambda cell: (cell.row, cell.col))))


def _end(head: Head, labels: Sequence[Strip], body: Sequence[Strip]) -> int:
    if head.block == "indicators":
        return _end_of_indicators(head, body)
    if head.block == "funding":
        return _end_of_funding(head, body)
    return _end_of_goals(head, labels, body)


def _end_of_indicators(head: Head, body: Sequence[Strip]) -> int:
    """In front of what stands below; a total whose figures are broken over lines is a row of the table."""
    end = next((n for n, strip in enumerate(body) if _is_foot(head, strip)), len(body))
    if end == len(body) or not is_total(body[end]) or len(body[end].words) > 1:
        return end
    end += 1
    while end < len(body) and body[end].number - body[end - 1].number <= _NEAR and _is_figures(body[end]):
        end += 1
    return end


def _is_figures(strip: Strip) -> bool:
    return all(is_figure(word.text) for word in strip.words)


def _is_foot(head: Head, strip: Strip) -> bool:
    """True for the total, the grade, and the labelled texts below the indicators."""
    first, *others = strip.runs
    if is_total(strip):
        return all(_ends_total(word) for run in others for word in run)
    if any(_goes_over(head, word) for word in strip.words):
        return True
    if first[0].left >= head.columns[min(2, len(head.columns) - 1)].left:
        return False
    text = "".join(word.text for word in first)
    meant = label_term(text)
    return inline_label(text) is not None or (meant is not None and "header" not in meant.blocks)


def _ends_total(word: Word) -> bool:
    """True for what stands beside 总分: figures, the grade, and their labels."""
    return is_figure(word.text) or bool(labelled(word.text, "field", "total") or labelled(word.text, "grade"))


def _goes_over(head: Head, word: Word) -> bool:
    """True for a text below the table: it stands under several labels."""
    under = sum(word.left < column.left and column.right < word.right for column in head.columns)
    return under >= _MANY_COLUMNS and len(word.text) >= _LONG


def _end_of_funding(head: Head, body: Sequence[Strip]) -> int:
    """Behind the last line with figures, and the names that go on below it."""
    first = (
        head.columns[0] if head.columns[0].term and head.columns[0].term.field != "label" else head.columns[1]
    )
    lines = [n for n, strip in enumerate(body) if _figures(strip, first.left) >= _FEWEST_FIGURES]
    if not lines:
        return 0
    end = lines[0] + 1
    for line in lines[1:]:
        if line - end > 6:
            break
        end = line + 1
    while (
        end < len(body)
        and body[end].number - body[end - 1].number <= _NEAR
        and _is_tail(body[end], first.left)
    ):
        end += 1
    return end


def _figures(strip: Strip, left: int) -> int:
    return sum(is_figure(word.text) for word in strip.words if word.right > left - _OVER)


def _is_tail(strip: Strip, left: int) -> bool:
    return len(strip.words) <= 2 and all(
        (word.right <= left + 2 and len(word.text) <= 12) or is_figure(word.text) for word in strip.words
    )


def _end_of_goals(head: Head, labels: Sequence[Strip], body: Sequence[Strip]) -> int:
    """In front of lines that go over both columns."""
    lines = laid([Part(head, tuple(body), tuple(labels))], columns_of(head))
    over = [
        any(w.left + _OVER < line.starts[-1] < w.right - _OVER for w in line.strip.words) for line in lines
    ]
    best = worth = 0
    at = len(body)
    for n in range(len(body) - 1, -1, -1):
        worth += 8 if over[n] else -1
        if worth > best:
            best, at = worth, n
    return at
