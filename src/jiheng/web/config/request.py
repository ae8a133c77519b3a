"""A request as views behind the login see it."""

from __future__ import annotations

from django.http import HttpRequest

from jiheng.web.apps.accounts.models import User


class SignedIn(HttpRequest):
    """A request whose user is known: ``accounts.middleware`` lets no other one through."""

    user: User
