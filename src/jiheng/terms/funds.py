"""Which row of a form's funds is 年度资金总额."""

from __future__ import annotations

from jiheng.model import Form
from jiheng.terms.glossary import find


def total_row(form: Form) -> int | None:
    """The index of the row 年度资金总额; the first row where none bears that label."""
    for index, row in enumerate(form.funding):
        term = find(row.label, "funding_row")
        if term is not None and term.id == "total_funds":
            return index
    return 0 if form.funding else None
