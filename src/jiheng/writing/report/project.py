"""One project as a report sees it: its form, what it earns, what the checks found, where it was read."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Finding, Form, Outcome, Scorecard
from jiheng.terms import find, notation, plain
from jiheng.writing.summary_figures import Line, line

UNNAMED = "（未填）"


@dataclass(frozen=True, slots=True)
class Judged:
    """A form of the document *doc*, scored and checked."""

    doc: str
    form: Form
    scorecard: Scorecard
    outcomes: tuple[Outcome, ...]


@dataclass(frozen=True, slots=True)
class IndicatorLine:
    """One indicator line. ``points`` and ``score`` are the printed numbers, None where there is none.

    ``path`` is the line in the form; levels bear the label of the glossary where it knows the name.
    """

    project: Project
    path: str
    level1: str
    level2: str
    name: str
    points: Decimal | None
    score: Decimal | None
    reason: str

    @property
    def lost(self) -> Decimal | None:
        """Points less score; None where one is missing."""
        return None if self.points is None or self.score is None else self.points - self.score


@dataclass(frozen=True, slots=True)
class Project:
    """A form with its ``number`` in the report, from 1, and its line in the summary."""

    number: int
    doc: str
    form: Form
    card: Scorecard
    outcomes: tuple[Outcome, ...]
    line: Line

    @property
    def name(self) -> str:
        """项目名称, and its number where none is printed."""
        return self.form.header.project or f"第{self.number}个项目"

    @property
    def findings(self) -> Iterator[Finding]:
        """What all checks found."""
        return (finding for outcome in self.outcomes for finding in outcome.findings)

    @property
    def differs(self) -> bool:
        """True where the score computed anew is another than the printed one, and leaves no line out."""
        return (
            isinstance(self.line.score, Decimal)
            and not self.card.partial
            and self.card.total != self.line.score
        )

    def notes(self, term: str) -> list[str]:
        """The filled notes beside the table that bear a label of *term*."""
        return [note.text for note in self.form.notes if _is(note.label, term) and _is_filled(note.text)]

    def indicators(self) -> Iterator[IndicatorLine]:
        """Every line of 绩效指标."""
        for index, row in enumerate(self.form.indicators):
            points, score = notation.number(row.points), notation.number(row.score)
            yield IndicatorLine(
                project=self,
                path=f"indicators[{index}]",
                level1=_level(row.level1, "level1"),
                level2=_level(row.level2, "level2"),
                name=row.level3 or f"第{index + 1}项指标",
                points=None if points is None else points.value,
                score=None if score is None else score.value,
                reason=row.reason if _is_filled(row.reason) else "",
            )


def projects(judged: list[Judged]) -> tuple[Project, ...]:
    """The projects of a report, counted from 1 in the order in which they are given."""
    return tuple(
        Project(number, item.doc, item.form, item.scorecard, item.outcomes, line(item.form, item.scorecard))
        for number, item in enumerate(judged, start=1)
    )


def _is(label: str, term: str) -> bool:
    found = find(label, "field", "notes")
    return found is not None and found.id == term


def _is_filled(text: str) -> bool:
    return not notation.is_empty(text)


def _level(name: str, kind: str) -> str:
    term = find(name, kind)
    return (plain(name) or UNNAMED) if term is None else term.label
