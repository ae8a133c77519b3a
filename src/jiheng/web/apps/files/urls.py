"""The addresses of this room."""

from __future__ import annotations

from django.urls import path

from jiheng.web.apps.files import fill_views, views

app_name = "files"
urlpatterns = [
    path("<int:pk>/evidence/", views.attach_evidence, name="attach"),
    path("<int:pk>/evidence/<int:evidence_id>/", views.evidence, name="evidence"),
    path("<int:pk>/evidence/<int:evidence_id>/remove/", views.remove_evidence, name="remove"),
    path("<int:pk>/scans/", views.upload_scan, name="seal"),
    path("<int:pk>/scans/<int:scan_id>/", views.scan, name="scan"),
    path("facsimile.css", fill_views.style, name="style"),
    path("<int:pk>/fill/", fill_views.upload, name="fill"),
    path("<int:pk>/fill/<int:file_id>/", fill_views.preview, name="preview"),
]
