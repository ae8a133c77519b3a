"""Reading tasks, within the reader's reach."""

from __future__ import annotations

from dataclasses import dataclass

from django.db.models import QuerySet

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.selectors import within
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
    by_pk = {item.pk: item for item in found}
    groups: dict[int, list[Organisation]] = {}
    for item in found:
        above = (by_pk.get(int(pk)) for pk in item.path.strip("/").split("/"))
        department = next((place for place in above if place and place.kind == Kind.DEPARTMENT), None)
        groups.setdefault(department.pk if department else 0, []).append(item)
    return tuple(
        Offered(pk, by_pk[pk].name if pk else "财政部门直管", tuple(units)) for pk, units in groups.items()
    )
