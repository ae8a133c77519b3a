"""The page of the summary, and the same as a workbook."""

from __future__ import annotations

from decimal import Decimal
from typing import Any

from django.http import HttpResponse
from django.shortcuts import render
from django.views.decorators.http import require_GET

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import departments
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_forms
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.summary.selectors import chosen_forms, parts_of, rows_of, sums_of
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.selectors import visible_tasks
from jiheng.web.config.downloads import download
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn
from jiheng.writing.summary import workbook as summary_workbook

_MOST_ROWS = 300
"""With more forms than this only the sums of units are shown, each leading to its forms."""


@require_GET
def summary(request: SignedIn) -> HttpResponse:
    """The summary of a task, filtered by the query string."""
    task = _task(request)
    if task is None:
        return render(request, "summary/summary.html", {"tasks": []})
    rows = rows_of(chosen_forms(request.user, task, request.GET))
    query = request.GET.copy()
    query["task"] = str(task.pk)
    context = {
        "task": task,
        "tasks": visible_tasks(request.user),
        "parts": parts_of(rows),
        "sums": sums_of(rows),
        "open": len(rows) <= _MOST_ROWS,
        "most_rows": _MOST_ROWS,
        "given": request.GET,
        "query": query.urlencode(),
        **_choices(request.user, task),
    }
    return render(request, "summary/summary.html", context)


def _task(request: SignedIn) -> Task | None:
    """The task that is asked for, where it is in reach, else the newest."""
    found = visible_tasks(request.user)
    wanted = whole(request.GET.get("task", ""))
    return found.filter(pk=wanted or 0).first() or found.first()


def _choices(user: User, task: Task) -> dict[str, Any]:
    """What the filters offer: departments, units and grades that have forms of the task in reach."""
    mine = visible_forms(user).filter(task=task).order_by()
    units = list(mine.values_list("unit__code", "unit__name", "unit_id").distinct())
    over = departments()
    return {
        "departments": sorted({(over[pk].code, over[pk].name) for _, _, pk in units}),
        "units": sorted((code, name) for code, name, _ in units),
        "grades": sorted(mine.exclude(grade="").values_list("grade", flat=True).distinct()),
        "states": State.choices,
    }


@require_GET
def workbook(request: SignedIn) -> HttpResponse:
    """The summary as an office keeps it, with the same filters as the page."""
    task = _task(request)
    found = ProjectForm.objects.none() if task is None else chosen_forms(request.user, task, request.GET)
    rows = rows_of(found)
    documents = dict(found.order_by().values_list("pk", "document"))
    forms = [(form_of(documents[row["pk"]]), None) for row in rows]
    year = "" if task is None else f"{task.year}年度"
    return download(summary_workbook(forms, [_beside(row) for row in rows]), f"{year}自评汇总表.xlsx")


def _beside(row: dict[str, Any]) -> dict[str, Decimal | str | None]:
    return {
        "department": row["department"],
        "project_code": row["project_code"],
        "reviewed_score": _score(row["reviewed_total"]),
        "adopted_score": _score(row["adopted_total"]),
        "state": row["state_name"],
    }


def _score(hundredths: int | None) -> Decimal | None:
    return None if hundredths is None else Decimal(hundredths).scaleb(-2)
