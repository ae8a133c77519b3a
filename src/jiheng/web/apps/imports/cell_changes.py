"""Changes to a form, gathered cell by cell: what says the same already is no change."""

from __future__ import annotations

from dataclasses import dataclass, field

from jiheng.terms import find, plain
from jiheng.web.apps.evaluations.document import Document, value_at
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.imports.numbers import same_amount


@dataclass(slots=True)
class Changes:
    """Edits, the cells that are approved after them with their texts, and remarks for who looks at them.

    ``missing`` names the rows that the form would need and has not.
    """

    edits: list[Edit] = field(default_factory=list)
    approved: dict[str, str] = field(default_factory=dict)
    notes: list[str] = field(default_factory=list)
    missing: list[str] = field(default_factory=list)

    def set(self, document: Document, path: str, text: str) -> None:
        """An approved cell; what says the same already stays as it is printed."""
        have = value_at(document, path)
        if plain(have) == plain(text):
            self.approved[path] = have
            return
        self.edits.append(Edit(path, have, text))
        self.approved[path] = text

    def set_amount(self, document: Document, path: str, text: str, *, approved: bool) -> None:
        """A cell of money or points, compared as a number."""
        have = value_at(document, path)
        if same_amount(have, text, value_at(document, "fund_unit")):
            text = have
        else:
            self.edits.append(Edit(path, have, text))
        if approved:
            self.approved[path] = text


def funding_row(document: Document, source: str) -> str:
    """The key of the row of a source of funds; ``""`` where the form has none."""
    for row in document["funding"]:
        meant = find(row.get("label", ""), "funding_row")
        if meant is not None and meant.id == source:
            return str(row["key"])
    return ""
