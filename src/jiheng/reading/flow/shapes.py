"""What a text can be, and what it costs to read it in a column of a kind.

Costs are whole numbers without a unit: about ten for something odd, fifty for something that forms do not do.
"""

from __future__ import annotations

import re
from enum import IntEnum
from functools import lru_cache

from jiheng.model import TargetKind, TargetText
from jiheng.reading.labels import labelled
from jiheng.terms import notation, plain

_LONGEST = 60
_LEVEL_NAME = re.compile(r".{2,10}指标(?:\(\d+(?:\.\d+)?分\))?")
_RUN = re.compile(r"[\d.,%]{6,}")
_LONE_CLAUSE = re.compile(r"[^\W\d一二三四五六七八九十][，、；。,;]")
_SENTENCE = re.compile(r"[。；;！？]")
_CLAUSE = re.compile(r"[，,。；;：:！？]")
_REMARK = re.compile(r"[(（][^()（）]{0,8}[)）]?$")


class Kind(IntEnum):
    """What a column holds."""

    LEVEL1 = 0
    LEVEL2 = 1
    NAME = 2
    FUNDS = 3
    TARGET = 4
    ACTUAL = 5
    AMOUNT = 6
    POINTS = 7
    RATE = 8
    SCORE = 9
    REASON = 10
    TEXT = 11
    WORD = 12


FIGURES = (Kind.AMOUNT, Kind.POINTS, Kind.RATE, Kind.SCORE)
FREE_TEXT = (Kind.REASON, Kind.TEXT)


class Shape(IntEnum):
    """What a text looks like."""

    WORDS = 0
    EMPTY = 1
    NUMBER = 2
    PERCENT = 3
    RUN = 4
    QUANTITY = 5
    TIER = 6
    LEVEL = 7
    LEVEL_LIKE = 8


NEVER = 1000

# One line a kind, one column a shape: WORDS EMPTY NUMBER PERCENT RUN QUANTITY TIER LEVEL LEVEL_LIKE
_COSTS: dict[Kind, tuple[int, ...]] = {
    Kind.LEVEL1: (40, NEVER, NEVER, NEVER, NEVER, NEVER, 90, 0, 14),
    Kind.LEVEL2: (25, 70, NEVER, NEVER, NEVER, NEVER, 90, 0, 6),
    Kind.NAME: (0, 50, 60, 70, 80, 50, 30, 40, 20),
    Kind.FUNDS: (2, 60, 80, 80, 80, 40, 30, 60, 40),
    Kind.TARGET: (8, 15, 8, 6, 20, 0, 20, 45, 30),
    Kind.ACTUAL: (10, 15, 5, 3, 20, 0, 0, 45, 30),
    Kind.AMOUNT: (70, 4, 0, 40, 20, 15, NEVER, NEVER, NEVER),
    Kind.POINTS: (70, 4, 0, 40, 25, 60, NEVER, NEVER, NEVER),
    Kind.RATE: (70, 4, 2, 0, 25, 60, NEVER, NEVER, NEVER),
    Kind.SCORE: (70, 4, 0, 40, 25, 60, NEVER, NEVER, NEVER),
    Kind.REASON: (8, 8, 40, 40, 60, 30, 25, 70, 40),
    Kind.TEXT: (2, 6, 30, 30, 30, 20, 20, 30, 20),
    Kind.WORD: (2, 6, 25, 15, 40, 12, 12, 30, 10),
}


@lru_cache(maxsize=8192)
def shape_of(text: str) -> Shape:
    """The shape of a whole cell's text."""
    if len(text) > _LONGEST:
        return Shape.WORDS
    if notation.is_empty(text):
        return Shape.EMPTY
    if notation.number(text) is not None:
        return Shape.PERCENT if plain(text).endswith("%") else Shape.NUMBER
    if _RUN.fullmatch(plain(text)):
        return Shape.RUN
    if labelled(text, "level1") or labelled(text, "level2"):
        return Shape.LEVEL
    if labelled(text, "tier"):
        return Shape.TIER
    if notation.target(TargetText(text=text)).kind is not TargetKind.IN_WORDS:
        return Shape.QUANTITY
    return Shape.LEVEL_LIKE if _LEVEL_NAME.fullmatch(plain(text)) else Shape.WORDS


@lru_cache(maxsize=16384)
def cost(kind: Kind, text: str) -> int:
    """What it costs to read *text* as a whole cell of *kind*."""
    shape = shape_of(text)
    paid = _COSTS[kind][shape]
    if kind in (Kind.LEVEL1, Kind.LEVEL2):
        return _level_cost(kind, text, shape)
    if kind is Kind.FUNDS:
        return 0 if labelled(text, "funding_row") else paid + 3
    if kind is Kind.NAME and shape is Shape.WORDS:
        return _name_cost(text)
    if kind is Kind.TARGET and shape is Shape.QUANTITY and not notation.split_target(text).op:
        return 3
    if kind is Kind.ACTUAL and shape is Shape.QUANTITY and notation.split_target(text).op:
        return 4
    if kind in FIGURES and shape is Shape.WORDS:
        return _word_for_figure_cost(text, paid)
    return paid


# What an indicator measures comes last in its name: 完成率, 次数, 满意度, 保障作用, 建立情况.
_NAME_ENDS = "率数量次度性力额况用平本果制值面积质益间户"
_LONGEST_FIGURE = 16
_SHORT_NAME = 3
_LONG_NAME = 40
_LONG_LEVEL = 10


def is_mistyped_figure(text: str) -> bool:
    """A mistyped figure (``l0.00``, ``100.``) is short and has something of a figure."""
    return text.isascii() and len(text) <= _LONGEST_FIGURE


def _word_for_figure_cost(text: str, paid: int) -> int:
    return 30 if is_mistyped_figure(text) else paid


def _level_cost(kind: Kind, text: str, shape: Shape) -> int:
    if shape is Shape.LEVEL:
        return 0 if labelled(text, kind.name.lower()) else 30
    long = 60 if len(text) > _LONG_LEVEL else 0
    return _COSTS[kind][shape] + long + (60 if _CLAUSE.search(text) else 0)


def _name_cost(text: str) -> int:
    short = 20 if len(text) <= _SHORT_NAME else 4 if len(text) == _SHORT_NAME + 1 else 0
    long = 20 if len(text) > _LONG_NAME else 0
    usual = 0 if text[-1] in _NAME_ENDS else 6
    marked = 40 if _SENTENCE.search(text) else 12 if _CLAUSE.search(text) else 0
    return short + long + usual + marked


def cost_of_beginning(text: str) -> int:
    """What speaks against a cell that begins with *text*.

    A bracket belongs to what stands before it, a clause of one character is the tail of a word
    (``实，人员配置``).
    """
    if _REMARK.fullmatch(text):
        return 25
    return 30 if _LONE_CLAUSE.match(text) else 0


def is_open(text: str) -> bool:
    """True where a bracket or a quotation mark is opened and not closed."""
    return any(text.count(a) > text.count(b) for a, b in ("()", "（）", "《》", "“”", "【】"))
