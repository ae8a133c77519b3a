"""Files that belong to a form. Their contents lie in the data folder, by SHA-256; here is what they are."""

from __future__ import annotations

from django.core.serializers.json import DjangoJSONEncoder
from django.db import models

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.evaluations.models import ProjectForm


class StoredFile(models.Model):
    """A file of a form: its safe name, its kind as found in its content, its size in bytes."""

    form = models.ForeignKey(ProjectForm, on_delete=models.PROTECT, related_name="+")
    name = models.CharField(max_length=160)
    kind = models.CharField(max_length=8)
    size = models.PositiveIntegerField()
    sha256 = models.CharField(max_length=64)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        abstract = True

    def __str__(self) -> str:
        return self.name


class Evidence(StoredFile):
    """佐证材料 of one indicator (``path``: ``indicators[k3]``) or, with an empty path, of the whole form.

    A removed one is no longer listed; it stays in the history and in the data folder.
    """

    path = models.CharField(max_length=64, blank=True)
    removed_at = models.DateTimeField(null=True)
    removed_by = models.ForeignKey(User, on_delete=models.PROTECT, null=True, related_name="+")

    class Meta:
        ordering = ("path", "at")
        indexes = (models.Index(fields=("form", "removed_at"), name="evidence_of_form"),)


class StampedScan(StoredFile):
    """盖章扫描件: the paper with its stamp, of the content whose revision code is printed at its foot."""

    version = models.PositiveIntegerField()
    code = models.CharField(max_length=16)

    class Meta:
        ordering = ("-at", "-pk")
        indexes = (models.Index(fields=("form", "code"), name="scan_of_form"),)


class FormFile(models.Model):
    """What was read in a file that a form is to be filled from, until it is taken or another one comes.

    ``forms`` are the forms found (JSON of ``model``), the most alike first, and ``numbers`` those that they
    have in the file; ``problems`` is what could not be read, in words; ``facsimile`` (packed) what the file
    looks like.
    """

    form = models.ForeignKey(ProjectForm, on_delete=models.CASCADE, related_name="+")
    by = models.ForeignKey(User, on_delete=models.CASCADE, related_name="+")
    at = models.DateTimeField(auto_now_add=True)
    name = models.CharField(max_length=160)
    sha256 = models.CharField(max_length=64)
    forms = models.JSONField(encoder=DjangoJSONEncoder)
    numbers = models.JSONField(default=list)
    problems = models.JSONField()
    facsimile = models.BinaryField(default=b"")

    def __str__(self) -> str:
        return self.name


class Correction(models.Model):
    """A value of a file, known by its content, that a person of the unit read otherwise than the program.

    ``number`` is the form's in the file, ``path`` the value's in the form. It counts as long as the program
    reads ``read`` there.
    """

    unit = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="+")
    sha256 = models.CharField(max_length=64)
    number = models.PositiveIntegerField()
    path = models.CharField(max_length=64)
    read = models.TextField()
    text = models.TextField(blank=True)
    by = models.ForeignKey(User, on_delete=models.PROTECT, related_name="+")
    at = models.DateTimeField(auto_now=True)

    class Meta:
        ordering = ("number", "path")
        constraints = (
            models.UniqueConstraint(
                fields=("unit", "sha256", "number", "path"), name="one_correction_a_value"
            ),
        )

    def __str__(self) -> str:
        return self.path
