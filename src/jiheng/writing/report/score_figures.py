"""What the printed totals of many projects say: simple and weighted mean, median, highest and lowest."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import round_half_up
from jiheng.terms import notation
from jiheng.writing.report.project import Project
from jiheng.writing.summary_figures import AMOUNTS

_PLACES = 2
_FULL = Decimal(100)
_BUDGET = AMOUNTS.index("adjusted")


@dataclass(frozen=True, slots=True)
class Scores:
    """Of the projects whose printed total is a number out of 100.

    ``simple`` is their mean; ``weighted`` that by 全年预算数, of those ``weighed`` that print one above zero.
    ``unread`` print no number, ``other_scale`` one out of something else than 100; both are left out.
    """

    count: int
    simple: Decimal | None
    weighted: Decimal | None
    weighed: int
    median: Decimal | None
    highest: Decimal | None
    lowest: Decimal | None
    unread: int
    other_scale: int


def scores(projects: Sequence[Project]) -> Scores:
    """The figures of the printed totals."""
    read = [project for project in projects if isinstance(project.line.score, Decimal)]
    alike = [project for project in read if _is_out_of_hundred(project)]
    pairs = [(Decimal(project.line.score), project.line.amounts[_BUDGET]) for project in alike]
    values = sorted(score for score, _ in pairs)
    weights = [(score, budget) for score, budget in pairs if budget is not None and budget > 0]
    return Scores(
        count=len(values),
        simple=_mean([(value, Decimal(1)) for value in values]),
        weighted=_mean(weights),
        weighed=len(weights),
        median=_median(values),
        highest=values[-1] if values else None,
        lowest=values[0] if values else None,
        unread=len(projects) - len(read),
        other_scale=len(read) - len(alike),
    )


def _is_out_of_hundred(project: Project) -> bool:
    full = notation.number(project.form.total.points)
    return full is None or full.value == _FULL


def _mean(weighted: Sequence[tuple[Decimal, Decimal]]) -> Decimal | None:
    whole = sum((weight for _, weight in weighted), Decimal(0))
    if not whole:
        return None
    return round_half_up(sum((value * weight for value, weight in weighted), Decimal(0)) / whole, _PLACES)


def _median(values: Sequence[Decimal]) -> Decimal | None:
    if not values:
        return None
    middle = len(values) // 2
    if len(values) % 2:
        return values[middle]
    return round_half_up((values[middle - 1] + values[middle]) / 2, _PLACES)
