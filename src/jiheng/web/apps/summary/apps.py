"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class SummaryConfig(AppConfig):
    """汇总表."""

    name = "jiheng.web.apps.summary"
    label = "summary"
    verbose_name = "汇总表"
