"""What a check is: its code, texts and needs in a decorator, its judgement in a pure function."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import Any, TypeAlias

from jiheng.model import Severity

ARITHMETIC = "表内勾稽关系（算术）"
COMPLETENESS = "表格填写要求（完整）"


class Fixable(StrEnum):
    """S: follows safely from other cells; U: needs a person; –: cannot be fixed in the form."""

    SAFE = "safe"
    PERSON = "person"
    NONE = "none"


class Stage(StrEnum):
    """The step that an error stands in the way of."""

    HAND_IN = "hand_in"
    PUBLICATION = "publication"


@dataclass(frozen=True, slots=True)
class Hit:
    """A defect at *path*, with the values for the message and fix templates.

    ``severity`` and ``fix`` replace the check's own where the case asks for it; ``correction`` is the text
    that should stand at *path*; ``source`` is cited in place of the check's own clause; ``form`` is the
    form's place among those of a check across forms.
    """

    path: str
    values: Mapping[str, Any] = field(default_factory=dict)
    severity: Severity | None = None
    fix: str = ""
    correction: str = ""
    source: str = ""
    form: int = 0


@dataclass(frozen=True, slots=True)
class NotApplicable:
    """The check has nothing to judge in this form, and why."""

    why: str


@dataclass(frozen=True, slots=True)
class MissingInput:
    """The check would judge, but the form lacks what it needs; says which."""

    which: str


Answer: TypeAlias = Hit | NotApplicable | MissingInput
Judge: TypeAlias = Callable[[Any], Iterable[Answer]]


@dataclass(frozen=True, slots=True)
class Check:
    """One check of the catalogue.

    ``needs`` are paths that must be printed (``funding.rate`` means the row 年度资金总额,
    ``indicators.points`` any line); ``parameters`` the values of the standard it judges by; ``clause`` is the
    name of the parameter whose source it cites, or a text of its own. ``cause`` joins findings that follow
    from one fact. ``together`` checks look at all forms of a call at once. ``blocks`` is the first step that
    its errors forbid.
    """

    code: str
    title: str
    severity: Severity
    fixable: Fixable
    message: str
    fix: str
    clause: str
    needs: tuple[str, ...]
    parameters: tuple[str, ...]
    cause: str
    together: bool
    blocks: Stage
    judge: Judge

    @property
    def name(self) -> str:
        """The defect, as the file is named."""
        return self.judge.__name__

    @property
    def module(self) -> str:
        """The module in which it stands; its page lies beside it."""
        return self.judge.__module__


def check(
    *,
    code: str,
    title: str,
    severity: Severity,
    fixable: Fixable,
    message: str,
    fix: str,
    clause: str,
    needs: tuple[str, ...] = (),
    parameters: tuple[str, ...] = (),
    cause: str = "",
    together: bool = False,
    blocks: Stage = Stage.HAND_IN,
) -> Callable[[Judge], Check]:
    """Make a check of the function that judges: one ``Case``, or with *together* a tuple of them."""

    def made(judge: Judge) -> Check:
        return Check(
            code=code,
            title=title,
            severity=severity,
            fixable=fixable,
            message=message,
            fix=fix,
            clause=clause,
            needs=needs,
            parameters=parameters,
            cause=cause or code,
            together=together,
            blocks=blocks,
            judge=judge,
        )

    return made
