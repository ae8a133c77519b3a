"""Input that cannot be used, as a value: what is wrong, where, and what to do."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jiheng.model.location import Location


class ProblemKind(StrEnum):
    """What went wrong with an input; the command line derives its exit code from it."""

    UNREADABLE = "unreadable"
    UNSAFE = "unsafe"


@dataclass(frozen=True, slots=True)
class Problem:
    """One reason why an input, or a part of it, could not be used. Texts are Chinese, for a clerk."""

    kind: ProblemKind
    message: str
    fix: str
    at: Location = Location()

    def __str__(self) -> str:
        place = str(self.at) or self.at.path
        where = f"（{place}）" if place else ""
        return f"{self.message}{where}。{self.fix}"


class UnreadableError(Exception):
    """Raised by the library's face where a caller asked for forms and there are none to give."""

    def __init__(self, problem: Problem) -> None:
        super().__init__(str(problem))
        self.problem = problem
