"""Lists of forms: filtered, and many handled at once."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.http import HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.views.decorators.http import require_GET, require_POST

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import has_role, posts_of, within
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import listed_forms, visible_forms
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.review.models import Remark
from jiheng.web.apps.review.services import take_each
from jiheng.web.apps.review.transitions import BY_ID, TRANSITIONS
from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn

_PAGE = 50


def waiting_for(user: User) -> QuerySet[ProjectForm]:
    """The forms whose next step is one that *user* takes: not handed in yet, or waiting for a review."""
    wanted = Q(pk__in=())
    for role in {post.role for post in posts_of(user)}:
        states = {s.source for s in TRANSITIONS if role in s.roles and not s.optional}
        wanted |= Q(state__in=states) & within(user, "unit", [role])
    return listed_forms(user).filter(wanted)


def publishable_by(user: User) -> QuerySet[ProjectForm]:
    """The forms that *user* may propose for publication now."""
    step = BY_ID["propose_publication"]
    return visible_forms(user).filter(within(user, "unit", step.roles), state=step.source, withheld=False)


def open_remarks(user: User) -> QuerySet[Remark]:
    """Remarks on forms in reach that are with the unit and have no answer yet."""
    mine = visible_forms(user).filter(state=State.DRAFT)
    found = Remark.objects.filter(form__in=mine, resolved_at=None).select_related("form", "author")
    return found.defer("form__document", "form__approval")


@require_GET
def forms(request: SignedIn) -> HttpResponse:
    """The forms in reach, by task, state, organisation and words."""
    found = filtered(request.user, request.GET)
    page = Paginator(found, _PAGE).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "tasks": visible_tasks(request.user),
        "states": State.choices,
        "given": request.GET,
        "bulk": [step for step in TRANSITIONS if step.bulk and has_role(request.user, *step.roles)],
    }
    return render(request, "review/forms.html", context)


def filtered(user: User, given: QueryDict) -> QuerySet[ProjectForm]:
    """The forms in reach that answer the filters of a query string."""
    found = waiting_for(user) if given.get("waiting") else listed_forms(user)
    if (task := whole(given.get("task", ""))) is not None:
        found = found.filter(task_id=task)
    if given.get("state") in State.values:
        found = found.filter(state=given["state"])
    if words := given.get("words", "").strip():
        found = found.filter(
            Q(project__icontains=words) | Q(project_code__icontains=words) | Q(unit__name__icontains=words)
        )
    if given.get("findings") == "error":
        found = found.filter(errors__gt=0)
    return found


@require_POST
def bulk(request: SignedIn) -> HttpResponse:
    """One step for many forms: each on its own, and what did not go is said."""
    step_id = request.POST.get("step", "")
    if step_id not in BY_ID or not BY_ID[step_id].bulk:
        raise PermissionDenied
    chosen = [tuple(map(whole, item.partition(":")[::2])) for item in request.POST.getlist("form")]
    versions = {pk: version or 0 for pk, version in chosen if pk is not None}
    rows = listed_forms(request.user).filter(pk__in=versions)
    done, refused = take_each(
        user=request.user,
        step_id=step_id,
        chosen=[(row, versions[row.pk]) for row in rows],
        remark=request.POST.get("remark", ""),
    )
    if done:
        messages.success(request, f"已{BY_ID[step_id].label}{done}项")
    for text in refused:
        messages.warning(request, text)
    if not chosen:
        messages.warning(request, "请先勾选自评表")
    return redirect("review:forms")
