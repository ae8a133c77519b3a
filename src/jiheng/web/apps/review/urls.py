"""The addresses of this room; they lie under ``/forms/`` as those of ``evaluations`` do."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.review import lists, views

app_name = "review"
urlpatterns = [
    path("", lists.forms, name="forms"),
    path("bulk/", lists.bulk, name="bulk"),
    path("<int:pk>/", views.form, name="form"),
    path("<int:pk>/step/<str:step_id>/", views.step, name="step"),
    path("<int:pk>/receipt/<str:number>/", views.receipt, name="receipt"),
    path("<int:pk>/history/", views.history, name="history"),
    path("<int:pk>/remark/", views.remark, name="remark"),
    path("<int:pk>/remark/<int:remark_id>/resolve/", views.resolve, name="resolve"),
    path("<int:pk>/scores/", views.scores, name="scores"),
]
