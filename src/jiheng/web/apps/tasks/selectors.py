"""Reading tasks, within the reader's reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.selectors import departments, within
from jiheng.web.apps.tasks.models import Task


@dataclass(frozen=True, slots=True)
class Offered:
    """A department, or the bureau for units below none, with the units that a task can be issued to."""

    id: int
    name: str
    units: tuple[Organisation, ...]


def visible_tasks(user: User) -> QuerySet[Task]:
    """The tasks that concern an organisation in the user's reach."""
    return Task.objects.filter(within(user, "units")).distinct()


def issuable_units(user: User) -> tuple[Offered, ...]:
    """The departments and units in reach of 财政绩效科, by department, itself the first."""
    reach = within(user, roles=[Role.PERFORMANCE_OFFICE])
    found = list(Organisation.objects.filter(reach).exclude(kind=Kind.BUREAU).order_by("code"))
    over = departments()
    groups: dict[int, list[Organisation]] = {}
    for item in found:
        department = over[item.pk]
        groups.setdefault(department.pk if department.kind == Kind.DEPARTMENT else 0, []).append(item)
    return tuple(
        Offered(pk, over[pk].name if pk else "财政部门直管", tuple(units)) for pk, units in groups.items()
    )
