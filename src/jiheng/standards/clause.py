"""Where a value comes from and how far it can be trusted."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from typing import Generic, TypeVar


class Trust(StrEnum):
    """How sure we are of a value.

    A a statute or official page whose text was read; B a published form, notice or manual that states it;
    C practice seen in systems; D not confirmed, never judges; OWN our default, never shown as law.
    """

    A = "A"
    B = "B"
    C = "C"
    D = "D"
    OWN = "own"


_TRUST_WORDS = {
    Trust.A: "原文已核",
    Trust.B: "公开件印证",
    Trust.C: "实务做法，非法规原文",
    Trust.D: "口径未确认",
    Trust.OWN: "产品默认，非法规",
}


@dataclass(frozen=True, slots=True)
class Law:
    """A text that values cite."""

    id: str
    title: str
    number: str
    issuer: str
    issued: str

    @property
    def name(self) -> str:
        """《title》（number）."""
        return f"《{self.title}》（{self.number}）" if self.number else f"《{self.title}》"


@dataclass(frozen=True, slots=True)
class Clause:
    """The source of one value: law, article, trust grade, and the day somebody last confirmed it."""

    law: Law
    trust: Trust
    confirmed: date
    article: str = ""
    note: str = ""

    def __str__(self) -> str:
        """The source in one line, with its trust grade in words."""
        if self.trust is Trust.OWN:
            return _TRUST_WORDS[self.trust]
        name = self.law.title if self.law.id == "practice" else self.law.name
        return f"{name}{self.article}〔{self.trust}级：{_TRUST_WORDS[self.trust]}〕"


T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Ruled(Generic[T]):
    """A value in force: with its unit, its clause, the day it takes effect and the file that gave it."""

    value: T
    unit: str
    clause: Clause
    since: date
    file: str

    @property
    def may_judge(self) -> bool:
        """False for a value nobody has confirmed (grade D): no check may judge by it."""
        return self.clause.trust is not Trust.D
