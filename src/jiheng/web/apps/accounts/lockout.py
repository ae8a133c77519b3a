"""Slowing down who guesses passwords, without shutting out who owns the account.

Failures are counted for a name *from one source*. A browser in which that name has signed in before is a
source of its own, so nobody else in the office, behind the same address, can use up its attempts. All names
together have a wider limit for an address. Names that do not exist are counted as those that do.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta

from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.utils.crypto import get_random_string, salted_hmac

from jiheng.web.apps.accounts.models import LoginFailure

ATTEMPTS = 5
LOCK = timedelta(minutes=15)
LONGEST_LOCK = timedelta(hours=4)
KEPT = timedelta(days=1)
ADDRESS_ATTEMPTS = 100
ADDRESS_WINDOW = timedelta(minutes=15)
_DEVICE_KEPT = 365 * 24 * 3600


@dataclass(frozen=True, slots=True)
class Source:
    """Whose attempt (a digest of the name), and from where; ``known`` where that name signed in there."""

    who: str
    place: str
    known: bool


def digest_of_name(username: str) -> str:
    """What stands for a name in the list of failures."""
    return salted_hmac("jiheng.login", username, algorithm="sha256").hexdigest()


def source_of(request: HttpRequest, username: str) -> Source:
    """Where an attempt to sign in as *username* comes from."""
    who = digest_of_name(username)
    device = request.get_signed_cookie(_cookie(who), None, salt=who, max_age=_DEVICE_KEPT)
    if device:
        return Source(who, f"device {device}"[:64], known=True)
    return Source(who, address_of(request), known=False)


def address_of(request: HttpRequest) -> str:
    """The address of the person: what the proxy in front of us saw, where there is one."""
    if settings.HTTPS and (seen := request.headers.get("X-Forwarded-For")):
        return seen.rpartition(",")[2].strip()[:64]
    return str(request.META.get("REMOTE_ADDR", ""))[:64]


def know_device(response: HttpResponse, source: Source) -> None:
    """Let this browser be known as one in which the name has signed in."""
    if not source.known:
        response.set_signed_cookie(
            _cookie(source.who),
            get_random_string(22),
            salt=source.who,
            max_age=_DEVICE_KEPT,
            httponly=True,
            secure=settings.HTTPS,
            samesite="Lax",
            path="/accounts/",
        )


def _cookie(who: str) -> str:
    return f"device_{who[:12]}"


def note_attempt(source: Source, now: datetime) -> LoginFailure:
    """Count an attempt as failed before the password is looked at: many at once cannot slip through."""
    LoginFailure.objects.filter(at__lt=now - KEPT).delete()
    return LoginFailure.objects.create(who=source.who, source=source.place, at=now)


def locked_until(attempt: LoginFailure, source: Source) -> datetime | None:
    """Until when *attempt* is refused for those before it; None where it may be tried."""
    before = LoginFailure.objects.filter(source=source.place, pk__lt=attempt.pk).order_by("pk")
    own = before.filter(who=source.who, at__gte=attempt.at - KEPT)
    ends = [lock_of_name(list(own.values_list("at", flat=True)))]
    if not source.known:
        recent = before.filter(at__gt=attempt.at - ADDRESS_WINDOW)
        ends.append(lock_of_address(list(recent.values_list("at", flat=True))))
    return max((end for end in ends if end is not None and end > attempt.at), default=None)


def lock_of_name(failures: Sequence[datetime]) -> datetime | None:
    """The end of the lock that *failures* (in order) brought last: it doubles with each round of attempts."""
    rounds = len(failures) // ATTEMPTS
    if not rounds:
        return None
    return failures[rounds * ATTEMPTS - 1] + lock_length(rounds)


def lock_length(rounds: int) -> timedelta:
    """How long a name waits after so many rounds of attempts."""
    # Beyond the eighth doubling the longest lock holds; doubling further would overflow.
    return min(LOCK * (1 << min(rounds - 1, 8)), LONGEST_LOCK)


def lock_of_address(failures: Sequence[datetime]) -> datetime | None:
    """The end of the pause of an address from which too many names were tried in a short time."""
    if len(failures) < ADDRESS_ATTEMPTS:
        return None
    return failures[-ADDRESS_ATTEMPTS] + ADDRESS_WINDOW


def failures_of(source: Source) -> int:
    """The failures in a row of a name from one source."""
    return LoginFailure.objects.filter(who=source.who, source=source.place).count()


def forget(source: Source) -> None:
    """The name has signed in: its failures from this source are over."""
    LoginFailure.objects.filter(who=source.who, source=source.place).delete()
