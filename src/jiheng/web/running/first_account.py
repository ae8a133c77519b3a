"""The account of a new installation that makes all others."""

from __future__ import annotations

from dataclasses import dataclass

from django.db import transaction

from jiheng.web.apps.accounts import passwords
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.services import add_organisation, add_user, grant

USERNAME = "admin"
_ACTOR = "jiheng"


@dataclass(frozen=True, slots=True)
class FirstAccount:
    """A name and its first password, which is shown once."""

    username: str
    password: str


@transaction.atomic
def first_account() -> FirstAccount | None:
    """系统管理员 at a finance bureau; None where somebody has an account already."""
    if User.objects.exists() or Organisation.objects.exists():
        return None
    made = FirstAccount(USERNAME, passwords.first_password())
    bureau = add_organisation(actor=_ACTOR, kind=Kind.BUREAU, code="000", name="财政局")
    user = add_user(actor=_ACTOR, username=made.username, name="系统管理员", password=made.password)
    grant(actor=_ACTOR, user=user, organisation=bureau, role=Role.ADMINISTRATOR)
    return made
