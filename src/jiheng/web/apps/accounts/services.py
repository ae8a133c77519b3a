"""Making people and memberships."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.web.apps.accounts import passwords
from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.organisations import add_organisation
from jiheng.web.apps.accounts.roles import HELD_AT, Kind, Role
from jiheng.web.apps.audit.services import record

__all__ = [
    "add_organisation",
    "add_user",
    "change_password",
    "grant",
    "reset_password",
    "revoke",
    "set_active",
]


@transaction.atomic
def add_user(*, actor: str, username: str, name: str, password: str, must_change: bool = True) -> User:
    """A new account; its first password is to be changed at the first login."""
    made = User(username=username, name=name, must_change_password=must_change)
    made.set_password(password)
    made.full_clean()
    made.save()
    detail = {"username": made.username, "name": made.name}  # as it is kept: in half-width letters
    record(actor=actor, action="add_user", subject=f"user/{made.pk}", detail=detail)
    return made


@transaction.atomic
def grant(*, actor: str, user: User, organisation: Organisation, role: Role) -> Membership:
    """Give *user* a role at *organisation*; ValidationError where that role is not held at its kind."""
    if organisation.kind not in HELD_AT[role]:
        raise ValidationError(f"{role.label}不能设在{Kind(organisation.kind).label}")
    made, is_new = Membership.objects.get_or_create(user=user, organisation=organisation, role=role)
    if is_new:
        detail = {"organisation": organisation.code, "role": role}
        record(actor=actor, action="grant", subject=f"user/{user.pk}", detail=detail)
    return made


@transaction.atomic
def revoke(*, actor: str, membership: Membership) -> None:
    """Take a role back."""
    detail = {"organisation": membership.organisation.code, "role": membership.role}
    record(actor=actor, action="revoke", subject=f"user/{membership.user_id}", detail=detail)
    membership.delete()


@transaction.atomic
def change_password(*, user: User, password: str) -> None:
    """Give *user* the password that he chose; ends his other sessions. ValidationError by the profile."""
    passwords.check(password, user)
    _set_password(user, password, must_change=False)
    record(actor=user.username, action="change_password", subject=f"user/{user.pk}")


@transaction.atomic
def reset_password(*, actor: str, user: User) -> str:
    """A new first password, to be told to *user* once; ends all his sessions."""
    made = passwords.first_password()
    _set_password(user, made, must_change=True)
    record(actor=actor, action="reset_password", subject=f"user/{user.pk}")
    return made


def _set_password(user: User, password: str, *, must_change: bool) -> None:
    user.set_password(password)
    user.must_change_password = must_change
    user.password_changed_at = timezone.now()
    user.save(update_fields=("password", "must_change_password", "password_changed_at"))


@transaction.atomic
def set_active(*, actor: str, user: User, active: bool) -> None:
    """Let *user* sign in again, or no longer; what he did stays under his name."""
    user.is_active = active
    user.save(update_fields=("is_active",))
    record(actor=actor, action="activate" if active else "deactivate", subject=f"user/{user.pk}")
