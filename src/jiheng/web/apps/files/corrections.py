"""What people read otherwise than the program: remembered with the file's content, told where it counts."""

from __future__ import annotations

from collections.abc import Mapping
from typing import Any

from django.utils import timezone

from jiheng.terms import plain
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.files.models import Correction, FormFile

Corrections = Mapping[str, Correction]


def corrections_of(row: ProjectForm, file: FormFile, number: int) -> Corrections:
    """What people of the form's unit corrected in the form *number* of a file of this content, by path."""
    found = Correction.objects.filter(unit=row.unit, sha256=file.sha256, number=number_in_file(file, number))
    return {correction.path: correction for correction in found.select_related("by")}


def number_in_file(file: FormFile, number: int) -> int:
    """The number that a form has in its file; they are listed by how alike they are."""
    return int(file.numbers[number]) if file.numbers else number


def counts(correction: Correction | None, read: str) -> bool:
    """True where the program still reads what was corrected."""
    return correction is not None and plain(correction.read) == plain(read)


def in_words(correction: Correction) -> str:
    """What was read and what it became, by whom and when."""
    day = timezone.localdate(correction.at)
    return f"原读作“{correction.read}”，更正为“{correction.text}”（{correction.by.name}，{day}）"


def remember(
    *, user: User, row: ProjectForm, file: FormFile, number: int, corrected: Mapping[str, tuple[str, str]]
) -> list[dict[str, Any]]:
    """Keep what was read and what it is, by path; as the audit chain tells it. Part of a transaction.

    What is set back to what was read is no correction any more.
    """
    place: dict[str, Any] = {"unit": row.unit, "sha256": file.sha256, "number": number_in_file(file, number)}
    told = []
    for path, (read, text) in corrected.items():
        if read == text:
            Correction.objects.filter(**place, path=path).delete()
        else:
            values = {"read": read, "text": text, "by": user}
            Correction.objects.update_or_create(**place, path=path, defaults=values)
        told.append({"number": place["number"], "path": path, "read": read, "text": text})
    return told
