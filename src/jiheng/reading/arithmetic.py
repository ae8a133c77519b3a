"""The form's own arithmetic, as witness: which of it holds. It ranks readings and never makes a digit.

Money is compared by interval (a form shows rounded 万元), points and scores as printed.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass, fields
from decimal import Decimal

from jiheng.model import Form, FundingRow, Indicator, Interval, Number, quotient, roundings
from jiheng.model.number import ZERO
from jiheng.terms import notation

_HUNDRED = Decimal(100)
_MONEY = ("budget", "adjusted", "executed")
_ROW = tuple(f.name for f in fields(FundingRow) if f.name != "extra")


@dataclass(frozen=True, slots=True)
class Agreement:
    """Of *checked* constraints whose figures are all printed, *held* hold."""

    held: int = 0
    checked: int = 0

    def __add__(self, other: Agreement) -> Agreement:
        return Agreement(self.held + other.held, self.checked + other.checked)

    @property
    def is_sound(self) -> bool:
        """True where something could be checked and all of it holds."""
        return 0 < self.held == self.checked


NONE = Agreement()


def _judged(*results: bool | None) -> Agreement:
    known = [result for result in results if result is not None]
    return Agreement(sum(known), len(known))


def constraints(form: Form) -> Agreement:
    """All constraints of a form: its funding, its sums of points and of scores."""
    return funding(form.funding) + totals(form.funding, form.indicators, form.total.points, form.total.score)


def funding(rows: Sequence[FundingRow]) -> Agreement:
    """Every row's rate and score, and the total row against the sum of the others, for each kind of money."""
    each = sum((funding_row({name: getattr(row, name) for name in _ROW}) for row in rows), NONE)
    return each + _judged(*(_adds_up(rows, name) for name in _MONEY))


def funding_row(row: Mapping[str, str], *, as_shown: bool = False) -> Agreement:
    """The rate and the score of one row, from its amounts; *as_shown* takes these as exact."""
    executed, adjusted = (notation.amount(row.get(name, ""), "万元") for name in ("executed", "adjusted"))
    if executed is None or adjusted is None:
        return NONE
    share = _exact(executed, adjusted) if as_shown else quotient(executed, adjusted)
    rates = notation.rates(row.get("rate", ""))
    if share is None:
        return _judged(any(r.value == 0 for r in rates) if rates else None)
    points, score = (notation.number(row.get(name, "")) for name in ("points", "score"))
    return _judged(
        any(roundings(_times(share, _HUNDRED), rate) for rate in rates) if rates else None,
        bool(roundings(_times(_capped(share), points.value), score)) if points and score else None,
    )


def _exact(part: Number, whole: Number) -> Interval | None:
    if whole.value <= 0:
        return None
    share = part.value / whole.value
    return Interval(share, share + share.scaleb(-9))


def _times(interval: Interval, factor: Decimal) -> Interval:
    return Interval(interval.low * factor, interval.high * factor)


def _capped(share: Interval) -> Interval:
    one = Decimal(1)
    return Interval(min(share.low, one), min(share.high, one) + share.high.scaleb(-9))


def _adds_up(rows: Sequence[FundingRow], name: str) -> bool | None:
    """Does the first row's money lie within the sum of the rows below it?"""
    numbers = [notation.amount(getattr(row, name), "万元") for row in rows]
    parts = [number.interval for number in numbers[1:] if number is not None]
    if not numbers or numbers[0] is None or not parts:
        return None
    return numbers[0].interval.meets(sum(parts[1:], parts[0]))


def totals(rows: Sequence[FundingRow], indicators: Sequence[Indicator], points: str, score: str) -> Agreement:
    """The printed points (100 where none are printed) and the printed score against their sums.

    Forms that print no points or no score beside their money leave the sums open.
    """
    lines: tuple[FundingRow | Indicator, ...] = (*rows, *indicators)
    summed, earned = sum_of(line.points for line in lines), sum_of(line.score for line in lines)
    whole, total = notation.number(points), notation.number(score)
    expected = whole.value if whole else _HUNDRED
    has_points, has_score = (any(getattr(row, name) for row in rows) for name in ("points", "score"))
    return _judged(
        _equal(summed, expected, is_all=has_points),
        _equal(earned, total.value, is_all=has_score) if total is not None else None,
    )


def _equal(summed: Decimal | None, whole: Decimal, *, is_all: bool) -> bool | None:
    if summed is None or (summed != whole and not is_all):
        return None
    return summed == whole


def sum_of(texts: Iterable[str]) -> Decimal | None:
    """The sum of those that are numbers; None where none is."""
    numbers = [number.value for text in texts if (number := notation.number(text)) is not None]
    return sum(numbers, ZERO) if numbers else None
