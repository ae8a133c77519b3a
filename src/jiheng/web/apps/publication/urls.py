"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.publication import lists, views

app_name = "publication"
urlpatterns = [
    path("", lists.forms, name="forms"),
    path("propose/", lists.propose, name="propose"),
    path("<int:pk>/", views.form, name="form"),
    path("<int:pk>/preview.<str:kind>", views.preview, name="preview"),
    path("<int:pk>/confirm/", views.confirm, name="confirm"),
    path("<int:pk>/step/<str:step_id>/", views.step, name="step"),
    path("<int:pk>/secrecy/", views.secrecy, name="secrecy"),
]
