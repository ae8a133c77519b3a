"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class EvaluationsConfig(AppConfig):
    """自评表."""

    name = "jiheng.web.apps.evaluations"
    label = "evaluations"
    verbose_name = "自评表"
