"""The Django application."""

from __future__ import annotations

from django.apps import AppConfig


class AccountsConfig(AppConfig):
    """机构与人员."""

    name = "jiheng.web.apps.accounts"
    label = "accounts"
    verbose_name = "机构与人员"
