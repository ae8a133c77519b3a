"""Remarks on cells, and the scores that others than the unit gave."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.evaluations.models import ProjectForm


class Remark(models.Model):
    """What a reviewer says of one cell (``path``) or of the whole form; resolved by whoever answers it."""

    form = models.ForeignKey(ProjectForm, on_delete=models.CASCADE, related_name="remarks")
    path = models.CharField(max_length=96, blank=True)
    text = models.CharField(max_length=1000)
    author = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    answer = models.CharField(max_length=1000, blank=True)
    resolved_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")
    resolved_at = models.DateTimeField(null=True)

    class Meta:
        ordering = ("at",)


class Receipt(models.Model):
    """回执 of a form handed in: its number, and the version and score that were handed in."""

    number = models.CharField(max_length=32, unique=True)
    form = models.ForeignKey(ProjectForm, on_delete=models.PROTECT, related_name="receipts")
    version = models.PositiveIntegerField()
    self_total = models.BigIntegerField(null=True)
    at = models.DateTimeField(auto_now_add=True)
    by = models.CharField(max_length=64)
