"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.tasks import views

app_name = "tasks"
urlpatterns = [
    path("", views.tasks, name="tasks"),
    path("issue/", views.issue_task, name="issue"),
]
