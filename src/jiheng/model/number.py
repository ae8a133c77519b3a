"""Numbers as they are printed: a decimal that keeps its places and knows its interval."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import ROUND_DOWN, ROUND_HALF_UP, Context, Decimal

ZERO = Decimal(0)
_HALF = Decimal("0.5")
EXACT = Context(prec=64)  # room for every sum and quotient of two printed numbers, however odd


def round_half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入: round half away from zero to *places* decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_HALF_UP, context=EXACT)


def cut(value: Decimal, places: int) -> Decimal:
    """舍尾: drop every digit behind *places* decimals."""
    return value.quantize(Decimal(1).scaleb(-places), rounding=ROUND_DOWN, context=EXACT)


@dataclass(frozen=True, slots=True)
class Interval:
    """All exact values that can stand behind a printed one; both ends inclusive."""

    low: Decimal
    high: Decimal

    def __add__(self, other: Interval) -> Interval:
        return Interval(self.low + other.low, self.high + other.high)

    def __contains__(self, value: Decimal) -> bool:
        return self.low <= value <= self.high

    def meets(self, other: Interval) -> bool:
        """True when some exact value lies in both."""
        return self.low <= other.high and other.low <= self.high


@dataclass(frozen=True, slots=True)
class Number:
    """A printed number. ``value`` keeps its places: ``20.00`` stays ``20.00``."""

    value: Decimal

    @property
    def places(self) -> int:
        """Decimals printed behind the point; below zero where the last printed place is tens or hundreds."""
        exponent = self.value.as_tuple().exponent
        return -exponent if isinstance(exponent, int) else 0

    @property
    def half_unit(self) -> Decimal:
        """Half a unit of the last printed place."""
        return _HALF.scaleb(-self.places)

    @property
    def interval(self) -> Interval:
        """What the printed value stands for when it was rounded half up: ``46.32`` is [46.315, 46.325]."""
        half = self.half_unit
        return Interval(self.value - half, self.value + half)

    def __str__(self) -> str:
        return f"{self.value:f}"


def quotient(part: Number, whole: Number) -> Interval | None:
    """All values that exact amounts printed as *part* and *whole* can give when divided.

    None where the whole may be zero. Negative parts are taken as printed.
    """
    below, above = whole.interval.low, whole.interval.high
    if below <= 0:
        return None
    ends = [p / w for p in (part.interval.low, part.interval.high) for w in (below, above)]
    return Interval(min(ends), max(ends))


@dataclass(frozen=True, slots=True)
class Roundings:
    """Which ways of shortening can lead from an exact interval to a printed value."""

    rounded: bool
    cut: bool

    def __bool__(self) -> bool:
        return self.rounded or self.cut


def roundings(exact: Interval, printed: Number) -> Roundings:
    """Can some value of *exact* be printed as *printed*, by rounding half up or by cutting?

    Rounding half up prints ``p`` for [p − ½u, p + ½u), cutting prints it for [p, p + u), where u is
    one unit of the last printed place. Values are not negative where this is asked.
    """
    unit = printed.half_unit * 2
    value = printed.value

    def reaches(low: Decimal, high: Decimal) -> bool:
        return exact.low < high and low <= exact.high

    return Roundings(
        rounded=reaches(value - printed.half_unit, value + printed.half_unit),
        cut=reaches(value, value + unit),
    )
