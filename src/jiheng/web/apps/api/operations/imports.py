"""导入：批复的绩效目标、预算执行数、自评表."""

from __future__ import annotations

import json
from typing import Any

from django.http import Http404
from ninja import File, Form, Router, UploadedFile

from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.bringing import bring_forms
from jiheng.web.apps.api.errors import UnusableError, answers, of_problem
from jiheng.web.apps.api.parser import RefusedError
from jiheng.web.apps.api.shapes.forms import form_json
from jiheng.web.apps.api.shapes.imports import BroughtShape, FormsIn, ImportShape, ListIn
from jiheng.web.apps.api.shapes.requests import Id, IdempotencyKey
from jiheng.web.apps.audit.idempotency import once
from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.imports.models import Import, Kind
from jiheng.web.apps.imports.preview import preview_of
from jiheng.web.apps.imports.services import ListError, confirm, receive, run
from jiheng.web.apps.imports.sheets import LARGEST
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.selectors import visible_tasks

router = Router(tags=["导入"])
Json = dict[str, Any]


@router.post(
    "/tasks/{task_id}/forms",
    response=answers(list[BroughtShape], 400, 403, 404, 409, 413, 422),
    operation_id="import_forms",
    summary="导入自评表",
)
def import_forms(request: Call, task_id: Id, asked: FormsIn, key: IdempotencyKey = "") -> list[Json]:
    """把 ``jiheng read --json`` 读到的自评表导入任务：没有的新建，已有的填入，全部成功或一张也不动。

    来自批复的、由任务和单位确定的、由各行算出的格不动，列在 left_out 中。
    """
    task = _task(request, task_id)
    sent = asked.dict()

    def act() -> list[Json]:
        brought = bring_forms(user=request.auth, task_id=task.pk, **sent)
        return [
            {"id": b.form.pk, "is_new": b.is_new, "filled": b.filled, "left_out": list(b.left_out)}
            for b in brought
        ]

    asked_for = ["import_forms", task_id, sent]
    done = once(person=request.auth.username, key=key, request=asked_for, act=act)
    return [{**item, "form": form_json(visible_form(request.auth, item["id"]))} for item in done]


@router.post(
    "/tasks/{task_id}/targets",
    response=answers(ImportShape, 400, 403, 404, 413, 422),
    operation_id="import_targets",
    summary="导入批复的绩效目标",
)
def import_targets(request: Call, task_id: Id, asked: Form[ListIn], file: File[UploadedFile]) -> Json:
    """一份 Excel 或 CSV 清单，各单位的批复目标。同一份清单导入两次，第二次什么也不改。"""
    return _import(request, _task(request, task_id), Kind.TARGETS, asked, file)


@router.post(
    "/tasks/{task_id}/execution",
    response=answers(ImportShape, 400, 403, 404, 413, 422),
    operation_id="import_execution",
    summary="导入预算执行数",
)
def import_execution(request: Call, task_id: Id, asked: Form[ListIn], file: File[UploadedFile]) -> Json:
    """一份 Excel 或 CSV 清单，各项目的预算数和执行数。同一份清单导入两次，第二次什么也不改。"""
    return _import(request, _task(request, task_id), Kind.EXECUTION, asked, file)


def _task(request: Call, task_id: int) -> Task:
    found = visible_tasks(request.auth).filter(pk=task_id).first()
    if found is None:
        raise Http404
    return found


def _import(request: Call, task: Task, kind: Kind, asked: ListIn, file: UploadedFile) -> Json:
    if (file.size or 0) > LARGEST:
        raise RefusedError(413, f"文件最大{LARGEST // 1024 // 1024}MB")
    columns = _columns(asked.columns)
    given = receive(
        user=request.auth,
        task=task,
        kind=kind,
        data=file.read(),
        name=file.name or "",
        document=asked.document,
    )
    given = confirm(
        user=request.auth,
        given=given,
        columns=columns or given.columns,
        fund_unit=asked.fund_unit or given.fund_unit,
    )
    try:
        done = run(user=request.auth, given=given, leave_out=asked.leave_out)
    except ListError as error:
        problems = preview_of(request.auth, given).problems
        raise UnusableError(str(error), problems=[of_problem(each) for each in problems]) from error
    return _answer(done)


def _columns(text: str) -> dict[str, str]:
    """The mapping in a form field, which holds text alone."""
    try:
        found = json.loads(text or "{}")
    except (ValueError, RecursionError):
        found = None
    if not isinstance(found, dict) or not all(isinstance(field, str) for field in found.values()):
        raise UnusableError("栏目的对应不是 JSON 对象", "columns", '如 {"0": "header.unit_code"}')
    if not all(place.isascii() and place.isdecimal() and len(place) < 5 for place in found):
        raise UnusableError("列的序号应是从 0 起的整数", "columns")
    return found


def _answer(done: Import) -> Json:
    names = ("kind", "name", "stage", "columns", "fund_unit")
    counts = {name: count for name, count in done.summary.items() if name != "stored"}
    found = {name: getattr(done, name) for name in names}
    return {"id": done.pk, **found, "counts": counts, "stored": done.summary.get("stored", 0)}
