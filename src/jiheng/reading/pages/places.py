"""Where something stands on a page, as a form's values bear it."""

from __future__ import annotations

from decimal import Decimal

from jiheng.model.location import Location


def location(page: int, box: tuple[float, float, float, float]) -> Location:
    """The place of a *box* (left, top, right, bottom in points) on a page counted from 1."""
    left, top, right, bottom = box
    shown = (Decimal(f"{left:.1f}"), Decimal(f"{top:.1f}"), Decimal(f"{right:.1f}"), Decimal(f"{bottom:.1f}"))
    return Location(page=page, box=shown)
