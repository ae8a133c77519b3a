"""The list of tasks, and issuing one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_GET, require_http_methods

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import has_role
from jiheng.web.apps.tasks.forms import IssueForm, chosen_units
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.selectors import issuable_units, visible_tasks
from jiheng.web.apps.tasks.services import issue, require_issuer
from jiheng.web.config.refusals import show
from jiheng.web.config.request import SignedIn


@require_GET
def tasks(request: SignedIn) -> HttpResponse:
    """The tasks in reach, the latest year first."""
    seen = visible_tasks(request.user).values("pk")
    context = {
        "tasks": Task.objects.filter(pk__in=seen).annotate(unit_count=Count("units")),
        "today": timezone.localdate(),
        "may_issue": has_role(request.user, Role.PERFORMANCE_OFFICE),
    }
    return render(request, "tasks/tasks.html", context)


@require_http_methods(["GET", "POST"])
def issue_task(request: SignedIn) -> HttpResponse:
    """Issue a task: 财政绩效科 only."""
    require_issuer(request.user)
    offered = issuable_units(request.user)
    form = IssueForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = issue(user=request.user, units=chosen_units(request.POST, offered), **form.cleaned_data)
        except ValidationError as error:
            show(form, error)
        else:
            messages.success(request, f"已下达“{made}”，涉及{made.units.count()}个单位")
            return redirect("progress:task", pk=made.pk)
    context = {
        "form": form,
        "offered": offered,
        "chosen": {key: request.POST.getlist(key) for key in ("unit", "department", "all")},
    }
    return render(request, "tasks/issue.html", context, status=422 if form.errors else 200)
