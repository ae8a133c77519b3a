"""Publishing a form, and keeping one from being published."""

from __future__ import annotations

from datetime import datetime

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from jiheng.checks.personal_numbers import personal_numbers
from jiheng.model import Problem
from jiheng.pipeline import written
from jiheng.standards import load
from jiheng.terms import notation
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import department_of, roles_at
from jiheng.web.apps.audit.services import digest_of, record
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import locked, save
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.files import forget
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.selectors import address_of, proposer_of
from jiheng.web.apps.review.services import StepError, take
from jiheng.writing.site.entry import FILES

WITHHOLDERS = (Role.UNIT_HEAD, Role.DEPARTMENT_REVIEWER)
"""Who may set and lift 不予公开."""

GROUNDS = ("涉密", "不予公开")
_LONGEST_GROUND = 200
_ON_ITS_WAY = (State.TO_PUBLISH, State.PUBLISHED)


def publish(*, user: User, form_id: int, version: int, remark: str = "", note: str = "") -> Publication:
    """Publish the form as seen at *version*; *note* says what a later publication corrects.

    PermissionDenied, StepError (with the findings in the way), ProjectForm.DoesNotExist.
    """
    refuse_unprintable(ProjectForm.objects.select_related("task").get(pk=form_id))
    with transaction.atomic():
        form = take(user=user, form_id=form_id, step_id="publish", version=version, remark=remark).form
        if proposer_of(form) == user.username:
            raise StepError("须由另一人确认：申请公开的人不能自己确认")
        earlier = form.publications.order_by("-number")
        latest = earlier.first()
        note = note.strip()[:1000]
        if latest is not None and not note:
            raise StepError("此前已公开过，请写明更正说明，它将与新版本一并公开")
        if personal_numbers(note, "更正说明", form.task.year)[0]:
            raise StepError("更正说明中有电话、身份证或银行卡号码，它将公开，请先删去")
        now = timezone.now()
        _refuse_taken_address(form)
        earlier.filter(replaced_at=None).update(replaced_at=now, changed_at=now)
        made = _publication(form, user, now)
        made.number, made.note = (latest.number if latest else 0) + 1, note if latest else ""
        made.save()
        detail = {
            "form": form.pk,
            "version": form.version,
            "digest": digest_of(made.document),
            "score": made.score,
            "note": made.note,
            "proposed_by": made.proposed_by,
            "total": made.total,
            "grade": made.grade,
        }
        record(
            actor=user.username,
            action="publication",
            subject=made.subject,
            version=made.number,
            detail=detail,
        )
    return made


def refuse_unprintable(form: ProjectForm) -> None:
    """StepError where one of the files that would be public cannot be made of the form."""
    for kind in FILES:
        made = written([form_of(form.document)], kind, form.task.standard)
        if isinstance(made, Problem):
            raise StepError(f"{made.message}。{made.fix}")


def _refuse_taken_address(form: ProjectForm) -> None:
    """Two tasks of a year may hold the same project; its public address leads to one of them only."""
    same = Publication.objects.filter(
        year=form.task.year, unit_code=form.unit.code, code=address_of(form.project_code)
    )
    if same.exclude(form=form).exists():
        raise StepError("同一年度、单位、项目代码已公开过另一张自评表，请先核对项目代码")


def _publication(form: ProjectForm, user: User, now: datetime) -> Publication:
    unit, department = form.unit, department_of(form.unit)
    return Publication(
        form=form,
        version=form.version,
        document=form.document,
        year=form.task.year,
        department_code=department.code,
        department=department.name,
        unit_code=unit.code,
        unit=unit.name,
        code=address_of(form.project_code),
        project=form.project,
        budget_fen=form.budget_fen,
        executed_fen=form.executed_fen,
        rate=form.rate,
        total=form.self_total,
        grade=form.grade,
        standard=form.task.standard,
        digest=load(form.task.standard).digest,
        proposed_by=proposer_of(form),
        published_by=user.username,
        published_at=now,
        changed_at=now,
    )


def may_withhold(user: User, form: ProjectForm) -> bool:
    """True where *user* may set or lift 不予公开 of *form*."""
    return bool(roles_at(user, form.unit) & set(WITHHOLDERS))


@transaction.atomic
def withhold(*, user: User, form_id: int, kind: str, ground: str) -> ProjectForm:
    """Keep the form from the public: *kind* 涉密 or 不予公开, with its *ground*.

    What was published of it leaves the public site for good; the form goes back to 审核完成.
    """
    if kind not in GROUNDS:
        raise StepError("请选择涉密或不予公开")
    if not (ground := ground.strip()):
        raise StepError("请写明不公开的依据")
    if len(ground) > _LONGEST_GROUND:
        raise StepError(f"依据最多{_LONGEST_GROUND}字")
    text = f"{kind}：{ground}"
    form = _with_secrecy(user, form_id, text, "withhold", {"ground": text})
    now = timezone.now()
    gone = list(form.publications.filter(withdrawn_at=None))
    form.publications.filter(withdrawn_at=None).update(
        withdrawn_at=now, changed_at=now, withdrawn_by=user.username, withdrawn_for=text
    )
    for publication in gone:
        transaction.on_commit(lambda publication=publication: forget(publication))  # type: ignore[misc]
    return form


@transaction.atomic
def release(*, user: User, form_id: int, reason: str) -> ProjectForm:
    """Lift 不予公开; the form may then be proposed for publication."""
    if not reason.strip():
        raise StepError("请写明解除的理由")
    return _with_secrecy(user, form_id, "", "release", {"reason": reason.strip()[:1000]})


def _with_secrecy(user: User, form_id: int, text: str, action: str, detail: dict[str, str]) -> ProjectForm:
    form = locked(form_id)
    if not may_withhold(user, form):
        raise PermissionDenied("只有单位负责人或主管部门审核人可以设置或解除不予公开")
    have = form_of(form.document).header.secrecy
    if have == text or (not text and notation.is_empty(have)):
        raise StepError("此表已是这样设置的")
    if form.state in _ON_ITS_WAY:
        detail = {**detail, "from": form.state, "to": State.APPROVED.value}
        form.state = State.APPROVED
    edit = Edit("header.secrecy", have, text)
    return save(
        actor=user.username, form=form, edits=[edit], action=action, detail=detail, over_approval=True
    ).form
