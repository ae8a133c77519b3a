"""The addresses of this room."""

from __future__ import annotations

from django.urls import include, path, re_path

from jiheng.web.apps.api import views
from jiheng.web.apps.api.interface import api

_PAGES = [
    path("tokens/", views.tokens, name="tokens"),
    path("tokens/<int:pk>/revoke/", views.revoke, name="revoke"),
]
# The framework names its own addresses at the top, so only the pages have the name of this room.
urlpatterns = [
    path("", include((_PAGES, "api"))),
    path("", api.urls),
    re_path("", views.nowhere, name="nowhere"),
]
