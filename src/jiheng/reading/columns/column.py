"""What a column holds, and what speaks against a word in it."""

from __future__ import annotations

import re
from dataclasses import dataclass
from functools import lru_cache

from jiheng.reading.columns.heads import Stack
from jiheng.reading.flow.shapes import FIGURES, Kind
from jiheng.reading.labels import labelled
from jiheng.terms import notation, of_kind, plain

_WORDS_FOR_FIGURE = 10
_FIGURE_FOR_WORDS = 5
_SIDE_LABEL = 20
_NO_OPERATOR, _NO_UNIT, _OPERATOR_OUTSIDE = 12, 8, 20
_LONGEST_UNIT = 6
_LEVEL_OUTSIDE = 8
_NO_LEVEL = 4
_TARGET_FOR_NAME = 20
_FIGURE = re.compile(r"[\d.,%()/+-]+分?|分|%|元|万元")


@dataclass(frozen=True, slots=True)
class Column:
    """A column of a table and its printed label; ``kind`` is None for what stands at its side."""

    field: str
    kind: Kind | None
    heading: Stack | None = None


@lru_cache(maxsize=8192)
def is_figure(text: str) -> bool:
    """True for what may stand in a column of figures, a part of a broken one included."""
    return notation.is_empty(text) or _FIGURE.fullmatch(plain(text)) is not None


@lru_cache(maxsize=16384)
def misfit(field: str, kind: Kind | None, text: str) -> int:
    """What speaks against a word in a column."""
    if field == "target.op":
        return 0 if _is_operator(text) else _NO_OPERATOR
    if field == "target.unit":
        is_unit = len(text) <= _LONGEST_UNIT and notation.number(text) is None
        return 0 if is_unit else _NO_UNIT
    if kind is None:
        known = labelled(text, "level1") or labelled(text, "level2") or labelled(text, "funding_row")
        return _SIDE_LABEL if known else 0
    if kind in FIGURES:
        is_share = kind is not Kind.RATE and plain(text).endswith("%")
        return 0 if is_figure(text) and not is_share else _WORDS_FOR_FIGURE
    if kind in (Kind.LEVEL1, Kind.LEVEL2, Kind.NAME) and _is_operator(text):
        return _OPERATOR_OUTSIDE
    if kind in (Kind.LEVEL1, Kind.LEVEL2):
        return _level_misfit(kind, text)
    if kind is Kind.FUNDS and labelled(text, "block"):
        return _SIDE_LABEL
    if kind is Kind.NAME:
        return _name_misfit(text)
    if kind is Kind.FUNDS:
        return _FIGURE_FOR_WORDS if is_figure(text) else 0
    return _FIGURE_FOR_WORDS if kind is Kind.REASON and notation.number(text) else 0


def _name_misfit(text: str) -> int:
    if labelled(text, "level1") or labelled(text, "level2"):
        return _LEVEL_OUTSIDE
    if notation.split_target(text).op:
        return _TARGET_FOR_NAME
    return _FIGURE_FOR_WORDS if is_figure(text) else 0


def _is_operator(text: str) -> bool:
    return bool(notation.operator(text) or labelled(text, "operator"))


def _level_misfit(kind: Kind, text: str) -> int:
    level = kind.name.lower()
    if labelled(text, level):
        return 0
    other = "level2" if kind is Kind.LEVEL1 else "level1"
    if labelled(text, other) or is_figure(text):
        return _LEVEL_OUTSIDE
    shown = plain(text)
    is_part = any(shown in name or name in shown for term in of_kind(level) for name in term.labels)
    return 1 if is_part else _NO_LEVEL
