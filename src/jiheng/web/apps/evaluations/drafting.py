"""A form as it will stand after a change, and what the audit chain will say of it; nothing is stored here.

Apart from storing, so that thousands of forms can be made ready before the database is held.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.utils import timezone

from jiheng.model import Header
from jiheng.standards import load
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.accounts.selectors import department_of
from jiheng.web.apps.audit.services import Told, digest_of, record_many
from jiheng.web.apps.evaluations.columns import set_columns
from jiheng.web.apps.evaluations.creation import new_document
from jiheng.web.apps.evaluations.document import Document
from jiheng.web.apps.evaluations.edits import Applied, Conflict, Edit, apply
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.tasks.models import Task

_BATCH = 200


@dataclass(frozen=True, slots=True)
class Draft:
    """A form that is ready to be stored; ``action`` is empty where nothing changed."""

    form: ProjectForm
    action: str
    detail: Mapping[str, Any]
    taken: tuple[Edit, ...] = ()
    conflicts: tuple[Conflict, ...] = ()


def head_of(unit: Organisation, project_code: str, project: str) -> Header:
    """The head of a unit's form; a department's own forms name it twice."""
    return Header(
        project=project,
        department=department_of(unit).name,
        unit=unit.name,
        project_code=project_code,
        unit_code=unit.code,
    )


def empty_document(task: Task, unit: Organisation, project_code: str, project: str) -> Document:
    """The document of a form in which nobody has written yet."""
    return new_document(load(task.standard), task.year, head_of(unit, project_code, project))


def draft_new(
    *,
    actor: str,
    task: Task,
    unit: Organisation,
    project_code: str,
    project: str,
    document: Document,
    approval: Mapping[str, Any] | None = None,
) -> Draft:
    """A new form with *document*."""
    made = ProjectForm(
        task=task,
        unit=unit,
        project_code=project_code,
        project=project,
        document=document,
        approval=dict(approval) if approval is not None else None,
        saved_by=actor,
    )
    set_columns(made)
    detail = {
        "task": task.pk,
        "unit": unit.pk,
        "project_code": project_code,
        "document": document,
        "approval": made.approval,
        "digest": digest_of(document),
    }
    return Draft(made, "create_form", detail)


def draft_change(
    *,
    actor: str,
    form: ProjectForm,
    edits: list[Edit],
    action: str,
    detail: Mapping[str, Any] | None = None,
    over_approval: bool = False,
    approval: Mapping[str, Any] | None = None,
) -> Draft:
    """*form* with the edits that fit; *approval* replaces what was approved. Changes the object given."""
    before: Document = form.document
    applied = apply(before, edits)
    renewed = approval is not None and approval != form.approval
    if not applied.taken and not renewed:
        return Draft(form, "", {}, (), applied.conflicts)
    document, followed = follow(before, applied.document, load(form.task.standard))
    form.document = document
    form.version += 1
    form.saved_by = actor
    if approval is not None:
        form.approval = dict(approval)
    elif over_approval and form.approval is not None:
        form.approval = _approval_after(form.approval, applied)
    set_columns(form)
    taken = (*applied.taken, *followed)
    told = {
        **(detail or {}),
        "edits": [edit.to_json() for edit in taken],
        "approval": form.approval if over_approval else None,
        "digest": digest_of(document),
    }
    return Draft(form, action, told, taken, applied.conflicts)


def _approval_after(approval: Mapping[str, Any], applied: Applied) -> dict[str, Any]:
    cells = {**approval["cells"]}
    for edit in applied.taken:
        if edit.path in cells:
            cells[edit.path] = edit.new
        if edit.new is None:
            cells = {path: text for path, text in cells.items() if not path.startswith(f"{edit.path}.")}
    return {**approval, "cells": cells}


def store(*, actor: str, drafts: Iterable[Draft]) -> int:
    """Store drafts with their entries, and answer how many. Part of a transaction that holds the forms."""
    changed = [draft for draft in drafts if draft.action]
    new = [draft.form for draft in changed if draft.form.pk is None]
    for draft in changed:
        if draft.form.pk is not None:
            draft.form.saved_at = timezone.now()
            draft.form.save(force_update=True)
    ProjectForm.objects.bulk_create(new, batch_size=_BATCH)
    told = (Told(d.action, d.form.subject, d.form.version, d.detail) for d in changed)
    record_many(actor=actor, told=told)
    return len(changed)
