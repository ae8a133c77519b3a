"""The chain of what was done."""

from __future__ import annotations

from django.db import models


class Entry(models.Model):
    """One action. Entries are only ever added; each carries the hash of the one before it.

    ``subject`` names what was acted on (``form/12``), ``version`` its version after the action, ``detail``
    what was done, enough to do it again. ``number`` counts from 1 without gaps.
    """

    number = models.PositiveBigIntegerField(primary_key=True)
    at = models.DateTimeField()
    actor = models.CharField(max_length=64)
    action = models.CharField(max_length=32)
    subject = models.CharField(max_length=64)
    version = models.PositiveIntegerField(default=0)
    detail = models.JSONField(default=dict, blank=True)
    previous = models.CharField(max_length=64)
    hash = models.CharField(max_length=64)

    class Meta:
        indexes = (models.Index(fields=("subject", "number"), name="entry_of_subject"),)
        ordering = ("number",)

    def __str__(self) -> str:
        return f"{self.number} {self.action} {self.subject}"


class Head(models.Model):
    """The last entry of the chain: one row, locked while an entry is added."""

    number = models.PositiveBigIntegerField(default=0)
    hash = models.CharField(max_length=64, default="")


class Answer(models.Model):
    """What a request with an idempotency key was answered, so that sending it twice does one thing."""

    person = models.CharField(max_length=64)
    key = models.CharField(max_length=64)
    digest = models.CharField(max_length=64)
    answer = models.JSONField(null=True)
    at = models.DateTimeField(auto_now_add=True)

    class Meta:
        constraints = (models.UniqueConstraint(fields=("person", "key"), name="answer_once"),)
