"""What the checks found and what reasons the forms give, grouped, each with its project and its cell."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Finding, Severity
from jiheng.terms import label, notation, total_row, words
from jiheng.writing.report.project import Project

_ORDER = list(Severity)


@dataclass(frozen=True, slots=True)
class Found:
    """One finding in the project it belongs to."""

    project: Project
    finding: Finding

    @property
    def cell(self) -> str:
        """The cell in words, with the indicator's name and the place in the document where they are known."""
        path = self.finding.at.path
        row = next((line.name for line in self.project.indicators() if path.startswith(f"{line.path}.")), "")
        where = words(self.project.form, path) if path else ""
        place = str(self.finding.at)
        return "，".join(part for part in (row and f"“{row}”", where, place) if part)


@dataclass(frozen=True, slots=True)
class Kind:
    """All findings of one check, under the severest level that one of them has."""

    code: str
    title: str
    severity: Severity
    found: tuple[Found, ...]

    @property
    def projects(self) -> int:
        """How many projects have one."""
        return len({item.project.number for item in self.found})


@dataclass(frozen=True, slots=True)
class Reason:
    """A line on which points were lost, with the reason that is printed, or ``""``."""

    project: Project
    name: str
    points: Decimal
    score: Decimal
    text: str


def kinds(projects: Sequence[Project], titles: Mapping[str, str]) -> list[Kind]:
    """The findings by check: severest first, then those in most projects; *titles* by code."""
    by_code: dict[str, list[Found]] = {}
    for project in projects:
        for finding in project.findings:
            by_code.setdefault(finding.code, []).append(Found(project, finding))
    found = [_kind(code, titles.get(code, ""), tuple(items)) for code, items in by_code.items()]
    return sorted(found, key=lambda kind: (_ORDER.index(kind.severity), -kind.projects, kind.code))


def _kind(code: str, title: str, found: tuple[Found, ...]) -> Kind:
    levels = {item.finding.severity for item in found}
    return Kind(code, title, min(levels, key=_ORDER.index), found)


def reasons(projects: Sequence[Project]) -> list[Reason]:
    """Every line that lost points, most points first, with or without a reason."""
    found = [reason for project in projects for reason in _of(project)]
    return sorted(found, key=lambda reason: reason.score - reason.points)


def _of(project: Project) -> Iterator[Reason]:
    index = total_row(project.form)
    if index is not None:
        row = project.form.funding[index]
        points, score = notation.number(row.points), notation.number(row.score)
        if points is not None and score is not None and score.value < points.value:
            text = "" if notation.is_empty(row.reason) else row.reason
            yield Reason(project, label("rate"), points.value, score.value, text)
    for line in project.indicators():
        if line.points is not None and line.score is not None and line.score < line.points:
            yield Reason(project, line.name, line.points, line.score, line.reason)
