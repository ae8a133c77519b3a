"""A new form, begun by a program."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import organisations_in_reach, roles_at
from jiheng.web.apps.api.errors import UnusableError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import EDITORS, create_form
from jiheng.web.apps.tasks.selectors import visible_tasks


def start_form(*, user: User, task_id: int, unit: str, project_code: str, project: str) -> ProjectForm:
    """An empty form of the unit with the code *unit*, by who may write in it.

    UnusableError for a task or unit out of reach, PermissionDenied, ValidationError.
    """
    task = visible_tasks(user).filter(pk=task_id).first()
    if task is None:
        raise UnusableError("没有这个任务，或不在您的单位范围内", "task")
    place = organisations_in_reach(user).filter(code=unit).select_related("parent").first()
    if place is None:
        raise UnusableError("没有这个单位，或不在您的单位范围内", "unit")
    if not roles_at(user, place) & set(EDITORS):
        raise PermissionDenied("只有本单位的填报人员可以建立自评表")
    return create_form(actor=user.username, task=task, unit=place, project_code=project_code, project=project)
