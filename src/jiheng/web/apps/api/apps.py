"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ApiConfig(AppConfig):
    """接口."""

    name = "jiheng.web.apps.api"
    label = "api"
    verbose_name = "接口"
