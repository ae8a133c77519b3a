"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class ImportsConfig(AppConfig):
    """导入."""

    name = "jiheng.web.apps.imports"
    label = "imports"
    verbose_name = "导入"
