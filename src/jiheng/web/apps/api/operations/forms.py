"""自评表：查询、得分、校验、历史."""

from __future__ import annotations

from typing import Any

from django.http import Http404, QueryDict
from ninja import Query, Router

from jiheng.model.serial_results import outcomes_to_json, scorecard_to_json
from jiheng.pipeline import evaluate
from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.errors import answers
from jiheng.web.apps.api.shapes.forms import (
    FormListShape,
    RevisionListShape,
    VersionShape,
    WholeFormShape,
    form_json,
    revision_json,
)
from jiheng.web.apps.api.shapes.requests import FormsQuery, Id, PageQuery, Version
from jiheng.web.apps.api.shapes.results import OutcomesShape, ScorecardShape
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import form_of, keyed
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import ReplayError, document_at
from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.review.lists import filtered

router = Router(tags=["自评表"])
Json = dict[str, Any]


@router.get("/forms", response=answers(FormListShape, 422), operation_id="list_forms", summary="列出自评表")
def list_forms(request: Call, asked: Query[FormsQuery]) -> Json:
    """您的范围内的自评表，按 id；下一页把 next 作为 after 再问。"""
    found = filtered(request.auth, _as_on_thepage_of(asked)).order_by("pk").filter(pk__gt=asked.after)
    if asked.year:
        found = found.filter(task__year=asked.year)
    if asked.unit:
        found = found.filter(unit__code=asked.unit)
    rows = list(found[: asked.limit + 1])
    return page_of([form_json(row) for row in rows], asked.limit, "id")


def _as_on_thepage_of(asked: FormsQuery) -> QueryDict:
    given = QueryDict(mutable=True)
    for name in ("task", "state", "words", "waiting", "findings"):
        given[name] = str(getattr(asked, name) or "")
    return given


def page_of(items: list[Json], limit: int, cursor: str) -> Json:
    """A page of *items*, which are one more than *limit* where there is a next one."""
    page = items[:limit]
    return {"items": page, "next": page[-1][cursor] if len(items) > limit else None}


@router.get(
    "/forms/{form_id}",
    response=answers(WholeFormShape, 404, 422),
    operation_id="get_form",
    summary="一张自评表",
    exclude_unset=True,
)
def get_form(request: Call, form_id: Id) -> Json:
    """一张自评表及其全部内容。"""
    row = visible_form(request.auth, form_id)
    return {**form_json(row), "document": row.document}


@router.get(
    "/forms/{form_id}/score",
    response=answers(ScorecardShape, 404, 422),
    operation_id="score_form",
    summary="得分",
)
def score_form(request: Call, form_id: Id) -> Json:
    """按任务的评分办法重新计算每一行的得分，说明每一分扣在哪里。"""
    row = visible_form(request.auth, form_id)
    found = scorecard_to_json(evaluate(form_of(row.document), row.task.standard).scorecard)
    for deduction in found["deductions"]:
        deduction["path"] = keyed(row.document, deduction["path"])
    return found


@router.get(
    "/forms/{form_id}/check",
    response=answers(OutcomesShape, 404, 422),
    operation_id="check_form",
    summary="校验",
    exclude_unset=True,
)
def check_form(request: Call, form_id: Id) -> Json:
    """每项校验的结论与疑点；位置用行的 key。"""
    row = visible_form(request.auth, form_id)
    found = outcomes_to_json(evaluate(form_of(row.document), row.task.standard).outcomes)
    for finding in found["findings"]:
        if "path" in finding["at"]:
            finding["at"]["path"] = keyed(row.document, finding["at"]["path"])
    return found


@router.get(
    "/forms/{form_id}/revisions",
    response=answers(RevisionListShape, 404, 422),
    operation_id="list_revisions",
    summary="历史",
)
def list_revisions(request: Call, form_id: Id, asked: Query[PageQuery]) -> Json:
    """对这张表的每次操作，旧的在前：谁、何时、做了什么、改了哪些格。"""
    row = visible_form(request.auth, form_id)
    entries = Entry.objects.filter(subject=row.subject, number__gt=asked.after).order_by("number")
    return page_of([revision_json(entry) for entry in entries[: asked.limit + 1]], asked.limit, "number")


@router.get(
    "/forms/{form_id}/versions/{version}",
    response=answers(VersionShape, 404, 422),
    operation_id="get_version",
    summary="某一版的内容",
    exclude_unset=True,
)
def get_version(request: Call, form_id: Id, version: Version) -> Json:
    """这张表在某一版时的内容，由操作记录重新得出。"""
    row = visible_form(request.auth, form_id)
    if version > row.version:
        raise Http404
    return {"version": version, "document": _document_at(row, version)}


def _document_at(row: ProjectForm, version: int) -> Json:
    try:
        return document_at(row, version)
    except ReplayError as error:
        raise Http404 from error
