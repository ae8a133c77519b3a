"""Rows with fewer figures than columns: blank cells leave no trace in a text.

The form's own arithmetic says which columns the figures belong to; what it cannot decide stays as it was
cut, and is unsure.
"""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import replace
from itertools import combinations, product
from typing import Any

from jiheng.model import FundingRow, Indicator
from jiheng.reading.arithmetic import Agreement, funding, totals
from jiheng.reading.flow.assign import Placed
from jiheng.reading.flow.fragments import Fragment
from jiheng.reading.flow.join import joined
from jiheng.reading.flow.shapes import FIGURES, Kind, Shape, cost, shape_of
from jiheng.reading.flow.tables import Table
from jiheng.reading.runs import is_run, split_run

Rows = list[list[Placed]]

_TAIL = (Kind.POINTS, Kind.SCORE)
_UNSURE = 30
_MOST_OPEN = 6
_MOST_RUNS = 12


def without_runs(table: Table) -> Table:
    """The table with figures that stand without separators taken apart; no real form has many such rows."""
    fields = [column.field for column in table.columns if column.kind in FIGURES]
    suspects = [n for n, f in enumerate(table.body) if is_run(f.text) and _is_alone(table.body, n)]
    body = list(table.body)
    for number in reversed(suspects[:_MOST_RUNS]):
        run = table.body[number]
        parts = split_run(run.text, fields)
        if parts:
            body[number : number + 1] = [
                replace(run, text=part, width=len(part), shares=True, gap=1) for part in parts
            ]
    return replace(table, body=tuple(body))


def _is_alone(body: Sequence[Fragment], number: int) -> bool:
    """True where neither neighbour is a figure: then this fragment may be all figures of its row."""
    beside = (*body[max(0, number - 1) : number], *body[number + 1 : number + 2])
    return all(shape_of(fragment.text) is Shape.WORDS for fragment in beside)


def settle_funding(table: Table, rows: Rows) -> Rows:
    """Every funding row with too few figures, under the columns that agree best with rates and sums."""
    settled = list(rows)
    for number, row in enumerate(rows):
        ways = list(_ways(table, row))
        if len(ways) > 1:
            ranked = [
                (_worth(funding(funding_of(table, [*settled[:number], way, *settled[number + 1 :]]))), way)
                for way in ways
            ]
            settled[number] = _best(ranked, row)
    return settled


def _ways(table: Table, row: list[Placed]) -> Iterator[list[Placed]]:
    """The row with its figures under every choice of columns that they fit."""
    columns = [n for n, column in enumerate(table.columns) if column.kind in FIGURES]
    figures = [cell for cell in row if cell.column in columns]
    if not 0 < len(figures) < len(columns):
        return
    before = [cell for cell in row if cell.column < columns[0]]
    after = [cell for cell in row if cell.column > columns[-1]]
    texts = [_text(table, cell) for cell in figures]
    for chosen in combinations(columns, len(figures)):
        prices = [cost(table.columns[n].kind, text) for n, text in zip(chosen, texts, strict=True)]
        if max(prices) <= _UNSURE:
            yield (
                before
                + [
                    replace(cell, column=n, cost=price)
                    for cell, n, price in zip(figures, chosen, prices, strict=True)
                ]
                + after
            )


def _best(ranked: Sequence[tuple[int, list[Placed]]], before: list[Placed]) -> list[Placed]:
    """The way that agrees best; where several do, the row as it was cut, marked as unsure."""
    most = max(worth for worth, _ in ranked)
    best = [way for worth, way in ranked if worth == most]
    if len(best) == 1:
        return best[0]
    columns = [cell.column for cell in before]
    kept = next((way for way in best if [cell.column for cell in way] == columns), best[0])
    return [replace(cell, cost=max(cell.cost, _UNSURE)) for cell in kept]


def _worth(agreement: Agreement) -> int:
    return 2 * agreement.held - agreement.checked


def settle_scores(table: Table, rows: Rows, money: Sequence[FundingRow], printed: Sequence[str]) -> Rows:
    """Every indicator row with one figure for points and score, as the sums of both say.

    *printed* are the figures of 总分. A few such rows can be told apart; more of them stay as they were cut.
    """
    tail = [n for n, column in enumerate(table.columns) if column.kind in _TAIL]
    open_rows = [n for n, row in enumerate(rows) if sum(cell.column in tail for cell in row) == 1]
    if len(tail) != len(_TAIL) or not 0 < len(open_rows) <= _MOST_OPEN:
        return rows
    points, score = (*printed, "", "")[:2]
    ranked: list[tuple[int, Rows]] = []
    for choice in product(tail, repeat=len(open_rows)):
        way = _placed_at(rows, dict(zip(open_rows, choice, strict=True)), tail)
        ranked.append((_worth(totals(money, indicators_of(table, way), points, score)), way))
    most = max(worth for worth, _ in ranked)
    best = [way for worth, way in ranked if worth == most]
    return best[0] if len(best) == 1 else _unsure(rows, open_rows, tail)


def _placed_at(rows: Rows, columns: dict[int, int], tail: Sequence[int]) -> Rows:
    return [
        [replace(cell, column=columns[n]) if n in columns and cell.column in tail else cell for cell in row]
        for n, row in enumerate(rows)
    ]


def _unsure(rows: Rows, chosen: Sequence[int], tail: Sequence[int]) -> Rows:
    return [
        [
            replace(cell, cost=max(cell.cost, _UNSURE)) if n in chosen and cell.column in tail else cell
            for cell in row
        ]
        for n, row in enumerate(rows)
    ]


def _text(table: Table, cell: Placed) -> str:
    return joined(table.body[cell.start : cell.stop])


def funding_of(table: Table, rows: Rows) -> list[FundingRow]:
    """The figures of funding rows, for sums."""
    return [FundingRow(**_figures(table, row)) for row in rows]


def indicators_of(table: Table, rows: Rows) -> list[Indicator]:
    """The points and scores of indicator rows, for sums."""
    return [Indicator(**_figures(table, row)) for row in rows]


def _figures(table: Table, row: list[Placed]) -> dict[str, Any]:
    return {
        table.columns[cell.column].field: _text(table, cell)
        for cell in row
        if table.columns[cell.column].kind in FIGURES
    }
