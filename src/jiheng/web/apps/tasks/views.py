"""The list of tasks, and issuing one."""

from __future__ import annotations

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
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
from jiheng.web.apps.tasks.services import issue
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
    if not has_role(request.user, Role.PERFORMANCE_OFFICE):
        raise PermissionDenied("只有财政绩效科可以下达自评任务")
    offered = issuable_units(request.user)
    form = IssueForm(request.POST if request.method == "POST" else None, today=timezone.localdate())
    if request.method == "POST" and form.is_valid():
        try:
            made = issue(user=request.user, units=chosen_units(request.POST, offered), **form.cleaned_data)
        except ValidationError as error:
            _show(form, error)
        else:
            messages.success(request, f"已下达“{made}”，涉及{made.units.count()}个单位")
            return redirect("progress:task", pk=made.pk)
    context = {
        "form": form,
        "offered": offered,
        "chosen": {key: request.POST.getlist(key) for key in ("unit", "department", "all")},
    }
    return render(request, "tasks/issue.html", context, status=422 if form.errors else 200)


def _show(form: IssueForm, error: ValidationError) -> None:
    """The errors of the service beside their fields, the others above the form."""
    for field, texts in getattr(error, "message_dict", {"": error.messages}).items():
        form.add_error(field if field in form.fields else None, texts)
