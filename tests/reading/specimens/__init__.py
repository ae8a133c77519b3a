"""Made-up documents in layouts that no tuning has seen, each with what a reader should make of it.

A specimen is drawn from a seed: contents, then a table as a region prints it, then a file of any format from
the producers. The truth comes from the contents, never from a reader; its schema is that of the bench.
"""

import random
from collections.abc import Callable, Iterator
from dataclasses import dataclass
from typing import Any

from . import blocks, mixed_heads, more_columns, other_kinds, split_columns
from .contents import Contents, drawn
from .style import Style
from .table import Sheet

Family = Callable[[Contents, Style, random.Random], Sheet]
FAMILIES: dict[str, Family] = {
    family.__name__: family
    for family in (
        split_columns.yunnan,
        split_columns.inner_mongolia,
        split_columns.chongqing,
        more_columns.xinjiang,
        more_columns.beijing,
        more_columns.jiangsu,
        more_columns.points_first,
        blocks.hubei,
        blocks.ningxia,
        other_kinds.whole_department,
        other_kinds.declaration,
        other_kinds.monitoring,
        mixed_heads.two_line_heads,
        mixed_heads.goal_blocks,
        mixed_heads.income_and_spending,
        mixed_heads.signs_and_weights,
        mixed_heads.two_levels,
    )
}
_FORMS = (1, 1, 1, 1, 2, 3)
_MONEY_POINTS = {"hubei": 20, "goal_blocks": 20}


@dataclass(frozen=True)
class Specimen:
    """A document before it has a format; ``mistakes`` are the wrong sums, rates and totals it prints."""

    name: str
    family: str
    sheets: tuple[Sheet, ...]
    mistakes: frozenset[str]

    @property
    def truth(self) -> dict[str, Any]:
        return {"doc": self.name, "forms": [sheet.truth for sheet in self.sheets]}


def specimen(family: str, number: int) -> Specimen:
    """The specimen of this number; the same one at every call."""
    name = f"{family}-{number}"
    dice = random.Random(name)  # noqa: S311
    style = Style.drawn(dice)
    many = dice.random() < 0.2
    made = [
        drawn(dice, style.places, _MONEY_POINTS.get(family, 10), many=many)
        for _ in range(1 if many else dice.choice(_FORMS))
    ]
    sheets = tuple(FAMILIES[family](contents, style, dice) for contents in made)
    return Specimen(name, family, sheets, frozenset().union(*(contents.mistakes for contents in made)))


def specimens(each: int) -> Iterator[Specimen]:
    """So many of each family."""
    for number in range(each):
        for family in FAMILIES:
            yield specimen(family, number)
