"""Making and changing forms: each in one transaction, each with its audit entry."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import PermissionDenied, ValidationError
from django.db import transaction

from jiheng.standards import load
from jiheng.terms import notation
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import roles_at
from jiheng.web.apps.evaluations.amounts import printed
from jiheng.web.apps.evaluations.document import Document, value_at
from jiheng.web.apps.evaluations.drafting import draft_change, draft_new, empty_document, store
from jiheng.web.apps.evaluations.drafting import head_of as head_of
from jiheng.web.apps.evaluations.edits import Conflict, Edit, EditError
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.readonly import refuse_approved, refuse_fixed, refuse_unapproved
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.tasks.models import Task

FUND_UNITS = ("万元", "元")
EDITORS = (Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD)
"""Who may write in a form of their unit while it is with the unit."""


@dataclass(frozen=True, slots=True)
class Saved:
    """A form after a save: what was taken, what was filled in besides, what somebody else wrote first."""

    form: ProjectForm
    taken: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def _refuse_closed(user: User, form: ProjectForm) -> None:
    """PermissionDenied, saying where the form stands, for who may not write in it now."""
    if not may_edit(user, form):
        raise PermissionDenied(f"自评表现在是“{form.state_name}”，不能修改")


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
        raise ValidationError("请填写项目代码和项目名称")
    if not task.units.filter(pk=unit.pk).exists():
        raise ValidationError(f"{unit.name}不在本次自评任务的范围内")
    if ProjectForm.objects.filter(task=task, unit=unit, project_code=project_code).exists():
        raise ValidationError(f"项目代码{project_code}在本单位已有自评表")
    if document is None:
        document = empty_document(task, unit, project_code, project)
        document, _ = follow(document, document, load(task.standard))
    draft = draft_new(
        actor=actor,
        task=task,
        unit=unit,
        project_code=project_code,
        project=project,
        document=document,
        approval=approval,
    )
    draft.form.full_clean()
    store(actor=actor, drafts=[draft])
    return draft.form


@transaction.atomic
def save_edits(*, user: User, form_id: int, edits: Iterable[Edit]) -> Saved:
    """Take the edits that still fit. PermissionDenied, EditError, or ProjectForm.DoesNotExist."""
    form = locked_for(user, form_id)
    edits = list(edits)
    refuse_fixed(edits)
    return save(actor=user.username, form=form, edits=edits)


def locked(form_id: int) -> ProjectForm:
    """The form, held against other writers until the transaction ends."""
    found = ProjectForm.objects.select_for_update(of=("self",)).select_related("unit", "task")
    return found.get(pk=form_id)


def locked_for(user: User, form_id: int) -> ProjectForm:
    """As ``locked``, for somebody who writes in the form. PermissionDenied where *user* may not now."""
    form = locked(form_id)
    require_editable(user, form)
    return form


def require_editable(user: User, form: ProjectForm) -> None:
    """PermissionDenied where *user* may not write in *form* now."""
    _refuse_closed(user, form)


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
    draft = draft_change(
        actor=actor, form=form, edits=edits, action=action, detail=detail, over_approval=over_approval
    )
    store(actor=actor, drafts=[draft])
    return Saved(form, draft.taken, draft.conflicts)


@transaction.atomic
def adjust(*, user: User, form_id: int, document_number: str, reason: str, edits: Iterable[Edit]) -> Saved:
    """目标调整: change approved cells by a document that allows it."""
    if not document_number.strip() or not reason.strip():
        raise EditError("目标调整须填写批准文号和理由")
    form = locked_for(user, form_id)
    edits = list(edits)
    refuse_unapproved(form, edits)
    told = {"document_number": document_number.strip(), "reason": reason.strip()}
    return save(actor=user.username, form=form, edits=edits, action="adjust", detail=told, over_approval=True)


@transaction.atomic
def change_fund_unit(*, user: User, form_id: int, unit: str) -> Saved:
    """Show the amounts in 元 or 万元: every amount is moved by four places, no digit is lost."""
    if unit not in FUND_UNITS:
        raise EditError("金额单位只能是元或万元")
    form = locked_for(user, form_id)
    have = value_at(form.document, "fund_unit")
    if have == unit:
        return Saved(form, (), ())
    edits = [Edit("fund_unit", have, unit)]
    for row in form.document["funding"]:
        for field in ("budget", "adjusted", "executed"):
            number = notation.amount(row.get(field, ""), have)
            if number is not None:
                new = printed(notation.in_unit(number.value, have, unit))
                edits.append(Edit(f"funding[{row['key']}].{field}", row[field], new))
    return save(actor=user.username, form=form, edits=edits, over_approval=True)
