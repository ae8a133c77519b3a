"""The files of a form as its page shows them."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Any

from django.shortcuts import get_object_or_404

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.evaluations.marks import code_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import may_edit
from jiheng.web.apps.files.models import Evidence, FormFile, StampedScan
from jiheng.web.apps.files.services import may_seal

_WHOLE = "整份自评表"
_GONE = "已删除的指标行"


@dataclass(frozen=True, slots=True)
class Place:
    """An indicator (or the whole form) with its evidence; ``path`` is None for rows that are gone."""

    path: str | None
    name: str
    files: tuple[Evidence, ...]


@dataclass(frozen=True, slots=True)
class Scan:
    """A stamped scan, and whether the form still says what was stamped."""

    file: StampedScan
    is_valid: bool


@dataclass(frozen=True, slots=True)
class Panel:
    """Everything about files that the page of a form shows to one person."""

    places: tuple[Place, ...]
    with_evidence: tuple[Place, ...]
    removed: tuple[Evidence, ...]
    scans: tuple[Scan, ...]
    code: str
    may_attach: bool
    may_seal: bool

    @property
    def is_sealed(self) -> bool:
        """True where a stamped scan of the present content is there."""
        return any(scan.is_valid for scan in self.scans)


def panel(row: ProjectForm, user: User) -> dict[str, Any]:
    """The context of ``files/panel.html``."""
    code = code_of(row.document)
    evidence = list(Evidence.objects.filter(form=row).select_related("by", "removed_by"))
    places = tuple(_places(row, [file for file in evidence if file.removed_at is None]))
    scans = StampedScan.objects.filter(form=row).select_related("by")
    shown = Panel(
        places=tuple(place for place in places if place.path is not None),
        with_evidence=tuple(place for place in places if place.files),
        removed=tuple(file for file in evidence if file.removed_at is not None),
        scans=tuple(Scan(file, file.code == code) for file in scans),
        code=code,
        may_attach=may_edit(user, row),
        may_seal=may_seal(user, row),
    )
    return {"files": shown}


def _places(row: ProjectForm, files: list[Evidence]) -> Iterator[Place]:
    """The whole form, then the indicators in their order, then what belonged to rows that are gone."""
    names = {"": _WHOLE}
    for number, line in enumerate(row.document["indicators"], 1):
        names[f"indicators[{line['key']}]"] = (
            line.get("level3") or f"第{number}行（{line.get('level2', '')}）"
        )
    for path, name in names.items():
        yield Place(path, name, tuple(file for file in files if file.path == path))
    yield Place(None, _GONE, tuple(file for file in files if file.path not in names))


def evidence_of(row: ProjectForm, evidence_id: int) -> Evidence:
    """One file of evidence of a form, a removed one too; Http404 for any other."""
    return get_object_or_404(Evidence, form=row, pk=evidence_id)


def scan_of(row: ProjectForm, scan_id: int) -> StampedScan:
    """One stamped scan of a form; Http404 for any other."""
    return get_object_or_404(StampedScan, form=row, pk=scan_id)


def form_file_of(row: ProjectForm, user: User, file_id: int) -> FormFile:
    """What *user* had read for this form; Http404 for any other."""
    return get_object_or_404(FormFile, form=row, by=user, pk=file_id)
