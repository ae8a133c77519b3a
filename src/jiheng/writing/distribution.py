"""How projects are spread: over grades and over execution rates, with the number and the money of each."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import round_half_up
from jiheng.terms import find, label, notation, of_kind
from jiheng.writing.summary_figures import AMOUNTS, Line, Sum, summed

NOT_FILLED = "未填"
NO_RATE = "无法计算"
_PLACES = 2
_HUNDRED = Decimal(100)
# Steps to show by, from the highest down; nothing is judged by them.
_STEPS = (
    (_HUNDRED, "100%"),
    (Decimal(90), "90%（含）至100%"),
    (Decimal(80), "80%（含）至90%"),
    (Decimal(60), "60%（含）至80%"),
)
_ABOVE, _BELOW = "超过100%", "60%以下"


@dataclass(frozen=True, slots=True)
class Group:
    """Projects that have something in common, with their sums (see ``summary_figures.Sum``)."""

    name: str
    lines: tuple[Line, ...]
    total: Sum


def by_grade(lines: Sequence[Line]) -> tuple[Group, ...]:
    """By the grade that is printed: those of the glossary in their order, other words, then 未填."""
    names = [_grade(line.grade) for line in lines]
    known = [term.label for term in of_kind("grade")]
    others = [name for name in dict.fromkeys(names) if name not in (*known, NOT_FILLED)]
    missing = [NOT_FILLED] if NOT_FILLED in names else []
    return _groups(lines, names, [*known, *others, *missing])


def by_rate(lines: Sequence[Line]) -> tuple[Group, ...]:
    """By the rate that the amounts give; those whose amounts give none come last."""
    names = [_step(rate_of(line)) for line in lines]
    missing = [NO_RATE] if NO_RATE in names else []
    return _groups(lines, names, [_ABOVE, *(name for _, name in _STEPS), _BELOW, *missing])


def rate_of(line: Line) -> Decimal | None:
    """全年执行数 in per cent of 全年预算数, unrounded; None where one is missing or nothing was budgeted."""
    amounts = dict(zip(AMOUNTS, line.amounts, strict=True))
    budget, executed = amounts["adjusted"], amounts["executed"]
    return None if not budget or executed is None else executed * _HUNDRED / budget


def share(part: Decimal | int | None, whole: Decimal | int | None) -> Decimal | None:
    """*part* in per cent of *whole*, to two places; None where there is nothing to take a share of."""
    if part is None or not whole:
        return None
    return round_half_up(Decimal(part) * _HUNDRED / Decimal(whole), _PLACES)


def _groups(lines: Sequence[Line], names: Sequence[str], order: Iterable[str]) -> tuple[Group, ...]:
    found: dict[str, list[Line]] = {name: [] for name in order}
    for line, name in zip(lines, names, strict=True):
        found[name].append(line)
    return tuple(Group(name, tuple(members), summed(members)) for name, members in found.items())


def _grade(printed: str) -> str:
    if notation.is_empty(printed):
        return NOT_FILLED
    term = find(printed, "grade")
    return printed if term is None else label(term.id)


def _step(rate: Decimal | None) -> str:
    if rate is None:
        return NO_RATE
    if rate > _HUNDRED:
        return _ABOVE
    return next((name for low, name in _STEPS if rate >= low), _BELOW)
