"""Taking a step: checked, recorded and, with a key, done once."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.utils import timezone

from jiheng.checks import Stage, catalogue
from jiheng.model import Finding, Severity
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import roles_at
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.audit.services import digest_of, record
from jiheng.web.apps.evaluations.columns import BLANKS
from jiheng.web.apps.evaluations.document import PathError, value_at
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import judged
from jiheng.web.apps.evaluations.services import locked
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.review.models import Receipt, Remark
from jiheng.web.apps.review.transitions import BY_ID, TRANSITIONS, Transition, destination

_SCORED_IN = (State.DEPARTMENT_REVIEW, State.BUSINESS_REVIEW, State.PERFORMANCE_FILING)


class StepError(Exception):
    """A step that cannot be taken now; the message says why, ``findings`` which findings are in the way."""

    def __init__(self, message: str, findings: tuple[Finding, ...] = ()) -> None:
        super().__init__(message)
        self.findings = findings


@dataclass(frozen=True, slots=True)
class Taken:
    """A step that was taken, with the number of the receipt where one was given."""

    form: ProjectForm
    transition: Transition
    receipt: str = ""


def steps_for(user: User, form: ProjectForm) -> tuple[Transition, ...]:
    """The steps that *user* may take with *form* now."""
    roles = roles_at(user, form.unit)
    return tuple(step for step in TRANSITIONS if step.source == form.state and roles & set(step.roles))


@transaction.atomic
def take(*, user: User, form_id: int, step_id: str, version: int, remark: str = "") -> Taken:
    """Take a step with *form* as seen at *version*.

    PermissionDenied for who may not, StepError where it is in the way, ProjectForm.DoesNotExist.
    """
    step = BY_ID[step_id]
    form = locked(form_id)
    remark = remark.strip()
    if not roles_at(user, form.unit) & set(step.roles):
        raise PermissionDenied(f"您的岗位不能办理“{step.label}”")
    if form.state != step.source:
        raise StepError(f"自评表现在是“{State(form.state).label}”，不能办理“{step.label}”")
    if form.version != version:
        raise StepError("自评表刚刚有新的修改，请刷新查看后再办理")
    if step.remark and not remark:
        raise StepError("请写明理由")
    if step.second_person and _last_actor(form) == user.username:
        raise StepError("须由另一人确认")
    if step.judged:
        _judge(form, step, remark)
    form.state = destination(step, form.task)
    form.returned = step.sends_back
    form.save(update_fields=("state", "returned", "saved_at"))
    receipt = _receipt(form, user) if step.receipt else ""
    detail = {
        "from": step.source,
        "to": form.state,
        "remark": remark,
        "receipt": receipt,
        "self_total": form.self_total,
        "digest": digest_of(form.document),
    }
    record(actor=user.username, action=step.id, subject=form.subject, version=form.version, detail=detail)
    return Taken(form, step, receipt)


def take_each(
    *, user: User, step_id: str, chosen: Iterable[tuple[ProjectForm, int]], remark: str
) -> tuple[int, list[str]]:
    """A step with each of many forms as seen at its version; how many went, and why the others did not."""
    done, refused = 0, []
    for form, version in chosen:
        try:
            take(user=user, form_id=form.pk, step_id=step_id, version=version, remark=remark)
            done += 1
        except (StepError, PermissionDenied) as error:
            refused.append(f"{form.project}：{error}")
    return done, refused


def _judge(form: ProjectForm, step: Transition, remark: str) -> None:
    """Errors are in the way; warnings are passed with a word of explanation."""
    at_publication = step.to in (State.TO_PUBLISH, State.PUBLISHED)
    if at_publication and form.withheld:
        raise StepError("此表涉密或不予公开，不能办理公开")
    findings = judged(form).findings
    if not at_publication:
        findings = tuple(item for item in findings if stage_of(item.code) is Stage.HAND_IN)
    errors = tuple(item for item in findings if item.severity is Severity.ERROR)
    if errors:
        blank = sum(item.code in BLANKS for item in errors)
        told = f"（其中{blank}项没有填写）" if blank else ""
        raise StepError(f"有{len(errors)}项强制校验未通过{told}，请先改正", errors)
    warnings = tuple(item for item in findings if item.severity is Severity.WARNING)
    if warnings and not remark:
        raise StepError(f"有{len(warnings)}项提示性校验，请说明情况后再{step.label}", warnings)


def stage_of(code: str) -> Stage:
    """The step that an error of the check *code* stands in the way of."""
    return catalogue()[code].blocks


def _last_actor(form: ProjectForm) -> str:
    last = Entry.objects.filter(subject=form.subject).order_by("-number").first()
    return "" if last is None else last.actor


def _receipt(form: ProjectForm, user: User) -> str:
    """回执 of a form handed in now; its number names year, form and day, and counts within the form."""
    count = Receipt.objects.filter(form=form).count() + 1
    number = f"{form.task.year}-{form.pk:06d}-{count:02d}-{timezone.localdate():%m%d}"
    Receipt.objects.create(
        number=number, form=form, version=form.version, self_total=form.self_total, by=user.username
    )
    return number


@transaction.atomic
def add_remark(*, user: User, form: ProjectForm, path: str, text: str) -> Remark:
    """A remark on a cell or, with an empty path, on the form."""
    if not text.strip():
        raise StepError("请写下意见")
    if form.state == State.PUBLISHED:
        raise StepError("自评表已公开，有意见请由主管部门或绩效科办理更正")
    if path and not _is_cell(form, path):
        raise StepError("表中没有这一格")
    made = Remark.objects.create(form=form, path=path[:96], text=text.strip()[:1000], author=user)
    detail = {"path": made.path, "text": made.text}
    record(
        actor=user.username, action="remark", subject=f"remark/{made.pk}", detail={"form": form.pk, **detail}
    )
    return made


def _is_cell(form: ProjectForm, path: str) -> bool:
    try:
        return isinstance(value_at(form.document, path), str)
    except PathError:
        return False


@transaction.atomic
def resolve_remark(*, user: User, remark: Remark, answer: str) -> Remark:
    """A remark is done with, once; *answer* says how."""
    if remark.resolved_at is not None:
        raise StepError("这条意见已经处理过了")
    remark.answer, remark.resolved_by, remark.resolved_at = answer.strip()[:1000], user, timezone.now()
    remark.save()
    record(
        actor=user.username,
        action="resolve_remark",
        subject=f"remark/{remark.pk}",
        detail={"form": remark.form_id, "answer": remark.answer},
    )
    return remark


def may_score(user: User, form: ProjectForm) -> bool:
    """True where *user* reviews the form for somebody above its unit, now."""
    return any(step.sends_back and step.source in _SCORED_IN for step in steps_for(user, form))


@transaction.atomic
def give_score(*, user: User, form_id: int, kind: str, total: int, remark: str) -> ProjectForm:
    """Set 复核得分 (``reviewed``) or 认定得分 (``adopted``), in hundredths; 自评得分 is never touched."""
    form = locked(form_id)
    if not may_score(user, form):
        raise PermissionDenied("自评表不在您的审核环节")
    if kind not in ("reviewed", "adopted"):
        raise StepError("得分的种类不对")
    if total != form.self_total and not remark.strip():
        raise StepError("与自评得分不同的，请说明理由")
    setattr(form, f"{kind}_total", total)
    form.save(update_fields=(f"{kind}_total", "saved_at"))
    detail = {"total": total, "self_total": form.self_total, "remark": remark.strip()}
    record(
        actor=user.username, action=f"{kind}_score", subject=form.subject, version=form.version, detail=detail
    )
    return form
