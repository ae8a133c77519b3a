"""Adding to the chain, inside the transaction of what it tells of."""

from __future__ import annotations

import hashlib
import hmac
import json
from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils import timezone

from jiheng.web.apps.audit.anchor import move_anchor
from jiheng.web.apps.audit.models import Entry, Head

_BATCH = 500


@dataclass(frozen=True, slots=True)
class Told:
    """What one entry will say, but for who and when."""

    action: str
    subject: str
    version: int = 0
    detail: Mapping[str, Any] = field(default_factory=dict)


def record(
    *, actor: str, action: str, subject: str, version: int = 0, detail: Mapping[str, Any] | None = None
) -> Entry:
    """One more entry. Must be called in the transaction that does what it tells of."""
    (entry,) = record_many(actor=actor, told=[Told(action, subject, version, detail or {})])
    return entry


def record_many(*, actor: str, told: Iterable[Told]) -> list[Entry]:
    """Entries for much that was done at once, one behind the other in the chain. As ``record`` otherwise."""
    if not transaction.get_connection().in_atomic_block:
        raise RuntimeError("an audit entry stands or falls with what it tells of")
    head, _ = Head.objects.select_for_update().get_or_create(pk=1)
    entries: list[Entry] = []
    number, hash_, at = head.number, head.hash, timezone.now()
    for item in told:
        number += 1
        entry = Entry(
            number=number,
            at=at,
            actor=actor,
            action=item.action,
            subject=item.subject,
            version=item.version,
            detail=dict(item.detail),
            previous=hash_,
        )
        entry.hash = hash_ = hash_of(entry)
        entries.append(entry)
    if entries:
        Entry.objects.bulk_create(entries, batch_size=_BATCH)
        Head.objects.filter(pk=1).update(number=number, hash=hash_)
        transaction.on_commit(lambda: move_anchor(settings.DATA_FOLDER, number, hash_))
    return entries


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
