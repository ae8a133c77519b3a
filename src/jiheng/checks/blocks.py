"""The level-1 blocks of a form, and the points that headings and notes on the form promise them."""

from __future__ import annotations

import re
from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal
from functools import cache, lru_cache

from jiheng.checks.case import Case, Row
from jiheng.model.number import ZERO
from jiheng.terms import notation, of_kind, plain

_IN_HEADING = re.compile(r"[(](\d{1,3}(?:\.\d{1,2})?)分[)]")


@dataclass(frozen=True, slots=True)
class Block:
    """All lines of one 一级指标. ``id`` is its glossary id, empty for a name that is not in the glossary."""

    id: str
    name: str
    rows: tuple[Row, ...]

    @property
    def points(self) -> Decimal | None:
        """The sum of its lines' points; None where a line has none."""
        given = [row.points for row in self.rows if row.points is not None]
        return sum(given, ZERO) if len(given) == len(self.rows) else None

    @property
    def heading(self) -> tuple[str, Decimal] | None:
        """Where its allotment is printed, 产出指标(50分), and how much; None without one, or with two."""
        found = [(row, given) for row in self.rows if (given := _in_heading(row)) is not None]
        if len({given for _, given in found}) != 1:
            return None
        row, given = found[0]
        return row.at("level1_points" if row.printed.level1_points else "level1"), given


def _in_heading(row: Row) -> Decimal | None:
    given = notation.number(row.printed.level1_points)
    if given is not None:
        return given.value
    if "分" not in row.printed.level1:
        return None
    match = _IN_HEADING.search(plain(row.printed.level1))
    return None if match is None else Decimal(match[1])


def blocks(case: Case) -> tuple[Block, ...]:
    """The blocks in the order of the form; one name in two places is one block."""
    lines: dict[tuple[str, str], list[Row]] = {}
    for row in case.rows:
        lines.setdefault((row.level1, "" if row.level1 else plain(row.printed.level1)), []).append(row)
    return tuple(Block(key[0], rows[0].printed.level1, tuple(rows)) for key, rows in lines.items())


@cache
def _allotment() -> tuple[re.Pattern[str], Mapping[str, str]]:
    """A level-1 name with its points; also level-2 names, lest 社会效益指标 be read as 效益指标."""
    ids = {plain(name): "" for item in of_kind("level2") for name in item.labels}
    ids |= {plain(name): item.id for item in of_kind("level1") for name in item.labels}
    names = "|".join(sorted(map(re.escape, ids), key=len, reverse=True))
    between = r"(?:分值|权重|满分|合计|设置|设为|为|占|共|[:=(]){0,4}"
    return re.compile(rf"(?<![扣减除])({names}){between}(\d{{1,3}}(?:\.\d{{1,2}})?)分(?![析钟之])"), ids


@lru_cache(maxsize=1024)
def _allotted_in(text: str) -> tuple[tuple[str, Decimal], ...]:
    pattern, ids = _allotment()
    return tuple((ids[match[1]], Decimal(match[2])) for match in pattern.finditer(plain(text)))


def noted(case: Case) -> Mapping[str, tuple[str, frozenset[Decimal]]]:
    """By level-1 id: the first note that allots the block points, and all the points that notes allot it."""
    found: dict[str, tuple[str, frozenset[Decimal]]] = {}
    for index, note in enumerate(case.form.notes):
        for block, points in _allotted_in(note.text):
            place, known = found.get(block, (f"notes[{index}]", frozenset()))
            found[block] = place, known | {points}
    return found
