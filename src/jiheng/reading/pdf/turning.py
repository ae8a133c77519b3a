"""From the coordinates of a PDF page to those of the page as it is seen."""

from __future__ import annotations

from collections.abc import Callable

Box = tuple[float, float, float, float]
"""Left, bottom, right, top as a PDF counts them; left, top, right, bottom as a reader does."""
Turn = Callable[[float, float, float, float], Box]


def turn_of(quarters: int, page: Box) -> Turn:
    """What maps a box on the unturned *page* to its place after so many quarter turns clockwise."""
    left, bottom, right, top = page

    def upright(x0: float, y0: float, x1: float, y1: float) -> Box:
        return x0 - left, top - y1, x1 - left, top - y0

    def clockwise(x0: float, y0: float, x1: float, y1: float) -> Box:
        return y0 - bottom, x0 - left, y1 - bottom, x1 - left

    def upside_down(x0: float, y0: float, x1: float, y1: float) -> Box:
        return right - x1, y0 - bottom, right - x0, y1 - bottom

    def anticlockwise(x0: float, y0: float, x1: float, y1: float) -> Box:
        return top - y1, right - x1, top - y0, right - x0

    return (upright, clockwise, upside_down, anticlockwise)[quarters % 4]
