"""The year's task."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.accounts.models import Organisation, User


class Task(models.Model):
    """自评任务 of one year.

    ``standard`` is the id of its 评分办法, ``digest`` the hash of the files it was issued under. The two
    bureau steps after the department's review are switched on here.
    """

    year = models.PositiveSmallIntegerField()
    name = models.CharField(max_length=128)
    standard = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    deadline = models.DateField()
    with_business_review = models.BooleanField(default=False)
    with_performance_filing = models.BooleanField(default=True)
    units = models.ManyToManyField(Organisation, related_name="tasks")
    issued_by = models.ForeignKey(User, on_delete=models.PROTECT)
    issued_at = models.DateTimeField(auto_now_add=True)

    class Meta:
        ordering = ("-year", "-pk")
        constraints = (models.UniqueConstraint(fields=("year", "name"), name="task_once"),)

    def __str__(self) -> str:
        return f"{self.year}年度 {self.name}"
