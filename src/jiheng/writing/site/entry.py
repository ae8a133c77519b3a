"""One publication of a form as programs find it in the index of a public site."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, replace
from typing import Any

FILES = ("pdf", "xlsx", "json")
"""The kinds of files that stand beside a published form."""


@dataclass(frozen=True, slots=True)
class Named:
    """A department, a unit, a project, a standard: what it is called, and its code or id."""

    code: str = ""
    name: str = ""


@dataclass(frozen=True, slots=True)
class Entry:
    """A publication: its ``number`` counts from 1 at each address.

    ``address`` and ``files`` are addresses on the site. Amounts in 元, the rate in per cent, all as texts,
    empty where the form does not tell. ``note`` says what a later publication corrects, ``changes`` what
    became of which cell; ``digest`` is the SHA-256 of the JSON file, of ``standard`` that of the rules.
    """

    address: str
    files: Mapping[str, str]
    number: int
    is_latest: bool
    published_at: str
    department: Named
    unit: Named
    project: Named
    annual_budget: str
    executed: str
    rate: str
    total: str
    grade: str
    standard: Named
    note: str = ""
    changes: tuple[str, ...] = ()
    digest: str = ""

    @property
    def folder(self) -> str:
        """Where all publications of the form stand."""
        return self.address.rpartition("/")[0]

    @property
    def year(self) -> str:
        """The first step of the address."""
        return self.address.partition("/")[0]

    @property
    def unit_folder(self) -> str:
        """Where the unit's forms of a year are listed."""
        return self.folder.rpartition("/")[0]

    def replaced(self) -> Entry:
        """The same, once a corrected form is published."""
        return replace(self, is_latest=False)

    def as_json(self) -> dict[str, Any]:
        """The entry as the index gives it."""
        told = {
            "address": self.address,
            "files": dict(self.files),
            "number": self.number,
            "is_latest": self.is_latest,
            "published_at": self.published_at,
            "note": self.note,
            "department": {"code": self.department.code, "name": self.department.name},
            "unit": {"code": self.unit.code, "name": self.unit.name},
            "project": {"code": self.project.code, "name": self.project.name},
            "annual_budget": self.annual_budget,
            "executed": self.executed,
            "rate": self.rate,
            "score": "self",
            "total": self.total,
            "grade": self.grade,
            "standard": {"id": self.standard.code, "digest": self.standard.name},
        }
        if self.digest:
            told |= {"changes": list(self.changes), "digest": self.digest}
        return told


def entry_from_json(data: Mapping[str, Any]) -> Entry:
    """The entry that ``as_json`` gave; KeyError or TypeError where it is none."""
    department, unit, project = (
        Named(str(data[name]["code"]), str(data[name]["name"])) for name in ("department", "unit", "project")
    )
    return Entry(
        address=str(data["address"]),
        files={str(kind): str(place) for kind, place in data["files"].items()},
        number=int(data["number"]),
        is_latest=bool(data["is_latest"]),
        published_at=str(data["published_at"]),
        department=department,
        unit=unit,
        project=project,
        annual_budget=str(data["annual_budget"]),
        executed=str(data["executed"]),
        rate=str(data["rate"]),
        total=str(data["total"]),
        grade=str(data["grade"]),
        standard=Named(str(data["standard"]["id"]), str(data["standard"]["digest"])),
        note=str(data["note"]),
        changes=tuple(map(str, data["changes"])),
        digest=str(data["digest"]),
    )
