"""The lines of a cell: a word of the field that was broken to fit its column is joined, others are kept."""

from __future__ import annotations

from jiheng.reading.labels import labelled

_KINDS = ("field", "block", "funding_row", "level1", "level2", "tier", "grade")


def joined(raw: str) -> str:
    """The text of a cell whose lines are as in *raw*, without space at either end."""
    lines = [line.strip() for line in raw.split("\n")]
    whole = "".join(lines)
    if len(lines) > 1 and any(labelled(whole, kind) for kind in _KINDS):
        return whole
    return raw.strip()
