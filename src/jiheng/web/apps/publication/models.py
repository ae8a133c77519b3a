"""What was published, for ever."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.evaluations.models import ProjectForm


class Score(models.TextChoices):
    """Which of the three scores a publication prints."""

    SELF = "self", "自评得分"


class Publication(models.Model):
    """One publication of a form: its ``number`` counts from 1 for each form, ``document`` is never changed.

    The names and codes are those of the day of publication, so that an address stays when an office is
    renamed; ``code`` is the project's code as it stands in addresses. Money in fen, scores and rates in
    hundredths. ``standard`` and ``digest`` name the rules. ``replaced_at`` is set when a corrected form is
    published, ``note`` then says on the later one what was corrected; ``withdrawn_at`` when it leaves the
    public site. ``changed_at`` is the last of these moments.
    """

    form = models.ForeignKey(ProjectForm, on_delete=models.PROTECT, related_name="publications")
    number = models.PositiveSmallIntegerField()
    version = models.PositiveIntegerField()
    document = models.JSONField()
    year = models.PositiveSmallIntegerField()
    department_code = models.CharField(max_length=32)
    department = models.CharField(max_length=128)
    unit_code = models.CharField(max_length=32)
    unit = models.CharField(max_length=128)
    code = models.CharField(max_length=64)
    project = models.CharField(max_length=256)
    budget_fen = models.BigIntegerField(null=True)
    executed_fen = models.BigIntegerField(null=True)
    rate = models.BigIntegerField(null=True)
    score = models.CharField(max_length=16, choices=Score, default=Score.SELF)
    total = models.BigIntegerField(null=True)
    grade = models.CharField(max_length=32, blank=True)
    standard = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    proposed_by = models.CharField(max_length=64)
    published_by = models.CharField(max_length=64)
    published_at = models.DateTimeField()
    note = models.CharField(max_length=1000, blank=True)
    replaced_at = models.DateTimeField(null=True)
    withdrawn_at = models.DateTimeField(null=True)
    withdrawn_by = models.CharField(max_length=64, blank=True)
    withdrawn_for = models.CharField(max_length=256, blank=True)
    changed_at = models.DateTimeField(db_index=True)

    class Meta:
        ordering = ("year", "unit_code", "code", "number")
        constraints = (
            models.UniqueConstraint(fields=("form", "number"), name="publication_once"),
            models.UniqueConstraint(
                fields=("year", "unit_code", "code", "number"), name="publication_address"
            ),
        )

    def __str__(self) -> str:
        return f"{self.project} {self.number}"

    @property
    def subject(self) -> str:
        """How the audit chain names this publication."""
        return f"publication/{self.pk}"

    @property
    def is_latest(self) -> bool:
        """False once a corrected form was published."""
        return self.replaced_at is None
