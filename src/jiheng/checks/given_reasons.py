"""The reasons that a form gives, and what words they use."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import cache

from jiheng.checks.case import Case, Row
from jiheng.terms import label, notation, plain

_CLOSING = "。.；;，,、!！"


@dataclass(frozen=True, slots=True)
class Reason:
    """A cell for a reason: its path, what it is called in a message, and what stands in it."""

    path: str
    name: str
    text: str

    @property
    def bare(self) -> str:
        """The text for comparing: without spaces and closing marks."""
        return plain(self.text).rstrip(_CLOSING)


def reason_of(row: Row) -> Reason:
    """The reason cell of an indicator line."""
    return Reason(row.at("reason"), f"“{row.name}”的偏差原因", row.printed.reason)


def given_reasons(case: Case, owed: Iterable[Reason]) -> Iterator[Reason]:
    """Those of the *owed* reasons that are filled, and the form's common box where one of them is not."""
    silent = False
    for reason in owed:
        if notation.is_empty(reason.text):
            silent = True
        else:
            yield reason
    box = case.note("overall_reason") if silent else None
    if box is not None:
        yield Reason(f"notes[{box}]", f"“{label('overall_reason')}”一栏", case.form.notes[box].text)


def says(text: str, words: tuple[str, ...], unless: tuple[str, ...]) -> bool:
    """Whether *text* holds one of *words* that does not follow one of *unless* (``不``, ``没有``)."""
    return bool(words) and _pattern(words, unless).search(plain(text)) is not None


@cache
def _pattern(words: tuple[str, ...], unless: tuple[str, ...]) -> re.Pattern[str]:
    before = "".join(f"(?<!{re.escape(word)})" for word in unless)
    return re.compile(f"{before}(?:{'|'.join(map(re.escape, words))})")
