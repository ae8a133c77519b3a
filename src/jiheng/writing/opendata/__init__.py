"""Many forms as open data: tables with keys between them, as a Data Package; and the forms as JSON.

What the tables do not carry: places, confidence and whatever else says how a form was read, text that no
cell prints, and keys of other programs that are no text.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import TypeAlias

from jiheng.model import Form, Problem
from jiheng.writing.opendata.archive import packed
from jiheng.writing.opendata.choices import About, Flavour, Headings
from jiheng.writing.place import problem, refused

__all__ = ["DESCRIPTION", "KINDS", "About", "Files", "Flavour", "Headings", "packed", "write"]

Files: TypeAlias = Mapping[str, bytes]
"""The content of files by their names, ``DESCRIPTION`` the last."""

KINDS = ("csv", "parquet", "json")
DESCRIPTION = "datapackage.json"


def write(
    forms: Sequence[Form], keys: Sequence[str], kind: str, flavour: Flavour, about: About
) -> Files | Problem:
    """Forms, each with its key, as the files of one of ``KINDS``; the same forms, the same bytes.

    A text that no document can carry, or a kind of form that is none, is a Problem.
    """
    from jiheng.writing.opendata import resources
    from jiheng.writing.opendata.package import description
    from jiheng.writing.opendata.tables import KINDS as KINDS_OF_FORMS

    refusal = refused(forms)
    if refusal is not None:
        return refusal
    for number, form in enumerate(forms):
        if form.kind not in KINDS_OF_FORMS:
            fix = f"请改为 {'、'.join(KINDS_OF_FORMS)} 之一"
            return problem(forms, number, "", f"的种类“{form.kind}”无法识别", fix)
    made = resources.of_kind(kind)(forms, keys, flavour)
    files = {resource.path: resource.data for resource in made}
    return {**files, DESCRIPTION: description(made, about, flavour.headings)}
