"""Whole numbers of the database as forms print them."""

from __future__ import annotations

from decimal import Decimal

from django import template

register = template.Library()
_FEN_OF_WAN = -6
_PLACES = Decimal("0.01")


@register.filter
def wan(fen: int | None) -> str:
    """Fen as 万元 with two decimals, or more where a digit would be lost; ``""`` for None."""
    if fen is None:
        return ""
    exact = Decimal(fen).scaleb(_FEN_OF_WAN)
    short = exact.quantize(_PLACES)
    return f"{short:f}" if short == exact else f"{exact.normalize():f}"


@register.filter
def hundredths(value: int | None) -> str:
    """A score or a rate with two decimals; ``""`` for None."""
    return "" if value is None else f"{Decimal(value).scaleb(-2):.2f}"
