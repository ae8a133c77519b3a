"""Money, points and rates: as the columns keep them (fen, hundredths), and as they are printed."""

from __future__ import annotations

from decimal import ROUND_HALF_UP, Decimal

from jiheng.terms import notation

_PLACES = 2
_LARGEST = 2**62


def fen_of(amount: Decimal, unit: str) -> int | None:
    """An amount in *unit* (万元) in fen; None for a unit of no money, or for what no column holds."""
    try:
        return whole(100 * notation.in_unit(amount, unit, "元"))
    except KeyError:
        return None


def whole(value: Decimal) -> int | None:
    """The nearest whole number; None for what no column holds."""
    nearest = value.to_integral_value(ROUND_HALF_UP)
    return int(nearest) if abs(nearest) < _LARGEST else None


def printed(value: Decimal) -> str:
    """A number with at least two decimals; none that it has is cut."""
    places = max(_PLACES, -int(value.normalize().as_tuple().exponent))
    return f"{value:.{places}f}"


def hundredths(value: int | None) -> str:
    """Hundredths of a point or of a per cent with two decimals, fen as 元; ``""`` for None."""
    return "" if value is None else f"{Decimal(value).scaleb(-2):.2f}"


def wan(fen: int | None) -> str:
    """Fen as 万元 with two decimals, or more where a digit would be lost; ``""`` for None."""
    return "" if fen is None else printed(Decimal(fen).scaleb(-6))
