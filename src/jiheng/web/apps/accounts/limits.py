"""How long a session lasts: without a request, and in any case. Known to the server, not to the cookie."""

from __future__ import annotations

from dataclasses import dataclass

from django.conf import settings
from django.contrib.sessions.backends.base import SessionBase
from django.utils import timezone

_STARTED = "started"
_SEEN = "seen"
_STAMP_SECONDS = 60


@dataclass(frozen=True, slots=True)
class Left:
    """The seconds that a session still has. ``final`` where nothing can prolong it."""

    seconds: int
    final: bool


def begin(session: SessionBase) -> None:
    """A session begins now."""
    session[_STARTED] = session[_SEEN] = _now()


def left(session: SessionBase) -> Left:
    """What is left of *session*; nothing where it is over."""
    now = _now()
    idle = int(session[_SEEN]) + settings.SESSION_IDLE_MINUTES * 60 - now
    whole = int(session[_STARTED]) + settings.SESSION_HOURS * 3600 - now
    return Left(max(0, min(idle, whole)), whole <= idle)


def has_begun(session: SessionBase) -> bool:
    """False for a session that was made outside of the login page."""
    return _STARTED in session and _SEEN in session


def prolong(session: SessionBase) -> None:
    """Somebody is there."""
    session[_SEEN] = _now()


def touch(session: SessionBase) -> None:
    """As ``prolong``, at most once a minute, so that a request does not cost a write."""
    if _now() - int(session[_SEEN]) >= _STAMP_SECONDS:
        prolong(session)


def _now() -> int:
    return int(timezone.now().timestamp())
