"""自评任务."""

from __future__ import annotations

from typing import Any

from django.http import Http404
from ninja import Router

from jiheng.web.apps.accounts.selectors import organisations_in_reach
from jiheng.web.apps.api.bearer import Call
from jiheng.web.apps.api.errors import answers
from jiheng.web.apps.api.shapes.forms import TaskShape, task_json
from jiheng.web.apps.api.shapes.requests import Id
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.selectors import visible_tasks

router = Router(tags=["自评任务"])


@router.get("/tasks", response=answers(list[TaskShape]), operation_id="list_tasks", summary="列出任务")
def list_tasks(request: Call) -> list[dict[str, Any]]:
    """您的范围内的自评任务，新的在前。"""
    return [_answer(request, task) for task in visible_tasks(request.auth)]


@router.get(
    "/tasks/{task_id}", response=answers(TaskShape, 404, 422), operation_id="get_task", summary="一个任务"
)
def get_task(request: Call, task_id: Id) -> dict[str, Any]:
    """一个自评任务。"""
    found = visible_tasks(request.auth).filter(pk=task_id).first()
    if found is None:
        raise Http404
    return _answer(request, found)


def _answer(request: Call, task: Task) -> dict[str, Any]:
    units = task.units.filter(pk__in=organisations_in_reach(request.auth)).values_list("code", flat=True)
    return task_json(task, list(units))
