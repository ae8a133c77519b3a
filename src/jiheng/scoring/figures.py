"""The numbers of a form, understood once for scoring and checks."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Actual, Form, FundingRow, Indicator, Number, Target
from jiheng.terms import find, notation, total_row


@dataclass(frozen=True, slots=True)
class FundingFigures:
    """One funding row: amounts in the form's unit, what its printed rate can mean in per cent."""

    budget: Number | None
    adjusted: Number | None
    executed: Number | None
    points: Number | None
    rates: tuple[Number, ...]
    score: Number | None

    @property
    def annual_budget(self) -> Number | None:
        """The denominator of the rate: 全年预算数, or 年初预算数 on forms that print no other."""
        return self.adjusted if self.adjusted is not None else self.budget


@dataclass(frozen=True, slots=True)
class IndicatorFigures:
    """One indicator line.

    ``done`` is the actual number in the target's unit, None where not comparable; ``level1`` and ``level2``
    are glossary ids, empty for names that the glossary does not know.
    """

    target: Target
    actual: Actual
    done: Decimal | None
    points: Number | None
    score: Number | None
    level1: str
    level2: str


@dataclass(frozen=True, slots=True)
class Figures:
    """All numbers of a form. ``total_row`` is the index of 年度资金总额 among the funding rows."""

    year: int | None
    funding: tuple[FundingFigures, ...]
    total_row: int | None
    indicators: tuple[IndicatorFigures, ...]
    total_points: Number | None
    total_score: Number | None

    @property
    def total_funds(self) -> FundingFigures | None:
        """The scored funding row."""
        return None if self.total_row is None else self.funding[self.total_row]


def figures(form: Form) -> Figures:
    """The numbers of *form*; text that is no number gives None."""
    year = notation.year_of(form.header.year)
    return Figures(
        year=year,
        funding=tuple(_funding(row, form.fund_unit) for row in form.funding),
        total_row=total_row(form),
        indicators=tuple(_indicator(row, year) for row in form.indicators),
        total_points=notation.number(form.total.points),
        total_score=notation.number(form.total.score),
    )


def _funding(row: FundingRow, unit: str) -> FundingFigures:
    return FundingFigures(
        budget=notation.amount(row.budget, unit),
        adjusted=notation.amount(row.adjusted, unit),
        executed=notation.amount(row.executed, unit),
        points=notation.number(row.points),
        rates=notation.rates(row.rate),
        score=notation.number(row.score),
    )


def _indicator(row: Indicator, year: int | None) -> IndicatorFigures:
    target = notation.target(row.target, year)
    actual = notation.actual(row.actual, year)
    return IndicatorFigures(
        target=target,
        actual=actual,
        done=notation.comparable(target, actual),
        points=notation.number(row.points),
        score=notation.number(row.score),
        level1=_id(row.level1, "level1"),
        level2=_id(row.level2, "level2"),
    )


def _id(name: str, kind: str) -> str:
    term = find(name, kind)
    return "" if term is None else term.id
