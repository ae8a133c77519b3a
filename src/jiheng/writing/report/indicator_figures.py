"""Where points are got and lost: by level of the indicators, and by their names over all projects."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeVar

from jiheng.terms import plain
from jiheng.writing.distribution import share
from jiheng.writing.report.project import IndicatorLine

_Key = TypeVar("_Key", bound=Hashable)


@dataclass(frozen=True, slots=True)
class Earned:
    """Some indicator lines with the sums of their points and scores.

    Only lines on which both are printed numbers count; ``unscored`` says how many do not.
    """

    lines: tuple[IndicatorLine, ...]
    points: Decimal
    score: Decimal
    unscored: int

    @property
    def lost(self) -> Decimal:
        """Points less scores."""
        return self.points - self.score

    @property
    def rate(self) -> Decimal | None:
        """得分率 in per cent, to two places; None where there are no points."""
        return share(self.score, self.points)

    @property
    def full(self) -> int:
        """How many of the scored lines lost no point."""
        return sum(line.lost is not None and line.lost <= 0 for line in self.lines)

    @property
    def short(self) -> int:
        """How many of the scored lines lost points."""
        return sum(line.lost is not None and line.lost > 0 for line in self.lines)

    @property
    def projects(self) -> int:
        """How many projects have such a line."""
        return len({line.project.number for line in self.lines})


def earned(lines: Iterable[IndicatorLine]) -> Earned:
    """The sums of *lines*."""
    members = tuple(lines)
    points = score = Decimal(0)
    unscored = 0
    for line in members:
        if line.points is None or line.score is None:
            unscored += 1
        else:
            points, score = points + line.points, score + line.score
    return Earned(members, points, score, unscored)


def by_level1(lines: Sequence[IndicatorLine]) -> dict[str, Earned]:
    """By 一级指标, in the order in which the forms first name them."""
    return _grouped(lines, lambda line: line.level1)


def by_level2(lines: Sequence[IndicatorLine]) -> dict[tuple[str, str], Earned]:
    """By 一级指标 and 二级指标; those of one 一级指标 stand together."""
    order = list(by_level1(lines))
    found = _grouped(lines, lambda line: (line.level1, line.level2))
    return dict(sorted(found.items(), key=lambda entry: order.index(entry[0][0])))


def by_name(lines: Sequence[IndicatorLine]) -> tuple[list[Earned], list[Earned]]:
    """By names on all levels: those that lost points, most first, and those that never lost any.

    What has no scored line is in neither.
    """
    found = _grouped(lines, lambda line: (line.level1, line.level2, plain(line.name))).values()
    losing = sorted((item for item in found if item.short), key=lambda item: (-item.lost, -item.short))
    never = [item for item in found if item.full and not item.short]
    return losing, sorted(never, key=lambda item: -item.full)


def _grouped(lines: Iterable[IndicatorLine], key: Callable[[IndicatorLine], _Key]) -> dict[_Key, Earned]:
    found: dict[_Key, list[IndicatorLine]] = {}
    for line in lines:
        found.setdefault(key(line), []).append(line)
    return {name: earned(members) for name, members in found.items()}
