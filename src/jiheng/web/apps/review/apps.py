"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ReviewConfig(AppConfig):
    """审核."""

    name = "jiheng.web.apps.review"
    label = "review"
    verbose_name = "审核"
