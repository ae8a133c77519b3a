"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class PublicationConfig(AppConfig):
    """公开."""

    name = "jiheng.web.apps.publication"
    label = "publication"
    verbose_name = "公开"
