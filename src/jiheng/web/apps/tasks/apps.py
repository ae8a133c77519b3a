"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class TasksConfig(AppConfig):
    """自评任务."""

    name = "jiheng.web.apps.tasks"
    label = "tasks"
    verbose_name = "自评任务"
