"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.imports import views

app_name = "imports"
urlpatterns = [
    path("", views.imports, name="imports"),
    path("template/<str:kind>/", views.template, name="template"),
    path("<int:pk>/", views.import_, name="import"),
    path("<int:pk>/columns/", views.columns, name="columns"),
    path("<int:pk>/run/", views.run_import, name="run"),
    path("<int:pk>/progress/", views.progress, name="progress"),
]
