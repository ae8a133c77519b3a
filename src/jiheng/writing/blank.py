"""The empty form of a standard, to be filled in."""

from __future__ import annotations

from jiheng.model import Form, FundingRow, Header, Indicator
from jiheng.standards import Standard
from jiheng.terms import Term, label, of_kind


def blank(standard: Standard, year: int | None = None) -> Form:
    """A form with nothing filled in: the names of the funding rows, and a row for every level-2 indicator.

    Without a *year* the newest values of the standard say which indicators there are.
    """
    layout = standard.layout
    level1 = standard.rules(year).level1_names.value
    return Form(
        layout=layout.id,
        fund_unit=layout.fund_unit,
        header=Header(year="" if year is None else str(year)),
        funding=tuple(FundingRow(label=name) for name in layout.funding_rows),
        indicators=tuple(
            Indicator(level1=label(first), level2=second.label)
            for first in level1
            for second in _level2(first, level1)
        ),
    )


def _level2(first: str, level1: tuple[str, ...]) -> list[Term]:
    """The level-2 names that belong under *first*, but for one that is a level-1 name itself (成本指标)."""
    names = {label(name) for name in level1}
    return [term for term in of_kind("level2") if term.parents[0] == first and term.label not in names]
