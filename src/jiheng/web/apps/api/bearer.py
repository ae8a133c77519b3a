"""Signing in with a token."""

from __future__ import annotations

from django.http import HttpRequest
from ninja.security import HttpBearer

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.selectors import valid_token
from jiheng.web.apps.api.services import note_use


class Call(HttpRequest):
    """A request of a program: ``auth`` is the person whose token it carries, never that of a session."""

    auth: User


class Bearer(HttpBearer):
    """``Authorization: Bearer jh_…``"""

    def authenticate(self, request: HttpRequest, token: str) -> User | None:
        """The person whose token this is; None is answered with 401."""
        found = valid_token(token)
        if found is None:
            return None
        note_use(found)
        return found.user
