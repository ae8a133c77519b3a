"""What changed in a form: since a version, in one cell, between two versions."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from jiheng.checks.cells import cell_name
from jiheng.terms import label
from jiheng.web.apps.accounts.selectors import names_of
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import ROWS, Document, cell_paths, value_at
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import document_at, entries_of

Json = dict[str, Any]


def changes_since(row: ProjectForm, version: int) -> list[Json]:
    """Every edit after *version*, in order; the page puts them into cells that nobody is writing in."""
    found = Entry.objects.filter(subject=row.subject, version__gt=version).order_by("number")
    return [edit for entry in found for edit in entry.detail.get("edits", ())]


def removed_rows(row: ProjectForm) -> list[Json]:
    """The rows that were taken out and not put back, newest first, as they stood."""
    gone: dict[str, Json] = {}
    for entry in entries_of(row):
        for edit in entry.detail.get("edits", ()):
            if not edit["path"].endswith("]"):
                continue
            gone.pop(edit["path"], None)
            if edit["new"] is None and any(_texts(edit["old"])):
                gone[edit["path"]] = {"path": edit["path"], "row": edit["old"], "name": row_name(edit["old"])}
    return list(reversed(gone.values()))


def _texts(row: Json) -> Iterator[str]:
    for field, value in row.items():
        if isinstance(value, str) and value and field not in ("level1", "level2"):
            yield value


def row_name(row: Mapping[str, Any]) -> str:
    """A whole row in words."""
    return str(row.get("level3") or row.get("label") or row.get("level2") or "空行")


def history_of_cell(row: ProjectForm, path: str) -> list[Json]:
    """Who wrote what into the cell at *path*, newest first."""
    entries = list(entries_of(row))
    names = names_of(entry.actor for entry in entries)
    found = [
        {
            "version": entry.version,
            "at": f"{timezone.localtime(entry.at):%Y-%m-%d %H:%M}",
            "by": names[entry.actor],
            "from": edit["old"],
            "to": edit["new"],
            "auto": bool(edit.get("auto")),
        }
        for entry in entries
        for edit in entry.detail.get("edits", ())
        if edit["path"] == path
    ]
    return found[::-1]


@dataclass(frozen=True, slots=True)
class Difference:
    """One cell that differs between two versions."""

    path: str
    name: str
    older: str
    newer: str


def differences(row: ProjectForm, older: int, newer: int) -> list[Difference]:
    """The cells that differ between two versions; ReplayError where one does not exist."""
    before, after = document_at(row, older), document_at(row, newer)
    texts = dict(cell_paths(before))
    found = []
    for path, text in cell_paths(after):
        was = texts.pop(path, "")
        if was != text and not _is_part(path):
            found.append(Difference(path, name_of(after, path), was, text))
    gone = ((path, was) for path, was in texts.items() if was and not _is_part(path))
    return [*found, *(Difference(path, name_of(before, path), was, "") for path, was in gone)]


def _is_part(path: str) -> bool:
    """A part of a target says nothing that the target does not."""
    return ".target." in path


def name_of(document: Document, path: str) -> str:
    """A cell in words: ``“工作次数”的得分``."""
    block, _, rest = path.partition("[")
    if block not in ROWS:
        block, _, field = path.partition(".")
        row = label("total") if block == "total" else ""
        return label("grade") if path == "grade" else cell_name(block, field or block, row)
    key, _, field = rest.partition("].")
    field_of_name = {"indicators": "level3", "funding": "label", "notes": "label"}[block]
    row = value_at(document, f"{block}[{key}].{field_of_name}")
    return cell_name(block, field, row or "新行")
