"""A project that no approval names: its form is begun by the unit, empty or from last year's."""

from __future__ import annotations

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import QuerySet

from jiheng.standards import load
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.selectors import roles_at, within
from jiheng.web.apps.evaluations.document import Document
from jiheng.web.apps.evaluations.drafting import empty_document
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import EDITORS, create_form
from jiheng.web.apps.tasks.models import Task

_TAKEN_OVER = ("level1", "level1_points", "level2", "level3", "target", "points")
_LEFT_BLANK = ("actual", "score", "reason")


def units_to_fill(user: User, task: Task) -> QuerySet[Organisation]:
    """The units of *task* in which *user* may begin forms."""
    return task.units.filter(within(user, roles=EDITORS))


def earlier_forms(user: User, task: Task) -> QuerySet[ProjectForm]:
    """The forms of earlier years from which *user* may begin one, the latest year first."""
    found = ProjectForm.objects.filter(within(user, "unit", EDITORS), task__year__lt=task.year)
    found = found.select_related("task", "unit").defer("document", "approval")
    return found.order_by("-task__year", "unit__code", "project_code")


@transaction.atomic
def add_project(
    *,
    user: User,
    task: Task,
    unit: Organisation,
    project_code: str,
    project: str,
    earlier: ProjectForm | None = None,
) -> ProjectForm:
    """The form of a project without approval; the targets of *earlier* are taken over, no results.

    PermissionDenied for who does not fill in that unit's forms; ValidationError as in ``create_form``.
    """
    if not roles_at(user, unit) & set(EDITORS):
        raise PermissionDenied("只有本单位的填报人可以新增项目")
    if earlier is not None and earlier.unit_id != unit.pk:
        raise PermissionDenied("只能沿用本单位往年的自评表")
    document = _begun_from(earlier, task, unit, project_code.strip(), project.strip()) if earlier else None
    return create_form(
        actor=user.username,
        task=task,
        unit=unit,
        project_code=project_code,
        project=project,
        document=document,
    )


def _begun_from(
    earlier: ProjectForm, task: Task, unit: Organisation, project_code: str, project: str
) -> Document:
    """An empty form with the indicators, targets, points and goals of *earlier*."""
    document = empty_document(task, unit, project_code, project)
    document["indicators"] = [
        {
            "key": f"k{number}",
            **{name: row[name] for name in _TAKEN_OVER if name in row},
            **dict.fromkeys(_LEFT_BLANK, ""),
        }
        for number, row in enumerate(earlier.document["indicators"], 1)
    ]
    document["goals"]["expected"] = earlier.document["goals"].get("expected", "")
    document, _ = follow(document, document, load(task.standard))
    return document
