"""Which official layout a form follows: its title and its columns against the standards' layouts."""

from __future__ import annotations

from functools import cache

from jiheng.standards import layouts
from jiheng.terms import bare

_BLOCKS = ("funding", "goals", "indicators")
_LIKE_ENOUGH = 80


@cache
def recognise(title: str, columns: frozenset[tuple[str, str]]) -> str:
    """The id of the layout that fits best, ``""`` where none is like enough.

    *columns* are (block, field) of every label seen. Likeness is the share of columns in common, in per
    cent; the same title counts as much as a fifth of them.
    """
    best, most = "", 0
    for layout in layouts():
        wanted = {(block, column.field) for block in _BLOCKS for column in getattr(layout, block)}
        wanted.discard(("funding", "label"))
        seen = columns - {("funding", "label")}
        like = 100 * len(wanted & seen) // max(1, len(wanted | seen))
        like += 20 if bare(layout.title) == title else 0
        if like >= _LIKE_ENOUGH and like > most:
            best, most = layout.id, like
    return best
