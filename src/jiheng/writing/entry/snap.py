"""The columns of a form to be filled in: those of its indicators, and no others.

In the printed form every block has columns of its own. On a worksheet each row of indicators must be free
of merged cells: only such a row grows with its text, and can be put in by the user where one is missing.
So the cells of the other blocks are moved to the columns of the indicators, each as little as possible.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import replace

from jiheng.writing.sheet import Block, Cell, Sheet, cuts


def snapped(sheet: Sheet, indicator_marks: str) -> Sheet:
    """*sheet* with its cells at the columns of the rows in which *indicator_marks* stand.

    A block with more columns than the indicators have leaves the sheet as it is.
    """
    rows = (row for block in sheet.blocks for row in block.rows)
    wanted = cuts([Block(tuple(row for row in rows if _has(row, indicator_marks)))])
    places = [_nearest(_edges(block), wanted) for block in sheet.blocks]
    if not all(places):
        return sheet
    blocks = tuple(_moved(block, place) for block, place in zip(sheet.blocks, places, strict=True))
    return replace(sheet, blocks=blocks, cuts=wanted)


def _has(row: Sequence[Cell], marks: str) -> bool:
    return any(cell.text and cell.text in marks for cell in row)


def _edges(block: Block) -> tuple[int, ...]:
    return cuts([block])


def _nearest(edges: Sequence[int], wanted: Sequence[int]) -> Mapping[int, int]:
    """For every edge another of *wanted*, in order, with the least sum of squares; empty where too few."""
    best: dict[int, tuple[int, tuple[int, ...]]] = {0: (0, (0,))}
    for number, edge in enumerate(edges[1:], start=1):
        left = len(edges) - 1 - number
        reach: dict[int, tuple[int, tuple[int, ...]]] = {}
        for place in range(number, len(wanted) - left):
            before = [way for end, way in best.items() if end < place]
            if before:
                cost, way = min(before)
                reach[place] = cost + (wanted[place] - edge) ** 2, (*way, place)
        best = reach
    last = best.get(len(wanted) - 1)
    return dict(zip(edges, (wanted[place] for place in last[1]), strict=True)) if last else {}


def _moved(block: Block, place: Mapping[int, int]) -> Block:
    rows = (
        tuple(replace(cell, left=place[cell.left], right=place[cell.right]) for cell in row)
        for row in block.rows
    )
    return replace(block, rows=tuple(rows))
