"""What is asked of a publication, and what became of it."""

from __future__ import annotations

from dataclasses import dataclass, field

from jiheng.model import Problem
from jiheng.writing.site.entry import Entry


@dataclass(frozen=True, slots=True)
class Wish:
    """What whoever publishes says: ``date`` is YYYY-MM-DD; what is empty stays as it was said before."""

    date: str
    title: str = ""
    publisher: str = ""
    licence: str = ""
    note: str = ""


@dataclass(slots=True)
class Published:
    """What became of a call: the publications made, the forms left as they were, and what went wrong."""

    new: list[Entry] = field(default_factory=list)
    corrected: list[Entry] = field(default_factory=list)
    unchanged: int = 0
    withdrawn: list[Entry] = field(default_factory=list)
    problems: list[Problem] = field(default_factory=list)
