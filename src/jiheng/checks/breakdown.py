"""Which funding rows are parts of another row than 年度资金总额, so that no amount is added twice."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from jiheng.model import FundingRow, Interval, Number
from jiheng.model.number import ZERO
from jiheng.terms import plain

_OF_WHICH = "其中"
NOTHING = Interval(ZERO, ZERO)


@dataclass(frozen=True, slots=True)
class Nested:
    """A row 其中：… below another partial row, and the row behind the last that can belong to it."""

    start: int
    end: int


def nested(rows: Sequence[FundingRow]) -> tuple[Nested, ...]:
    """The rows 其中：… among the partial *rows*, save the first row, which is a part of the total itself."""
    starts = [index for index, row in enumerate(rows) if index and plain(row.label).startswith(_OF_WHICH)]
    return tuple(Nested(*pair) for pair in pairwise([*starts, len(rows)]))


def sums(amounts: Sequence[Number | None], parts: tuple[Nested, ...]) -> Iterator[Interval]:
    """What one column can add up to, since 其中 may belong to the total or to the row before.

    First all rows are added; then those are left out that add up to the row before them; then also a 其中
    that names only a share of it. Blank cells count as nothing.
    """
    yield _sum(amounts, set())
    if parts:
        complete = {index for part in parts for index in _breaking_down(amounts, part)}
        yield _sum(amounts, complete)
        yield _sum(amounts, complete | {part.start for part in parts})


def _sum(amounts: Sequence[Number | None], left_out: set[int]) -> Interval:
    counted = (n.interval for index, n in enumerate(amounts) if n is not None and index not in left_out)
    return sum(counted, start=NOTHING)


def _breaking_down(amounts: Sequence[Number | None], part: Nested) -> range:
    """The shortest run of rows from *part* on that adds up to the row before it; empty where none does."""
    whole, run = amounts[part.start - 1], NOTHING
    for index in range(part.start, part.end):
        amount = amounts[index]
        run = run if amount is None else run + amount.interval
        if whole is not None and run.meets(whole.interval):
            return range(part.start, index + 1)
    return range(0)
