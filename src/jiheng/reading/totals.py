"""总分: at the foot of the table, in its head, or both; in columns or in a cell of its own."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.model import FundingRow, Indicator, Total
from jiheng.reading.arithmetic import sum_of
from jiheng.reading.document import Cell
from jiheng.reading.draft import Draft, TotalRow
from jiheng.reading.fields import Column, columns_over
from jiheng.terms import notation, plain

_OUT_OF = re.compile(r"\((?:满分)?(\d+(?:\.\d+)?)分?\)$")


def total_row(label: Cell, figures: Sequence[Cell], columns: Sequence[Column]) -> TotalRow:
    """A row 总分 whose figures may stand under the *columns* of a table."""
    return TotalRow(label, tuple(figures), tuple(_field_over(cell, columns) for cell in figures))


def _field_over(cell: Cell, columns: Sequence[Column]) -> str:
    under = columns_over(columns, cell)
    return under[0].field if len(under) == 1 else ""


def settle_total(draft: Draft) -> Total:
    """The total of the row that says most of it, the last of several; the others become notes."""
    points, score = draft.named.get("points"), draft.named.get("score")
    rows = [row for row in draft.totals if row.figures]
    best = max(reversed(rows), key=lambda row: min(2, len(row.figures)), default=None)
    for row in rows:
        if row is not best:
            draft.note(row.label.text, row.figures[0], " ".join(cell.text for cell in row.figures))
    if best is not None:
        found = _cells(best, draft)
        points, score = points or found[0], score or found[1]
        draft.leave(*(cell for cell in best.figures if cell is not points and cell is not score))
    total = draft.put_total(points, score)
    return _out_of(draft, total, best) if best is not None and points is None else total


def _out_of(draft: Draft, total: Total, row: TotalRow) -> Total:
    """The points that stand in the label: 总分（100分）."""
    printed = _OUT_OF.search(plain(row.label.text))
    if printed is None:
        return total
    return Total(draft.note_source("total.points", row.label, printed[1]), total.score)


def _cells(row: TotalRow, draft: Draft) -> tuple[Cell | None, Cell | None]:
    """Points and score: by their columns, else in print order; one alone is the score.

    One number alone, under no column of its own, is the points where only the sum of the points agrees.
    """
    placed = dict(zip(row.fields, row.figures, strict=True))
    if "points" in placed and "score" in placed:
        return placed["points"], placed["score"]
    if len(row.figures) >= 2:
        return row.figures[0], row.figures[1]
    alone = row.figures[0]
    number = notation.number(alone.text)
    if number is not None and "score" not in placed:
        lines: tuple[FundingRow | Indicator, ...] = (*draft.funding, *draft.indicators)
        summed, earned = sum_of(line.points for line in lines), sum_of(line.score for line in lines)
        if number.value == summed != earned:
            return alone, None
    return None, alone
