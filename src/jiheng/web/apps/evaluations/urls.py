"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.evaluations import views

app_name = "evaluations"
urlpatterns = [
    path("<int:pk>/edits/", views.edits, name="edits"),
    path("<int:pk>/changes/", views.changes, name="changes"),
    path("<int:pk>/fund-unit/", views.fund_unit, name="fund_unit"),
    path("<int:pk>/adjustment/", views.adjustment, name="adjustment"),
    path("<int:pk>/standards/", views.other_standards, name="other_standards"),
    path("<int:pk>/cell/", views.cell, name="cell"),
    path("<int:pk>/download/<str:kind>/", views.download, name="download"),
]
