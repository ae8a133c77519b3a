"""Files that were brought in, and how their columns were understood."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.tasks.models import Task


class Kind(models.TextChoices):
    """What a file brings."""

    TARGETS = "targets", "批复的绩效目标"
    EXECUTION = "execution", "预算执行数"


class Stage(models.TextChoices):
    """How far a file has come."""

    COLUMNS = "columns", "待确认栏目"
    CHECKED = "checked", "待导入"
    RUNNING = "running", "正在导入"
    DONE = "done", "已导入"


class Import(models.Model):
    """One file of one person for one task.

    ``lists`` holds its worksheets as they were read (``sheets.packed``), ``digest`` the SHA-256 of the file.
    ``columns`` maps the place of a column to its field, ``fund_unit`` is the unit of its amounts.
    ``document`` is the 批复文号. ``begun_at`` and ``progress`` (projects made ready, of ``total``) tell
    of the run under way; ``summary`` counts what a finished one did.
    """

    task = models.ForeignKey(Task, on_delete=models.PROTECT, related_name="imports")
    kind = models.CharField(max_length=16, choices=Kind)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=128)
    digest = models.CharField(max_length=64)
    document = models.CharField(max_length=64, blank=True)
    lists = models.BinaryField()
    columns = models.JSONField(default=dict)
    fund_unit = models.CharField(max_length=8, blank=True)
    stage = models.CharField(max_length=16, choices=Stage, default=Stage.COLUMNS)
    begun_at = models.DateTimeField(null=True)
    progress = models.PositiveIntegerField(default=0)
    total = models.PositiveIntegerField(default=0)
    summary = models.JSONField(default=dict)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.get_kind_display()} {self.name}"


class Mapping(models.Model):
    """The columns that somebody confirmed for files with this header row."""

    kind = models.CharField(max_length=16, choices=Kind)
    shape = models.CharField(max_length=64)
    columns = models.JSONField()
    fund_unit = models.CharField(max_length=8)
    by = models.ForeignKey(User, on_delete=models.PROTECT)
    at = models.DateTimeField(auto_now=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("kind", "shape"), name="mapping_of_shape"),)
