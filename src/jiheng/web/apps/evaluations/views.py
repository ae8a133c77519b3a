"""Saving, what others changed, downloads, history: what the page of a form asks for."""

from __future__ import annotations

import json
from collections.abc import Callable
from dataclasses import asdict
from functools import wraps
from typing import Any

from django.core.exceptions import PermissionDenied
from django.http import Http404, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_POST

from jiheng.model import Problem
from jiheng.pipeline import written
from jiheng.scoring import score
from jiheng.standards import load, standard_ids
from jiheng.web.apps.audit.idempotency import KeyReusedError, once
from jiheng.web.apps.evaluations.changes import changes_since, history_of_cell, removed_rows
from jiheng.web.apps.evaluations.document import PathError, form_of
from jiheng.web.apps.evaluations.edits import MOST_EDITS, Edit, EditError, edit_from_json
from jiheng.web.apps.evaluations.judgement import judgement
from jiheng.web.apps.evaluations.marks import code_of, mark_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import judged, visible_form
from jiheng.web.apps.evaluations.services import adjust, change_fund_unit, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.config.downloads import MEDIA_TYPES
from jiheng.web.config.downloads import download as download_of
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn
from jiheng.writing import DRAFT

Json = dict[str, Any]


def state_of(row: ProjectForm, since: int) -> Json:
    """What the page must know after a save: version, changes of others since *since*, scores and findings."""
    return {
        "version": row.version,
        "state": row.state,
        "changes": changes_since(row, since),
        "removed": removed_rows(row),
        "judgement": judgement(judged(row), row.document),
        "code": code_of(row.document),
        "saved_at": f"{timezone.localtime():%H:%M:%S}",
    }


def _answers(view: Callable[..., Json]) -> Callable[..., HttpResponse]:
    """JSON out of a view; what cannot be done is said in Chinese with its status."""

    @wraps(view)
    def answer(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        try:
            return JsonResponse(view(request, *args, **kwargs))
        except (EditError, PathError) as error:
            return JsonResponse({"error": str(error)}, status=422)
        except PermissionDenied as error:
            return JsonResponse({"error": str(error) or "没有权限"}, status=403)
        except KeyReusedError:
            return JsonResponse({"error": "同一请求编号已用于别的修改"}, status=409)

    return answer


def _body(request: SignedIn) -> Json:
    try:
        data = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        raise EditError("请求不是 JSON") from None
    if not isinstance(data, dict):
        raise EditError("请求的格式不对")
    return data


def _since(data: Json) -> int:
    version = data.get("version")
    if not isinstance(version, int) or isinstance(version, bool):
        raise EditError("缺少版本号")
    return version


def _edits(data: Json) -> list[Edit]:
    given = data.get("edits")
    if not isinstance(given, list):
        raise EditError("缺少修改内容")
    if len(given) > MOST_EDITS:
        raise EditError(f"一次最多{MOST_EDITS}处修改，请分几次保存")
    return [edit_from_json(item) for item in given]


@require_POST
@_answers
def edits(request: SignedIn, pk: int) -> Json:
    """Save edits; answers with what was taken, what conflicts, and the form's new state."""
    visible_form(request.user, pk)
    data = _body(request)
    since, asked = _since(data), _edits(data)

    def act() -> Json:
        saved = save_edits(user=request.user, form_id=pk, edits=asked)
        return {"conflicts": [asdict(conflict) for conflict in saved.conflicts]}

    done = once(person=request.user.username, key=str(data.get("key") or ""), request=data, act=act)
    return {**done, **state_of(visible_form(request.user, pk), since)}


@require_GET
@_answers
def changes(request: SignedIn, pk: int) -> Json:
    """What changed since the version that the page shows."""
    row = visible_form(request.user, pk)
    since = whole(request.GET.get("since", ""))
    if since is None:
        raise EditError("缺少版本号")
    return {"version": row.version} if since == row.version else state_of(row, since)


@require_POST
@_answers
def fund_unit(request: SignedIn, pk: int) -> Json:
    """Show all amounts in 元 or 万元, exactly."""
    visible_form(request.user, pk)
    data = _body(request)
    since = _since(data)
    change_fund_unit(user=request.user, form_id=pk, unit=str(data.get("unit")))
    return state_of(visible_form(request.user, pk), since)


@require_POST
@_answers
def adjustment(request: SignedIn, pk: int) -> Json:
    """目标调整 of one approved cell."""
    visible_form(request.user, pk)
    data = _body(request)
    since = _since(data)
    saved = adjust(
        user=request.user,
        form_id=pk,
        document_number=str(data.get("document_number") or ""),
        reason=str(data.get("reason") or ""),
        edits=_edits(data),
    )
    if saved.conflicts:
        raise EditError("这一格刚刚被别人改过，请刷新后再调整")
    return state_of(visible_form(request.user, pk), since)


@require_GET
@_answers
def other_standards(request: SignedIn, pk: int) -> Json:
    """What the form would get under every standard there is."""
    row = visible_form(request.user, pk)
    form = form_of(row.document)
    found = []
    for name in standard_ids():
        standard = load(name)
        card = score(form, standard)
        total = "" if card.partial else f"{card.total:.2f}"
        own = name == row.task.standard
        found.append({"id": name, "name": standard.name, "total": total, "grade": card.grade, "own": own})
    return {"standards": found}


@require_GET
@_answers
def cell(request: SignedIn, pk: int) -> Json:
    """Who wrote what into one cell, and when."""
    row = visible_form(request.user, pk)
    return {"history": history_of_cell(row, request.GET.get("path", ""))}


@require_GET
def download(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """The form as a file, marked with its revision code, and as a draft until it is handed in."""
    row = visible_form(request.user, pk)
    if kind not in MEDIA_TYPES:
        raise Http404
    watermark = DRAFT if row.state == State.DRAFT else ""
    form = form_of(row.document)
    made = written([form], kind, row.task.standard, marks=[mark_of(row)], watermark=watermark)
    if isinstance(made, Problem):
        return render(
            request,
            "error.html",
            {"title": "无法生成文件", "detail": made.message, "advice": made.fix},
            status=422,
        )
    return download_of(made, f"{row.task.year}年度自评表-{row.project}.{kind}")
