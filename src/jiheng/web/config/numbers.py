"""Whole numbers as they come in addresses and forms: from pages of ours, or from anybody."""

from __future__ import annotations

_LONGEST = 18  # digits; more than that no column holds, and thousands of them Python does not read


def whole(text: str) -> int | None:
    """The number that *text* is; None for what is no whole number, or a larger one than any here."""
    return int(text) if text.isdecimal() and len(text) <= _LONGEST else None
