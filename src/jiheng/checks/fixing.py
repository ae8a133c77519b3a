"""Safe fixes: what follows from other cells, applied on request until nothing more follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiheng.model import Finding, Form
from jiheng.model.paths import value_at, with_value

_DEPENDENT = ("total", "grade")  # scores make the total, the total the grade
_ROUNDS = 10  # guards against checks that contradict each other; real forms settle after three


@dataclass(frozen=True, slots=True)
class Change:
    """One cell changed, and by which check."""

    path: str
    old: str
    new: str
    code: str


def fixed(form: Form, judge: Callable[[Form], Iterable[Finding]]) -> tuple[Form, tuple[Change, ...]]:
    """*form* with every safe correction that *judge* finds, and the changes in order."""
    changes: list[Change] = []
    for _ in range(_ROUNDS):
        safe = {finding.at.path: finding for finding in judge(form) if finding.correction}
        if not safe:
            break
        first = min(map(_rank, safe))
        for path, finding in safe.items():
            if _rank(path) == first:
                changes.append(Change(path, value_at(form, path), finding.correction, finding.code))
                form = with_value(form, path, finding.correction)
    return form, tuple(changes)


def _rank(path: str) -> int:
    block = path.partition(".")[0]
    return _DEPENDENT.index(block) + 1 if block in _DEPENDENT else 0
