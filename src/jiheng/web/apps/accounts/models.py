"""Organisations as a tree, people, and the roles they hold where."""

from __future__ import annotations

from django.contrib.auth.models import AbstractBaseUser, BaseUserManager
from django.db import models
from django.utils import timezone

from jiheng.web.apps.accounts.roles import Kind, Role


class Organisation(models.Model):
    """A finance bureau, a department or a unit.

    ``path`` holds the ids from the root to the organisation, each with a slash: all below it begin with it.
    """

    kind = models.CharField(max_length=16, choices=Kind)
    code = models.CharField(max_length=32, unique=True, error_messages={"unique": "已有机构使用此代码"})
    name = models.CharField(max_length=128)
    parent = models.ForeignKey(
        "self", on_delete=models.PROTECT, null=True, blank=True, related_name="children"
    )
    path = models.CharField(max_length=128, db_index=True)

    class Meta:
        ordering = ("code",)

    def __str__(self) -> str:
        return self.name


class User(AbstractBaseUser):
    """A person with an account. ``username`` signs in, ``name`` stands in records."""

    username = models.CharField(max_length=64, unique=True, error_messages={"unique": "已有此用户名"})
    name = models.CharField(max_length=64)
    is_active = models.BooleanField(default=True)
    must_change_password = models.BooleanField(default=False)
    password_changed_at = models.DateTimeField(default=timezone.now)

    objects = BaseUserManager()
    USERNAME_FIELD = "username"

    def __str__(self) -> str:
        return self.name


class Membership(models.Model):
    """A role that a person holds at an organisation."""

    user = models.ForeignKey(User, on_delete=models.CASCADE, related_name="memberships")
    organisation = models.ForeignKey(Organisation, on_delete=models.PROTECT, related_name="memberships")
    role = models.CharField(max_length=32, choices=Role)

    class Meta:
        constraints = (
            models.UniqueConstraint(fields=("user", "organisation", "role"), name="membership_once"),
        )

    def __str__(self) -> str:
        return f"{self.user} {self.organisation} {self.get_role_display()}"


class LoginFailure(models.Model):
    """An attempt to sign in that did not succeed, kept for a day to slow down guessing.

    ``who`` is a keyed digest of the name as typed: people type passwords where names belong. ``source`` is
    the address it came from, or the browser where that name had signed in before.
    """

    who = models.CharField(max_length=64)
    source = models.CharField(max_length=64)
    at = models.DateTimeField(db_index=True)

    class Meta:
        indexes = (
            models.Index(fields=("who", "source"), name="failure_of_name"),
            models.Index(fields=("source", "at"), name="failure_of_source"),
        )
