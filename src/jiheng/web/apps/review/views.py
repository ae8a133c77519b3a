"""The page of a form, its steps, remarks and scores, and its history."""

from __future__ import annotations

from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.views.decorators.http import require_GET, require_POST

from jiheng.standards import load
from jiheng.web.apps.audit.idempotency import KeyReusedError, once
from jiheng.web.apps.evaluations.changes import differences, name_of, removed_rows
from jiheng.web.apps.evaluations.document import PathError
from jiheng.web.apps.evaluations.edits import MOST_ROWS
from jiheng.web.apps.evaluations.judgement import in_words, judgement
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.readonly import approved_cells, is_approved
from jiheng.web.apps.evaluations.replay import ReplayError
from jiheng.web.apps.evaluations.selectors import judged, visible_form
from jiheng.web.apps.evaluations.services import may_edit
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.evaluations.table import table_of
from jiheng.web.apps.files.selectors import panel
from jiheng.web.apps.review.models import Receipt, Remark
from jiheng.web.apps.review.scores import parse_score
from jiheng.web.apps.review.services import (
    StepError,
    add_remark,
    give_score,
    may_score,
    resolve_remark,
    steps_for,
    take,
)
from jiheng.web.apps.review.story import story
from jiheng.web.apps.review.transitions import BY_ID
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn

NEXT = {
    State.UNIT_REVIEW: "由本单位财务负责人或单位负责人审核；审核前可以撤回修改。",
    State.DEPARTMENT_REVIEW: "由主管部门审核；有意见会退回并写明理由。",
    State.BUSINESS_REVIEW: "由财政业务科室审核。",
    State.PERFORMANCE_FILING: "由财政绩效科备案。",
    State.APPROVED: "审核已完成，等待随决算公开。",
}


@require_GET
def form(request: SignedIn, pk: int) -> HttpResponse:
    """The page of a form: to be written in by who may, to be read and remarked on by the others."""
    row = visible_form(request.user, pk)
    standard = load(row.task.standard)
    editable = may_edit(request.user, row)
    table = table_of(row.document, standard.layout, lambda path: is_approved(row, path))
    context = {
        **panel(row, request.user),
        "row": row,
        "standard": standard,
        "editable": editable,
        "table": table,
        "foot_span": table.total_span + bool(table.indicators.side),
        "key": uuid4().hex,
        "steps": steps_for(request.user, row),
        "story": story(row)[:6],
        "may_score": may_score(request.user, row),
        "data": {
            "id": row.pk,
            "version": row.version,
            "state": row.state,
            "most_rows": MOST_ROWS,
            "editable": editable,
            "user": request.user.username,
            "judgement": judgement(judged(row), row.document),
            "removed": removed_rows(row) if editable else [],
            "approved": sorted(approved_cells(row)),
            "remarks": remarks_of(row),
        },
    }
    return render(request, "review/form.html", context)


def remarks_of(row: ProjectForm) -> list[dict[str, Any]]:
    """The remarks on a form, open ones first, each with the name of its cell."""
    found = row.remarks.select_related("author", "resolved_by")
    return [
        {
            "id": remark.pk,
            "path": remark.path,
            "cell": _cell_name(row, remark.path),
            "text": remark.text,
            "by": remark.author.name,
            "answer": remark.answer,
            "resolved": remark.resolved_by.name if remark.resolved_by else "",
        }
        for remark in sorted(found, key=lambda item: (item.resolved_at is not None, item.at))
    ]


def _cell_name(row: ProjectForm, path: str) -> str:
    try:
        return name_of(row.document, path) if path else "整表"
    except (PathError, KeyError):
        return "已删除的行"


@require_POST
def step(request: SignedIn, pk: int, step_id: str) -> HttpResponse:
    """Take a step; the page comes back with what is in the way, or goes on to the receipt."""
    row = visible_form(request.user, pk)
    if step_id not in BY_ID or step_id == "publish":
        raise Http404
    version = request.POST.get("version", "")
    remark = request.POST.get("remark", "")
    asked = {"form": pk, "step": step_id, "version": version, "remark": remark}

    def act() -> dict[str, str]:
        done = take(
            user=request.user,
            form_id=pk,
            step_id=step_id,
            version=whole(version) or 0,
            remark=remark,
        )
        return {"receipt": done.receipt, "state": done.form.state_name}

    try:
        done = once(person=request.user.username, key=request.POST.get("key", ""), request=asked, act=act)
    except KeyReusedError:
        return _in_the_way(request, row, step_id, StepError("此次办理已经提交过，请刷新页面"))
    except StepError as error:
        return _in_the_way(request, row, step_id, error)
    if done["receipt"]:
        return redirect("review:receipt", pk=pk, number=done["receipt"])
    messages.success(request, f"已{BY_ID[step_id].label}，自评表现在是“{done['state']}”")
    return redirect("review:form", pk=pk)


def _in_the_way(request: SignedIn, row: ProjectForm, step_id: str, error: StepError) -> HttpResponse:
    step_ = BY_ID[step_id]
    context = {
        "row": row,
        "step": step_,
        "error": str(error),
        "findings": in_words(error.findings, row.document),
        "can_explain": bool(error.findings) and all(f.severity == "warning" for f in error.findings),
        "remark": request.POST.get("remark", ""),
        "back": reverse("review:form", args=(row.pk,)),
    }
    return render(request, "review/in_the_way.html", context, status=409)


@require_GET
def receipt(request: SignedIn, pk: int, number: str) -> HttpResponse:
    """回执: what was handed in, when, by whom, and what happens next."""
    row = visible_form(request.user, pk)
    found = get_object_or_404(Receipt, form=row, number=number)
    context = {
        "row": row,
        "receipt": found,
        "next": NEXT.get(State(row.state), "无需再办理。"),
    }
    return render(request, "review/receipt.html", context)


@require_GET
def history(request: SignedIn, pk: int) -> HttpResponse:
    """All that was done to a form, and the differences between two of its versions."""
    row = visible_form(request.user, pk)
    newer = whole(request.GET.get("to") or str(row.version))
    older = whole(request.GET.get("from") or str(max(1, row.version - 1)))
    if newer is None or older is None:
        raise Http404
    try:
        found = differences(row, older, newer)
    except ReplayError as error:
        raise Http404 from error
    context = {
        "row": row,
        "story": story(row),
        "differences": found,
        "older": older,
        "newer": newer,
    }
    return render(request, "review/history.html", context)


@require_POST
def remark(request: SignedIn, pk: int) -> HttpResponse:
    """A remark on a cell."""
    row = visible_form(request.user, pk)
    try:
        add_remark(
            user=request.user,
            form=row,
            path=request.POST.get("path", ""),
            text=request.POST.get("text", ""),
        )
    except StepError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"remarks": remarks_of(row)})


@require_POST
def resolve(request: SignedIn, pk: int, remark_id: int) -> HttpResponse:
    """A remark is answered."""
    row = visible_form(request.user, pk)
    found = get_object_or_404(Remark, form=row, pk=remark_id)
    try:
        resolve_remark(user=request.user, remark=found, answer=request.POST.get("answer", ""))
    except StepError as error:
        return JsonResponse({"error": str(error)}, status=422)
    return JsonResponse({"remarks": remarks_of(row)})


@require_POST
def scores(request: SignedIn, pk: int) -> HttpResponse:
    """复核得分 or 认定得分."""
    visible_form(request.user, pk)
    total = parse_score(request.POST.get("total", ""))
    if total is None:
        messages.error(request, "得分应是0到100之间、至多两位小数的数")
        return redirect("review:form", pk=pk)
    try:
        give_score(
            user=request.user,
            form_id=pk,
            kind=request.POST.get("kind", ""),
            total=total,
            remark=request.POST.get("remark", ""),
        )
    except StepError as error:
        messages.error(request, str(error))
    return redirect("review:form", pk=pk)
