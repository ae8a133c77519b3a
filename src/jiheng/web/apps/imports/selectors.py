"""Reading imports: a list may hold other units' figures, so it is its bringer's, and the bureau's."""

from __future__ import annotations

from django.db.models import QuerySet
from django.shortcuts import get_object_or_404

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.selectors import has_role, within
from jiheng.web.apps.imports.models import Import, Mapping
from jiheng.web.apps.imports.ranks import IMPORTERS
from jiheng.web.apps.imports.sheets import Table
from jiheng.web.apps.tasks.models import Task


def importable_tasks(user: User) -> QuerySet[Task]:
    """The tasks for which *user* may bring lists."""
    return Task.objects.filter(within(user, "units", IMPORTERS)).distinct()


def visible_imports(user: User) -> QuerySet[Import]:
    """The lists that *user* brought; all of them for 财政绩效科. Without what is in them."""
    found = Import.objects.select_related("task", "by").defer("lists")
    return found if has_role(user, Role.PERFORMANCE_OFFICE) else found.filter(by=user)


def visible_import(user: User, pk: int) -> Import:
    """One list; Http404 for any other."""
    return get_object_or_404(visible_imports(user), pk=pk)


def remembered(table: Table) -> Mapping | None:
    """How the columns of such a table were confirmed before."""
    found = Mapping.objects.select_related("by").filter(kind=table.kind, shape=table.shape)
    return found.first()
