"""What a check says of a form."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from jiheng.model.location import Location


class Severity(StrEnum):
    """强制校验 (error), 提示性校验（需说明） (warning), 参考 (hint)."""

    ERROR = "error"
    WARNING = "warning"
    HINT = "hint"


class Status(StrEnum):
    """The five answers; every check gives exactly one for every form."""

    PASSED = "passed"
    FOUND = "found"
    NOT_APPLICABLE = "not_applicable"
    MISSING_INPUT = "missing_input"
    CRASHED = "crashed"


@dataclass(frozen=True, slots=True)
class Finding:
    """One 疑点: what is wrong, where, what it should be and what to do.

    ``source`` is the clause with its trust grade. Findings with the same ``cause`` follow from one fact
    and are shown as one. ``correction`` is the text that should stand at ``at.path`` where it follows
    safely from other cells, else empty.
    """

    code: str
    severity: Severity
    at: Location
    message: str
    fix: str
    source: str
    cause: str = ""
    correction: str = ""


@dataclass(frozen=True, slots=True)
class Outcome:
    """The answer of one check for one form; ``why`` says it for every status but passed and found."""

    code: str
    status: Status
    why: str = ""
    findings: tuple[Finding, ...] = ()
