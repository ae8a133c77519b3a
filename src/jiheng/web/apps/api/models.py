"""The tokens with which programs sign in."""

from __future__ import annotations

from django.db import models

from jiheng.web.apps.accounts.models import User


class ApiToken(models.Model):
    """A token of a person: whoever sends it acts as that person.

    Only ``digest`` is kept, from which the token cannot be had; ``prefix`` is its beginning, to tell tokens
    apart. ``last_used`` is a day, so that reading does not write.
    """

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="api_tokens")
    name = models.CharField(max_length=64)
    prefix = models.CharField(max_length=16)
    digest = models.CharField(max_length=64, unique=True)
    created_at = models.DateTimeField(auto_now_add=True)
    last_used = models.DateField(null=True, blank=True)
    expires_on = models.DateField()
    revoked_at = models.DateTimeField(null=True, blank=True)

    class Meta:
        ordering = ("-pk",)

    def __str__(self) -> str:
        return f"{self.prefix}… {self.name}"
