"""The addresses."""

from __future__ import annotations

from django.urls import include, path

from jiheng.web.config import errors
from jiheng.web.config.home import home

urlpatterns = [
    path("", home, name="home"),
    path("accounts/", include("jiheng.web.apps.accounts.urls")),
    path("tasks/", include("jiheng.web.apps.tasks.urls")),
    path("tasks/", include("jiheng.web.apps.imports.task_urls")),
    path("forms/", include("jiheng.web.apps.evaluations.urls")),
    path("imports/", include("jiheng.web.apps.imports.urls")),
    path("forms/", include("jiheng.web.apps.files.urls")),
    path("forms/", include("jiheng.web.apps.review.urls")),
    path("summary/", include("jiheng.web.apps.summary.urls")),
    path("public/", include("jiheng.web.apps.publication.public_urls")),
    path("publication/", include("jiheng.web.apps.publication.urls")),
    path("api/", include("jiheng.web.apps.api.urls")),
]
handler400 = errors.bad_request
handler403 = errors.permission_denied
handler404 = errors.not_found
handler500 = errors.server_error
