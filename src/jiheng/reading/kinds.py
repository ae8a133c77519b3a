"""What kind of form was read: by its title, else by what it prints."""

from __future__ import annotations

from collections.abc import Collection

from jiheng.model import Form, FundingRow, Indicator, Total
from jiheng.reading.labels import form_titled

SCORED = frozenset({"project", "department"})
"""The kinds that print points, scores and a total."""


def kind_of(form: Form, columns: Collection[tuple[str, str]]) -> str:
    """project, transfer, department, declaration or monitoring; *columns* are (block, field).

    Forms for transfer payments print no points, scores, total or grade; declarations no results either.
    """
    titled = form_titled(form.title)
    if titled is not None and titled.field != "project":
        return titled.field
    if _is_scored(form):
        return "project"
    is_declared = ("indicators", "target") in columns and ("indicators", "actual") not in columns
    return "declaration" if is_declared and not any(row.actual for row in form.indicators) else "transfer"


def _is_scored(form: Form) -> bool:
    lines: tuple[FundingRow | Indicator | Total, ...] = (*form.funding, *form.indicators, form.total)
    return not form.indicators or any(line.points or line.score for line in lines) or bool(form.grade)
