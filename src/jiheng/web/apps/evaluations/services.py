"""Making and changing forms: each in one transaction, each with its audit entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jiheng.model import Header
from jiheng.standards import load
from jiheng.terms import notation
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import roles_at
from jiheng.web.apps.audit.services import digest_of, record
from jiheng.web.apps.evaluations.columns import set_columns
from jiheng.web.apps.evaluations.creation import new_document
from jiheng.web.apps.evaluations.document import Document, value_at
from jiheng.web.apps.evaluations.edits import Applied, Conflict, Edit, EditError, apply
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.tasks.models import Task

_SHIFT = {"元": 4, "万元": -4}
EDITORS = (Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD)
"""Who may write in a form of their unit while it is with the unit."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A form after a save: what was taken, what was filled in besides, what somebody else wrote first."""

    form: ProjectForm
    taken: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def may_edit(user: User, form: ProjectForm) -> bool:
    """True where *user* may write in *form* now."""
    return form.state == State.DRAFT and bool(roles_at(user, form.unit) & set(EDITORS))


@transaction.atomic
def create_form(
    *,
    actor: str,
    task: Task,
    unit: Organisation,
    project_code: str,
    project: str,
    document: Document | None = None,
    approval: Mapping[str, Any] | None = None,
) -> ProjectForm:
    """The form of one project; empty where no *document* is given. ValidationError where there is one."""
    project_code, project = project_code.strip(), project.strip()
    if not project_code or not project:
        raise ValidationError("请填写项目编码和项目名称")
    if not task.units.filter(pk=unit.pk).exists():
        raise ValidationError(f"{unit.name}不在本次自评任务的范围内")
    if ProjectForm.objects.filter(task=task, unit=unit, project_code=project_code).exists():
        raise ValidationError(f"项目编码{project_code}在本单位已有自评表")
    standard = load(task.standard)
    if document is None:
        document = new_document(standard, task.year, head_of(unit, project_code, project))
        document, _ = follow(document, document, standard)
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
    made.full_clean()
    made.save()
    detail = {"document": document, "approval": made.approval, "digest": digest_of(document)}
    record(actor=actor, action="create_form", subject=made.subject, version=1, detail=detail)
    return made


def head_of(unit: Organisation, project_code: str, project: str) -> Header:
    """The head of a unit's form; a department's own forms name it twice."""
    department = unit.parent if unit.parent is not None and unit.kind == "unit" else unit
    return Header(
        project=project,
        department=department.name,
        unit=unit.name,
        project_code=project_code,
        unit_code=unit.code,
    )


@transaction.atomic
def save_edits(*, user: User, form_id: int, edits: Iterable[Edit]) -> Saved:
    """Take the edits that still fit. PermissionDenied, EditError, or ProjectForm.DoesNotExist."""
    form = locked(form_id)
    if not may_edit(user, form):
        raise PermissionDenied("自评表当前不能修改")
    return save(actor=user.username, form=form, edits=list(edits))


def locked(form_id: int) -> ProjectForm:
    """The form, held against other writers until the transaction ends."""
    found = ProjectForm.objects.select_for_update(of=("self",)).select_related("unit", "task")
    return found.get(pk=form_id)


def save(
    *,
    actor: str,
    form: ProjectForm,
    edits: list[Edit],
    action: str = "edit",
    detail: Mapping[str, Any] | None = None,
    over_approval: bool = False,
) -> Saved:
    """Edits into a form that is held; the approved cells only *over_approval*. Part of a transaction."""
    if not over_approval:
        refuse_approved(form, edits)
    before: Document = form.document
    applied = apply(before, edits)
    if not applied.taken:
        return Saved(form, (), applied.conflicts)
    document, followed = follow(before, applied.document, load(form.task.standard))
    form.document = document
    form.version += 1
    form.saved_by = actor
    if over_approval and form.approval is not None:
        form.approval = _approval_after(form.approval, applied)
    set_columns(form)
    form.save()
    taken = (*applied.taken, *followed)
    told = {
        **(detail or {}),
        "edits": [edit.to_json() for edit in taken],
        "approval": form.approval if over_approval else None,
        "digest": digest_of(document),
    }
    record(actor=actor, action=action, subject=form.subject, version=form.version, detail=told)
    return Saved(form, taken, applied.conflicts)


def _approval_after(approval: Mapping[str, Any], applied: Applied) -> dict[str, Any]:
    cells = {**approval["cells"]}
    for edit in applied.taken:
        if edit.path in cells:
            cells[edit.path] = edit.new
        if edit.new is None:
            cells = {path: text for path, text in cells.items() if not path.startswith(f"{edit.path}.")}
    return {**approval, "cells": cells}


def refuse_approved(form: ProjectForm, edits: Iterable[Edit]) -> None:
    """EditError for an edit of what was approved: a cell, a row, or a row more among the approved ones."""
    cells = (form.approval or {}).get("cells", {})
    for edit in edits:
        if not edit.path.endswith("]"):
            approved = is_approved(form, edit.path)
        elif edit.old is None:
            approved = any(path.startswith(edit.path.partition("[")[0] + "[") for path in cells)
        else:
            approved = any(path.startswith(f"{edit.path}.") for path in cells)
        if approved:
            raise EditError("此处来自批复，只能通过“目标调整”修改")


def is_approved(form: ProjectForm, path: str) -> bool:
    """True where the cell at *path* was approved and is read-only."""
    cells = (form.approval or {}).get("cells", {})
    return path in cells or (".target." in path and f"{path.partition('.target.')[0]}.target" in cells)


@transaction.atomic
def adjust(*, user: User, form_id: int, document_number: str, reason: str, edits: Iterable[Edit]) -> Saved:
    """目标调整: change approved cells by a document that allows it."""
    if not document_number.strip() or not reason.strip():
        raise EditError("目标调整须填写批准文号和理由")
    form = locked(form_id)
    if not may_edit(user, form):
        raise PermissionDenied("自评表当前不能修改")
    told = {"document_number": document_number.strip(), "reason": reason.strip()}
    return save(
        actor=user.username, form=form, edits=list(edits), action="adjust", detail=told, over_approval=True
    )


@transaction.atomic
def change_fund_unit(*, user: User, form_id: int, unit: str) -> Saved:
    """Show the amounts in 元 or 万元: every amount is moved by four places, no digit is lost."""
    if unit not in _SHIFT:
        raise EditError("金额单位只能是元或万元")
    form = locked(form_id)
    if not may_edit(user, form):
        raise PermissionDenied("自评表当前不能修改")
    have = value_at(form.document, "fund_unit")
    if have == unit:
        return Saved(form, (), ())
    edits = [Edit("fund_unit", have, unit)]
    for row in form.document["funding"]:
        for field in ("budget", "adjusted", "executed"):
            number = notation.amount(row.get(field, ""), have)
            if number is not None:
                new = f"{number.value.scaleb(_SHIFT[unit]):f}"
                edits.append(Edit(f"funding[{row['key']}].{field}", row[field], new))
    return save(actor=user.username, form=form, edits=edits, over_approval=True)
