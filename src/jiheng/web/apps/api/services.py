"""Making, using and revoking tokens."""

from __future__ import annotations

import secrets
from datetime import timedelta

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.models import ApiToken
from jiheng.web.apps.api.selectors import digest_of_token, tokens_of
from jiheng.web.apps.audit.services import record

LIFETIMES = (30, 90, 365)
"""For how many days a token may be made."""
MOST_TOKENS = 20
_START = "jh_"
_SHOWN = len(_START) + 8


@transaction.atomic
def make_token(*, user: User, name: str, days: int) -> tuple[ApiToken, str]:
    """A new token and its text, which is not kept. ValidationError for a bad name or lifetime."""
    if days not in LIFETIMES:
        raise ValidationError("请选择有效期")
    if not name.strip():
        raise ValidationError("请填写用途")
    if tokens_of(user).filter(revoked_at=None, expires_on__gte=timezone.localdate()).count() >= MOST_TOKENS:
        raise ValidationError(f"有效的令牌最多{MOST_TOKENS}个，请先停用不再使用的")
    text = _START + secrets.token_urlsafe(32)
    made = ApiToken(
        user=user,
        name=name.strip(),
        prefix=text[:_SHOWN],
        digest=digest_of_token(text),
        expires_on=timezone.localdate() + timedelta(days=days),
    )
    made.full_clean()
    made.save()
    detail = {"name": made.name, "prefix": made.prefix, "expires_on": made.expires_on.isoformat()}
    record(actor=user.username, action="make_token", subject=f"token/{made.pk}", detail=detail)
    return made, text


@transaction.atomic
def revoke_token(*, user: User, token_id: int) -> ApiToken:
    """Revoke a token of *user*; a second time changes nothing. ApiToken.DoesNotExist for any other."""
    found = tokens_of(user).select_for_update().get(pk=token_id)
    if found.revoked_at is None:
        found.revoked_at = timezone.now()
        found.save(update_fields=("revoked_at",))
        detail = {"name": found.name, "prefix": found.prefix}
        record(actor=user.username, action="revoke_token", subject=f"token/{found.pk}", detail=detail)
    return found


def note_use(token: ApiToken) -> None:
    """Remember the day on which a token was last used: one write a day."""
    today = timezone.localdate()
    if token.last_used != today:
        ApiToken.objects.filter(pk=token.pk).update(last_used=today)
