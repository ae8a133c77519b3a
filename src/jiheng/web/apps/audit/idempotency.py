"""Sending the same request twice does one thing: the second is answered as the first was."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

from django.db import IntegrityError, transaction

from jiheng.web.apps.audit.models import Answer
from jiheng.web.apps.audit.services import digest_of


class KeyReusedError(Exception):
    """The key was used before, for another request."""


def once(*, person: str, key: str, request: Any, act: Callable[[], Any]) -> Any:
    """What ``act`` answers (JSON), doing it only the first time that *person* sends *key*.

    Without a key it is simply done. Of a key the digest is kept, since it may be long and hold anything.
    KeyReusedError where it came with another *request* before.
    """
    if not key:
        return act()
    digest, key = digest_of(request), digest_of(key)
    try:
        with transaction.atomic():
            given = Answer.objects.create(person=person, key=key, digest=digest)
            given.answer = act()
            given.save(update_fields=("answer",))
            return given.answer
    except IntegrityError:
        first = Answer.objects.filter(person=person, key=key).first()
        if first is None:
            raise
        if first.digest != digest:
            raise KeyReusedError from None
        return first.answer
