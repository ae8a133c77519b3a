"""Adding to the chain, inside the transaction of what it tells of."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Mapping
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jiheng.web.apps.audit.anchor import move_anchor
from jiheng.web.apps.audit.models import Entry, Head


def record(
    *, actor: str, action: str, subject: str, version: int = 0, detail: Mapping[str, Any] | None = None
) -> Entry:
    """One more entry. Must be called in the transaction that does what it tells of."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry stands or falls with what it tells of")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entry = Entry(
        number=head.number + 1,
        at=timezone.now(),
        actor=actor,
        action=action,
        subject=subject,
        version=version,
        detail=dict(detail or {}),
        previous=head.hash,
    )
    entry.hash = hash_of(entry)
    entry.save(force_insert=True)
    Head.objects.filter(pk=1).update(number=entry.number, hash=entry.hash)
    transaction.on_commit(lambda: move_anchor(settings.DATA_FOLDER, entry.number, entry.hash))
    return entry


def hash_of(entry: Entry) -> str:
    """The keyed hash of all that an entry says: who has the database alone cannot make another."""
    said = [
        entry.number,
        entry.at.isoformat(),
        entry.actor,
        entry.action,
        entry.subject,
        entry.version,
        entry.detail,
        entry.previous,
    ]
    return hmac.new(settings.AUDIT_KEY.encode(), canonical(said), hashlib.sha256).hexdigest()


def canonical(value: Any) -> bytes:
    """JSON in one way only, to be hashed."""
    text = json.dumps(value, ensure_ascii=False, sort_keys=True, separators=(",", ":"))
    return text.encode("utf-8", "backslashreplace")


def digest_of(value: Any) -> str:
    """The SHA-256 of a JSON value."""
    return hashlib.sha256(canonical(value)).hexdigest()
