"""The document of a form at any version, done again from the audit chain."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.evaluations.document import Document, with_value
from jiheng.web.apps.evaluations.models import ProjectForm


class ReplayError(Exception):
    """An entry that does not lead to the document it names; the message says which."""


@dataclass(frozen=True, slots=True)
class Step:
    """A form after one entry."""

    entry: Entry
    document: Document


def entries_of(form: ProjectForm) -> Iterable[Entry]:
    """All that was done to a form, oldest first."""
    return Entry.objects.filter(subject=form.subject).order_by("number")


def steps(entries: Iterable[Entry]) -> Iterator[Step]:
    """The document after each entry. ReplayError where one does not lead where it says."""
    document: Document | None = None
    for entry in entries:
        if "document" in entry.detail:
            document = entry.detail["document"]
        if document is None:
            raise ReplayError(f"第{entry.number}条记录之前没有建表记录")
        for edit in entry.detail.get("edits", ()):
            document = with_value(document, edit["path"], edit["new"], edit.get("after", ""))
        if "digest" in entry.detail and digest_of(document) != entry.detail["digest"]:
            raise ReplayError(f"第{entry.number}条记录与其后的表格内容不一致")
        yield Step(entry, document)


def document_at(form: ProjectForm, version: int) -> Document:
    """The document at *version*; ReplayError where there was none."""
    found = None
    for step in steps(entries_of(form)):
        if step.entry.version > version:
            break
        found = step.document
    if found is None or version > form.version:
        raise ReplayError(f"没有第{version}版")
    return found
