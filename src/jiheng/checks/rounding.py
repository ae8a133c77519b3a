"""Rounding results of any size: what nobody budgets can still stand on a form, and is no crash."""

from decimal import ROUND_HALF_UP, Context, Decimal

_WIDE = Context(prec=100)


def half_up(value: Decimal, places: int) -> Decimal:
    """四舍五入, also where more digits come out than exact arithmetic carries by default."""
    return value.quantize(Decimal(1).scaleb(-places), ROUND_HALF_UP, _WIDE)
