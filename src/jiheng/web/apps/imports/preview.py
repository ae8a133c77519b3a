"""What a list would do, counted and shown to the person who decides."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

from jiheng.model import Problem
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.imports.lists import Lists
from jiheng.web.apps.imports.models import Import
from jiheng.web.apps.imports.plan import Effect, ProjectPlan

SHOWN = 200


@dataclass(slots=True)
class Preview:
    """What a list would do: counts, the problems, and the first projects of each kind in detail."""

    counts: Counter[Effect] = field(default_factory=Counter)
    problems: list[Problem] = field(default_factory=list)
    shown: dict[Effect, list[ProjectPlan]] = field(default_factory=dict)

    @property
    def total(self) -> int:
        """The projects of the list."""
        return sum(self.counts.values())

    @property
    def does_something(self) -> bool:
        """True where bringing in the list would change a form."""
        return bool(self.counts[Effect.NEW] or self.counts[Effect.CHANGED])


def preview_of(user: User, given: Import) -> Preview:
    """What *given* would do now."""
    made = Preview()
    lists = Lists(user, given)
    made.problems.extend(lists.problems)
    for plan in lists.plans():
        made.counts[plan.effect] += 1
        if plan.problem is not None:
            made.problems.append(plan.problem)
        kept = made.shown.setdefault(plan.effect, [])
        if len(kept) < SHOWN:
            kept.append(plan)
    made.counts[Effect.REFUSED] += lists.refused
    return made
