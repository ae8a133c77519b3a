"""How many documents were read, how many were not, and why."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass, field

from jiheng.cli.console import talk
from jiheng.model import Problem, ProblemKind

# What differs from file to file in problems of one kind: numbers and quotations.
_OWN = re.compile(r"\d+(?:\.\d+)?|“[^”]*”")
_MOST_REASONS = 20


@dataclass(slots=True)
class Tally:
    """``read`` gave forms, ``failed`` gave none or not all, ``kept`` had been read before."""

    read: int = 0
    failed: int = 0
    unsafe: int = 0
    kept: int = 0
    empty: int = 0
    reasons: Counter[str] = field(default_factory=Counter)

    def add(self, *, has_forms: bool, problems: Iterable[Problem], kept: bool = False) -> None:
        """Counts one document; each of its reasons once."""
        found = tuple(problems)
        self.read += has_forms
        self.empty += not has_forms
        self.kept += kept
        self.failed += bool(found)
        self.unsafe += not has_forms and any(problem.kind is ProblemKind.UNSAFE for problem in found)
        self.reasons.update({reason(problem) for problem in found})

    def tell(self) -> None:
        """Says on stderr what failed and why, the most frequent first."""
        if not self.failed:
            return
        talk(f"共{self.read + self.empty}个文件，{self.failed}个没有读出或没有读全：")
        for why, count in self.reasons.most_common(_MOST_REASONS):
            talk(f"  {count}个：{why}")
        if len(self.reasons) > _MOST_REASONS:
            talk(f"  另有{len(self.reasons) - _MOST_REASONS}种原因")


def reason(problem: Problem) -> str:
    """What a problem has in common with others of its kind."""
    return _OWN.sub(lambda found: "“…”" if found[0].startswith("“") else "…", problem.message)
