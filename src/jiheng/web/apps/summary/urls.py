"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.summary import views

app_name = "summary"
urlpatterns = [
    path("", views.summary, name="summary"),
    path("workbook.xlsx", views.workbook, name="workbook"),
]
