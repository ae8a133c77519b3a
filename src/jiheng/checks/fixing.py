"""Safe fixes: what follows from other cells, applied on request until nothing more follows."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from jiheng.model import Finding, Form
from jiheng.model.paths import value_at, with_value

_ROUNDS = 50  # one check a round, each at most once or twice; the bound only guards against our own mistakes


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
        # One check a round: what it corrects may be what another one reads.
        first = next(iter(safe.values()), None)
        if first is None:
            break
        for path, finding in safe.items():
            if finding.code == first.code:
                changes.append(Change(path, value_at(form, path), finding.correction, finding.code))
                form = with_value(form, path, finding.correction)
    return form, tuple(changes)
