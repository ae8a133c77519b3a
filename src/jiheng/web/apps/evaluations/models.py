"""The forms as they are stored."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.tasks.models import Task


class ProjectForm(models.Model):
    """One project's self-evaluation form.

    ``document`` is the form as JSON (``evaluations.document``), the only truth; the columns beside it are
    derived from it at every save, for lists. Money in fen, scores and rates in hundredths;
    ``blanks`` counts what is not filled in yet, ``errors`` and ``warnings`` other findings. ``version``
    counts its changes. ``approval`` holds what was approved (批复): the text of every cell that is read-only.
    ``self_total`` 自评得分, ``reviewed_total`` 复核得分 and ``adopted_total`` 认定得分 are three values.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="forms")
    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="forms")
    project_code = models.CharField(max_length=64)
    project = models.CharField(max_length=256)
    state = models.CharField(max_length=24, choices=State, default=State.DRAFT)
    returned = models.BooleanField(default=False)
    version = models.PositiveIntegerField(default=1)
    document = models.JSONField()
    approval = models.JSONField(null=True, blank=True)
    budget_fen = models.BigIntegerField(null=True, blank=True)
    executed_fen = models.BigIntegerField(null=True, blank=True)
    rate = models.BigIntegerField(null=True, blank=True)
    self_total = models.BigIntegerField(null=True, blank=True)
    reviewed_total = models.BigIntegerField(null=True, blank=True)
    adopted_total = models.BigIntegerField(null=True, blank=True)
    grade = models.CharField(max_length=32, blank=True)
    blanks = models.PositiveSmallIntegerField(default=0)
    errors = models.PositiveSmallIntegerField(default=0)
    warnings = models.PositiveSmallIntegerField(default=0)
    withheld = models.BooleanField(default=False)
    saved_by = models.CharField(max_length=64)
    saved_at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("unit__code", "project_code")
        constraints = (models.UniqueConstraint(fields=("task", "unit", "project_code"), name="form_once"),)
        indexes = (models.Index(fields=("task", "state"), name="form_by_state"),)

    def __str__(self) -> str:
        return self.project

    @property
    def state_name(self) -> str:
        """Where the form stands, in words: one that was sent back is not one that nobody has handed in."""
        return "已退回" if self.returned else State(self.state).label

    @property
    def subject(self) -> str:
        """How the audit chain names this form."""
        return f"form/{self.pk}"
