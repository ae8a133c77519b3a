"""Reading tokens."""

from __future__ import annotations

import hashlib

from django.db.models import QuerySet
from django.utils import timezone

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.models import ApiToken


def tokens_of(user: User) -> QuerySet[ApiToken]:
    """The tokens that *user* made, the newest first."""
    return ApiToken.objects.filter(user=user)


def digest_of_token(token: str) -> str:
    """What is kept of a token. It is random and long, so one round of SHA-256 cannot be guessed back."""
    return hashlib.sha256(token.encode("utf-8", "backslashreplace")).hexdigest()


def valid_token(token: str) -> ApiToken | None:
    """The token as it is kept; None for one that is unknown, revoked or expired.

    Nor is there one while its person may not come in: inactive, or with a first password still to be changed.
    """
    found = ApiToken.objects.select_related("user").filter(digest=digest_of_token(token)).first()
    if found is None or found.revoked_at is not None:
        return None
    if not found.user.is_active or found.user.must_change_password:
        return None
    return found if found.expires_on >= timezone.localdate() else None
