"""Making organisations, people and memberships."""

from __future__ import annotations

from django.core.exceptions import ValidationError
from django.db import transaction

from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.roles import HELD_AT, Kind, Role
from jiheng.web.apps.audit.services import record


@transaction.atomic
def add_organisation(
    *, actor: str, kind: Kind, code: str, name: str, parent: Organisation | None = None
) -> Organisation:
    """A new organisation below *parent*."""
    made = Organisation(kind=kind, code=code, name=name, parent=parent)
    made.full_clean(exclude=("path",))
    made.save()
    made.path = f"{parent.path if parent else ''}{made.pk}/"
    made.save(update_fields=("path",))
    detail = {"kind": kind, "code": code, "name": name, "parent": parent.code if parent else ""}
    record(actor=actor, action="add_organisation", subject=f"organisation/{made.pk}", detail=detail)
    return made


@transaction.atomic
def add_user(*, actor: str, username: str, name: str, password: str, must_change: bool = True) -> User:
    """A new account; its first password is to be changed at the first login."""
    made = User(username=username, name=name, must_change_password=must_change)
    made.set_password(password)
    made.full_clean()
    made.save()
    record(
        actor=actor, action="add_user", subject=f"user/{made.pk}", detail={"username": username, "name": name}
    )
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
