"""The page of a task with how far its units are, and the page on which a unit adds a project."""

from __future__ import annotations

from typing import TypeVar

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Model, QuerySet
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from jiheng.standards import load
from jiheng.web.apps.imports.progress import progress_of
from jiheng.web.apps.imports.projects import add_project, earlier_forms, units_to_fill
from jiheng.web.apps.imports.selectors import importable_tasks
from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn

_EARLIER = 300

M = TypeVar("M", bound=Model)


@require_GET
def task(request: SignedIn, pk: int) -> HttpResponse:
    """Facts of a task, and its progress by department and unit."""
    found = get_object_or_404(visible_tasks(request.user), pk=pk)
    today = timezone.localdate()
    only_late = bool(request.GET.get("late"))
    context = {
        "task": found,
        "standard": load(found.standard),
        "progress": progress_of(request.user, found, today, only_late=only_late),
        "only_late": only_late,
        "overdue": today > found.deadline,
        "days": (found.deadline - today).days,
        "may_import": importable_tasks(request.user).filter(pk=pk).exists(),
        "may_add": units_to_fill(request.user, found).exists(),
    }
    return render(request, "imports/task.html", context)


@require_http_methods(["GET", "POST"])
def project(request: SignedIn, pk: int) -> HttpResponse:
    """A project by hand, empty or from a form of an earlier year."""
    found = get_object_or_404(visible_tasks(request.user), pk=pk)
    units, earlier = units_to_fill(request.user, found), earlier_forms(request.user, found)
    context = {"task": found, "units": units, "earlier": earlier[:_EARLIER], "given": request.POST}
    if request.method == "GET":
        get_object_or_404(units[:1])
        return render(request, "imports/project.html", context)
    from_form = request.POST.get("earlier", "")
    try:
        made = add_project(
            user=request.user,
            task=found,
            unit=_chosen(units, request.POST.get("unit", "")),
            project_code=request.POST.get("project_code", ""),
            project=request.POST.get("project", ""),
            earlier=_chosen(earlier, from_form) if from_form else None,
        )
    except ValidationError as error:
        return render(request, "imports/project.html", {**context, "errors": error.messages}, status=422)
    messages.success(request, f"已新增项目“{made.project}”")
    return redirect("review:form", pk=made.pk)


def _chosen(offered: QuerySet[M], number: str) -> M:
    """The one of *offered* that was chosen; 404 for any other."""
    return get_object_or_404(offered, pk=whole(number) or 0)
