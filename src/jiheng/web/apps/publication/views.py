"""Deciding what becomes public: the page of a form with its preview, and the steps."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any
from uuid import uuid4

from django.contrib import messages
from django.http import Http404, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiheng.web.apps.accounts.selectors import names_of
from jiheng.web.apps.audit.idempotency import KeyReusedError, once
from jiheng.web.apps.evaluations.judgement import in_words
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_form
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.preview import preview_file, preview_sheet
from jiheng.web.apps.publication.selectors import personal_data, proposer_of, reason_for_correction
from jiheng.web.apps.publication.services import (
    GROUNDS,
    may_withhold,
    publish,
    refuse_unprintable,
    release,
    withhold,
)
from jiheng.web.apps.review.services import StepError, steps_for, take
from jiheng.web.apps.review.transitions import BY_ID
from jiheng.web.config.downloads import download
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn
from jiheng.writing.site.entry import FILES

_SHOWN_IN = (State.APPROVED, State.TO_PUBLISH, State.PUBLISHED)


@require_GET
def form(request: SignedIn, pk: int) -> HttpResponse:
    """A form as it will stand on the public site, what is in the way, and the steps."""
    return _form(request, visible_form(request.user, pk))


def _form(request: SignedIn, row: ProjectForm, error: StepError | None = None) -> HttpResponse:
    shown = row.state in _SHOWN_IN and not row.withheld
    obstacle = _obstacle(row) if shown else ""
    earlier = _with_names(list(row.publications.order_by("-number")))
    context = {
        "row": row,
        "shown": shown,
        "sheet": preview_sheet(row) if shown and not obstacle else "",
        "obstacle": obstacle,
        "personal_data": in_words(personal_data(row), row.document) if shown else [],
        "steps": [step for step in steps_for(request.user, row) if step.publication and not row.withheld],
        "own_proposal": row.state == State.TO_PUBLISH and proposer_of(row) == request.user.username,
        "may_withhold": may_withhold(request.user, row),
        "grounds": GROUNDS,
        "publications": earlier,
        "suggested_note": reason_for_correction(row) if earlier else "",
        "error": error,
        "findings": in_words(error.findings, row.document) if error else [],
        "given": request.POST,
        "key": uuid4().hex,
    }
    return render(request, "publication/form.html", context, status=409 if error else 200)


def _with_names(publications: list[Publication]) -> list[dict[str, Any]]:
    """The publications, each with the names of who proposed and who confirmed it."""
    wanted = {name for item in publications for name in (item.proposed_by, item.published_by)}
    names = names_of(wanted)
    return [
        {
            "item": item,
            "proposed_by": names[item.proposed_by],
            "published_by": names[item.published_by],
        }
        for item in publications
    ]


def _obstacle(row: ProjectForm) -> str:
    try:
        refuse_unprintable(row)
    except StepError as error:
        return str(error)
    return ""


@require_GET
def preview(request: SignedIn, pk: int, kind: str) -> HttpResponse:
    """A file as it would be public, marked as a preview."""
    row = visible_form(request.user, pk)
    if kind not in FILES or row.withheld or row.state not in _SHOWN_IN:
        raise Http404
    try:
        made = preview_file(row, kind)
    except StepError as error:
        return _form(request, row, error)
    return download(made, f"preview-{row.pk}.{kind}", inline=True)


@require_POST
def confirm(request: SignedIn, pk: int) -> HttpResponse:
    """From elsewhere to the preview: nobody confirms without having it before him."""
    return redirect("publication:form", pk=visible_form(request.user, pk).pk)


@require_POST
def step(request: SignedIn, pk: int, step_id: str) -> HttpResponse:
    """Propose, confirm or refuse publication, or take a published form back for correction."""
    row = visible_form(request.user, pk)
    if step_id not in BY_ID or not BY_ID[step_id].publication:
        raise Http404
    given = {name: request.POST.get(name, "") for name in ("version", "remark", "note")}
    version = whole(given["version"]) or 0

    def act() -> dict[str, str]:
        if step_id == "publish":
            publish(
                user=request.user, form_id=pk, version=version, remark=given["remark"], note=given["note"]
            )
        else:
            take(user=request.user, form_id=pk, step_id=step_id, version=version, remark=given["remark"])
        return {}

    asked = {"form": pk, "step": step_id, **given}
    return _done(request, row, asked, act, f"已办理“{BY_ID[step_id].label}”")


@require_POST
def secrecy(request: SignedIn, pk: int) -> HttpResponse:
    """Set 涉密 or 不予公开 with its ground, or lift it."""
    row = visible_form(request.user, pk)
    given = {name: request.POST.get(name, "") for name in ("kind", "ground")}

    def act() -> dict[str, str]:
        if given["kind"] == "release":
            release(user=request.user, form_id=pk, reason=given["ground"])
        else:
            withhold(user=request.user, form_id=pk, kind=given["kind"], ground=given["ground"])
        return {}

    said = "已解除不予公开" if given["kind"] == "release" else "已设为不予公开"
    return _done(request, row, {"form": pk, **given}, act, said)


def _done(
    request: SignedIn, row: ProjectForm, asked: dict[str, Any], act: Callable[[], Any], said: str
) -> HttpResponse:
    """Do it once, also for a double click; the page comes back with what is in the way."""
    try:
        once(person=request.user.username, key=request.POST.get("key", ""), request=asked, act=act)
    except KeyReusedError:
        return _form(request, row, StepError("此次办理已经提交过，请刷新页面"))
    except StepError as error:
        return _form(request, visible_form(request.user, row.pk), error)
    messages.success(request, said)
    return redirect("publication:form", pk=row.pk)
