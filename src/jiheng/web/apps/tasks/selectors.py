"""Reading tasks, within the reader's reach."""

from __future__ import annotations

from django.db.models import QuerySet

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import within
from jiheng.web.apps.tasks.models import Task


def visible_tasks(user: User) -> QuerySet[Task]:
    """The tasks that concern an organisation in the user's reach."""
    return Task.objects.filter(within(user, "units")).distinct()
