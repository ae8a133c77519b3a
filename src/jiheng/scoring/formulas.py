"""How much one indicator line earns: w points, target A, actual B, as contract and standard say.

Every function takes exact decimals and returns the unrounded score. Nothing here rounds, reads or prints.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Target, TargetKind

ZERO = Decimal(0)

Shortfall = Callable[[Decimal, Decimal, Decimal], Decimal]


def ratio(points: Decimal, target: Decimal, done: Decimal) -> Decimal:
    """w·B÷A for a shortfall; a negative actual counts as 0; no ratio without a positive target."""
    return points * max(done, ZERO) / target if target > 0 else ZERO


def inverse_ratio(points: Decimal, target: Decimal, done: Decimal) -> Decimal:
    """w·A÷B for an overrun of a ≤ target."""
    return points * target / done if target > 0 else ZERO


def linear(points: Decimal, target: Decimal, done: Decimal) -> Decimal:
    """w·(1−(B−A)÷A) for an overrun of a ≤ target, nothing from twice the target on."""
    return max(points * (2 - done / target), ZERO) if target > 0 else ZERO


OVERRUNS: Mapping[str, Shortfall] = {"inverse_ratio": inverse_ratio, "linear": linear}


@dataclass(frozen=True, slots=True)
class Judgement:
    """Whether the target was met, and the bound that the shortfall or overrun is measured against."""

    met: bool
    bound: Decimal
    above: bool = False


def judge(target: Target, done: Decimal) -> Judgement:
    """Is a quantitative target met by *done*; if not, which bound was missed and on which side."""
    low, high = target.low, target.high
    if target.kind is TargetKind.ABOVE and low is not None:
        return Judgement(done > low, low)
    if target.kind is TargetKind.BELOW and high is not None:
        return Judgement(done < high, high, above=done >= high)
    if target.kind is TargetKind.EXACTLY and low is not None:
        return Judgement(done <= 0, low, above=done > 0) if low == 0 else Judgement(done >= low, low)
    if low is not None and done < low:
        return Judgement(met=False, bound=low)
    if high is not None and done > high:
        return Judgement(met=False, bound=high, above=True)
    return Judgement(met=True, bound=low if low is not None else high or ZERO)


def earned(points: Decimal, judgement: Judgement, done: Decimal, overrun: Shortfall) -> Decimal:
    """What a quantitative line earns, unrounded: its points when met, else the ratio, never more than w."""
    if judgement.met:
        return points
    bound = judgement.bound
    return min(overrun(points, bound, done) if judgement.above else ratio(points, bound, done), points)
