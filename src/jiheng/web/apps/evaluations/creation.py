"""A new form: what the standard's layout prints before anybody has written anything."""

from __future__ import annotations

from dataclasses import replace

from jiheng.model import FundingRow, Header, Note
from jiheng.standards import Standard
from jiheng.terms import find
from jiheng.web.apps.evaluations.document import Document, document_of
from jiheng.writing import blank

_NOT_SCORED = "-"


def new_document(standard: Standard, year: int, header: Header) -> Document:
    """The document of an empty form: its head, the names of its rows, the points of the execution line."""
    layout = standard.layout
    form = blank(standard, year)
    points = f"{standard.rules(year).execution_points.value:.2f}"
    scored = layout.column("funding", "points") is not None
    funding = tuple(_funding(row, points) for row in form.funding) if scored else form.funding
    notes = tuple(Note(label=name) for name in (*layout.notes_above, *layout.notes, *layout.signatures))
    made = replace(
        form,
        title=layout.title.format(year=year),
        header=replace(header, year=str(year)),
        funding=funding,
        notes=notes,
    )
    return document_of(made)


def _funding(row: FundingRow, points: str) -> FundingRow:
    meant = find(row.label, "funding_row")
    if meant is not None and meant.id == "total_funds":
        return replace(row, points=points)
    return replace(row, points=_NOT_SCORED, score=_NOT_SCORED)
