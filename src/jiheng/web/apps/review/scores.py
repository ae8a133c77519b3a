"""Scores that people type in boxes of their own."""

from __future__ import annotations

from decimal import Decimal

from jiheng.terms import notation

_MOST = 10000


def parse_score(text: str) -> int | None:
    """A score in hundredths; None for what is no score between 0 and 100 with at most two decimals."""
    number = notation.number(text)
    if number is None:
        return None
    hundredths: Decimal = number.value * 100
    return int(hundredths) if hundredths == int(hundredths) and 0 <= hundredths <= _MOST else None
