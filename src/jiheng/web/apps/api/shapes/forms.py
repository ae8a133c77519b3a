"""Tasks, forms, their revisions and steps."""

from __future__ import annotations

from datetime import date, datetime
from decimal import Decimal
from typing import Any

from ninja import Schema
from pydantic import Field

from jiheng.web.apps.api.shapes.documents import DocumentShape
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.review.transitions import Transition
from jiheng.web.apps.tasks.models import Task


class TaskShape(Schema):
    """自评任务."""

    id: int
    year: int
    name: str
    standard: str = Field(description="评分办法的编号")
    digest: str
    deadline: date
    with_business_review: bool
    with_performance_filing: bool
    units: list[str] = Field(description="您的范围内参加的单位的编码")


class FormShape(Schema):
    """自评表的摘要。金额以元计，得分与执行率是两位小数的文字，没有的为空."""

    id: int
    task: int
    unit_code: str
    unit: str
    project_code: str
    project: str
    state: str
    state_name: str
    version: int
    budget: str = Field(description="全年预算数，元")
    executed: str = Field(description="全年执行数，元")
    rate: str = Field(description="执行率，百分数")
    self_total: str = Field(description="自评得分")
    reviewed_total: str = Field(description="复核得分")
    adopted_total: str = Field(description="认定得分")
    grade: str
    errors: int = Field(description="强制校验未通过的项数")
    warnings: int
    withheld: bool = Field(description="涉密或不予公开")
    saved_by: str
    saved_at: datetime


class WholeFormShape(FormShape):
    """自评表及其全部内容."""

    document: DocumentShape


class FormListShape(Schema):
    """一页自评表；next 是下一页的 after，最后一页为 null."""

    items: list[FormShape]
    next: int | None


class VersionShape(Schema):
    """自评表的某一版."""

    version: int
    document: DocumentShape


class EditShape(Schema):
    """一处修改：old 与 new 是一格的文字，或一整行；没有这一行的为 null."""

    path: str
    old: str | dict[str, Any] | None
    new: str | dict[str, Any] | None
    after: str = Field("", description="新行排在哪一行（key）之后")
    auto: bool = Field(default=False, description="由程序算出")


class RevisionShape(Schema):
    """一次操作。number 是它在操作记录中的序号."""

    number: int
    version: int
    at: datetime
    actor: str
    action: str
    remark: str
    edits: list[EditShape]
    hash: str


class RevisionListShape(Schema):
    """一页操作；next 是下一页的 after，最后一页为 null."""

    items: list[RevisionShape]
    next: int | None


class StepShape(Schema):
    """您现在可以办理的一步."""

    id: str
    name: str
    needs_remark: bool
    is_judged: bool = Field(description="办理时校验：强制校验未通过则不能办理，提示性校验须写说明")


class ConflictShape(Schema):
    """没有写入的一处修改：theirs 是别人写的，yours 是您要写的."""

    path: str
    old: str | dict[str, Any] | None
    theirs: str | dict[str, Any] | None
    yours: str | dict[str, Any] | None


class SavedShape(Schema):
    """写入以后：写入的修改（含由程序算出的）、没有写入的修改."""

    version: int
    taken: list[EditShape]
    conflicts: list[ConflictShape]


class TakenShape(Schema):
    """办理以后；receipt 是回执编号，没有回执的为空."""

    state: str
    state_name: str
    version: int
    receipt: str


def task_json(task: Task, units: list[str]) -> dict[str, Any]:
    """A task as it is answered, with the codes of *units*."""
    names = ("year", "name", "standard", "digest", "deadline", "with_business_review")
    found = {name: getattr(task, name) for name in (*names, "with_performance_filing")}
    return {"id": task.pk, **found, "units": units}


def form_json(row: ProjectForm) -> dict[str, Any]:
    """The summary of a form as it is answered."""
    same = ("project_code", "project", "state", "version", "grade", "errors", "warnings", "withheld")
    return {
        "id": row.pk,
        "task": row.task_id,
        "unit_code": row.unit.code,
        "unit": row.unit.name,
        **{name: getattr(row, name) for name in (*same, "saved_by", "saved_at")},
        "state_name": row.get_state_display(),
        "budget": hundredths(row.budget_fen),
        "executed": hundredths(row.executed_fen),
        **{
            name: hundredths(getattr(row, name))
            for name in ("rate", "self_total", "reviewed_total", "adopted_total")
        },
    }


def revision_json(entry: Entry) -> dict[str, Any]:
    """An entry of the audit chain as it is answered."""
    detail = entry.detail
    said = (
        str(detail[name]) for name in ("document_number", "reason", "remark", "ground") if detail.get(name)
    )
    names = ("number", "version", "at", "actor", "action", "hash")
    return {
        **{name: getattr(entry, name) for name in names},
        "remark": "；".join(said),
        "edits": detail.get("edits", []),
    }


def step_json(step: Transition) -> dict[str, Any]:
    """A step as it is answered."""
    return {"id": step.id, "name": step.label, "needs_remark": step.remark, "is_judged": step.judged}


def hundredths(value: int | None) -> str:
    """Fen as yuan, hundredths as points: two decimals, exactly."""
    return "" if value is None else f"{Decimal(value).scaleb(-2):.2f}"
