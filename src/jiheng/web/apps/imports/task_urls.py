"""The addresses of a task's page, which shows forms; they lie under ``/tasks/`` as those of ``tasks`` do."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.imports import task_views

app_name = "progress"
urlpatterns = [
    path("<int:pk>/", task_views.task, name="task"),
    path("<int:pk>/projects/", task_views.project, name="project"),
]
