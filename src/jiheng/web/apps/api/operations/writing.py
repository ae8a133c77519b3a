"""自评表：建立、填写、办理."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

from django.http import Http404
from ninja import Status

from jiheng.model import Finding
from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.errors import answers
from jiheng.web.apps.api.operations import forms
from jiheng.web.apps.api.shapes.forms import (
    FormShape,
    SavedShape,
    StepShape,
    TakenShape,
    form_json,
    step_json,
)
from jiheng.web.apps.api.shapes.requests import EditsIn, Id, IdempotencyKey, NewFormIn, StepIn
from jiheng.web.apps.api.starting import start_form
from jiheng.web.apps.audit.idempotency import once
from jiheng.web.apps.evaluations.document import Document, keyed
from jiheng.web.apps.evaluations.edits import edit_from_json
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.evaluations.services import save_edits
from jiheng.web.apps.publication.services import publish
from jiheng.web.apps.review.services import StepError, steps_for, take
from jiheng.web.apps.review.transitions import BY_ID

# One router for both: an address with two methods must not be split between routers.
router = forms.router
_TAGS = ["填报与办理"]
Json = dict[str, Any]


@router.post(
    "/forms",
    response=answers(FormShape, 400, 403, 409, 413, 422, success=201),
    tags=_TAGS,
    operation_id="create_form",
    summary="建立自评表",
)
def create_form(request: Call, asked: NewFormIn, key: IdempotencyKey = "") -> Status[Json]:
    """在任务中为本单位的一个项目建立空表。"""
    sent = asked.dict()

    def act() -> int:
        return start_form(
            user=request.auth,
            task_id=asked.task,
            unit=asked.unit,
            project_code=asked.project_code,
            project=asked.project,
        ).pk

    made = once(person=request.auth.username, key=key, request=["create_form", sent], act=act)
    return Status(201, form_json(visible_form(request.auth, made)))


@router.post(
    "/forms/{form_id}/edits",
    response=answers(SavedShape, 400, 403, 404, 409, 413, 422),
    tags=_TAGS,
    operation_id="save_edits",
    summary="填写",
)
def save(request: Call, form_id: Id, asked: EditsIn, key: IdempotencyKey = "") -> Json:
    """按顺序写入几处修改。

    old 与表中现有内容不符的一处不写入，列在 conflicts 中，两个值都给出；其余照常写入，答 200。
    表不在填报中的答 403；来自批复的格答 422，一处也不写入。
    """
    visible_form(request.auth, form_id)
    sent = asked.dict()["edits"]
    edits = [edit_from_json(item) for item in sent]

    def act() -> Json:
        saved = save_edits(user=request.auth, form_id=form_id, edits=edits)
        return {
            "version": saved.form.version,
            "taken": [edit.to_json() for edit in saved.taken],
            "conflicts": [
                {"path": c.path, "old": c.old, "theirs": c.theirs, "yours": c.yours} for c in saved.conflicts
            ],
        }

    asked_for = ["save_edits", form_id, sent]
    found: Json = once(person=request.auth.username, key=key, request=asked_for, act=act)
    return found


@router.get(
    "/forms/{form_id}/steps",
    response=answers(list[StepShape], 404, 422),
    tags=_TAGS,
    operation_id="list_steps",
    summary="可以办理的步骤",
)
def list_steps(request: Call, form_id: Id) -> list[Json]:
    """您现在可以对这张表办理的步骤。"""
    row = visible_form(request.auth, form_id)
    return [step_json(step) for step in steps_for(request.auth, row)]


@router.post(
    "/forms/{form_id}/steps",
    response=answers(TakenShape, 400, 403, 404, 409, 413, 422),
    tags=_TAGS,
    operation_id="take_step",
    summary="办理",
)
def take_step(request: Call, form_id: Id, asked: StepIn, key: IdempotencyKey = "") -> Json:
    """办理一步：提交、审核、退回、撤回……

    不能办理的答 409 并说明原因：状态不对、表有新版本、缺理由、校验未通过（problems 逐项列出）。
    """
    visible_form(request.auth, form_id)
    if asked.step not in BY_ID:
        raise Http404

    def act() -> Json:
        form, receipt = _taken(request, form_id, asked)
        return {
            "state": form.state,
            "state_name": form.get_state_display(),
            "version": form.version,
            "receipt": receipt,
        }

    asked_for = ["take_step", form_id, asked.dict()]
    found: Json = once(person=request.auth.username, key=key, request=asked_for, act=act)
    return found


def _taken(request: Call, form_id: int, asked: StepIn) -> tuple[ProjectForm, str]:
    """The form after the step, and its receipt; publishing does more than the step alone."""
    user, version, remark = request.auth, asked.version, asked.remark
    try:
        if asked.step == "publish":
            made = publish(user=user, form_id=form_id, version=version, remark=remark, note=asked.note)
            return made.form, ""
        done = take(user=user, form_id=form_id, step_id=asked.step, version=version, remark=remark)
        return done.form, done.receipt
    except StepError as error:
        document = visible_form(user, form_id).document
        raise StepError(str(error), tuple(_keyed(item, document) for item in error.findings)) from error


def _keyed(finding: Finding, document: Document) -> Finding:
    """The finding with its cell named by the key of its row, as everywhere in the interface."""
    return replace(finding, at=replace(finding.at, path=keyed(document, finding.at.path)))
