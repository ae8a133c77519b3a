"""Signing in and out, and the proof that whoever sits there knows the password."""

from __future__ import annotations

import unicodedata
from datetime import timedelta

from django.contrib import auth
from django.db import transaction
from django.http import HttpRequest
from django.utils import timezone

from jiheng.web.apps.accounts import lockout
from jiheng.web.apps.accounts.limits import begin
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.audit.services import record

_TELL_FROM = 3


class RefusedError(Exception):
    """Nobody signed in; the sentence says why, and not whether there is such an account."""


class LockedError(RefusedError):
    """Too many failures. ``minutes`` is how long to wait."""

    def __init__(self, minutes: int) -> None:
        super().__init__(f"登录失败次数过多，请在{minutes}分钟后再试；忘记密码的，请联系系统管理员重置。")
        self.minutes = minutes


def sign_in(request: HttpRequest, *, username: str, password: str) -> lockout.Source:
    """Sign in on *request*; answers where from. RefusedError, LockedError."""
    source = lockout.source_of(request, as_name(username))
    failed = lockout.failures_of(source)
    user = prove(request, username=username, password=password)
    auth.login(request, user)
    begin(request.session)
    with transaction.atomic():
        detail = {"address": lockout.address_of(request), "failures_before": failed}
        record(actor=user.username, action="login", subject=f"user/{user.pk}", detail=detail)
    return source


def prove(request: HttpRequest, *, username: str, password: str) -> User:
    """The person whose name and password these are. RefusedError, LockedError."""
    username = as_name(username)
    source = lockout.source_of(request, username)
    now = timezone.now()
    attempt = lockout.note_attempt(source, now)
    if until := lockout.locked_until(attempt, source):
        attempt.delete()
        raise LockedError(_minutes(until - now))
    user = auth.authenticate(request, username=username, password=_text(password))
    if not isinstance(user, User):
        raise _refusal(request, username, source)
    lockout.forget(source)
    return user


def _refusal(request: HttpRequest, username: str, source: lockout.Source) -> RefusedError:
    failures = lockout.failures_of(source)
    left = -failures % lockout.ATTEMPTS
    known = User.objects.filter(username=username).first()
    # A name that is nobody's may be a password in the wrong box: it does not go into the chain.
    actor, subject = (known.username, f"user/{known.pk}") if known else ("", "login")
    detail = {"address": lockout.address_of(request), "failures": failures}
    with transaction.atomic():
        record(actor=actor, action="login_failed", subject=subject, detail=detail)
        if not left:
            record(actor=actor, action="login_locked", subject=subject, detail=detail)
    if not left:
        return LockedError(_minutes(lockout.lock_length(failures // lockout.ATTEMPTS)))
    more = f"再错{left}次，将暂停登录。" if left < _TELL_FROM else ""
    return RefusedError(f"用户名或密码不对。{more}")


def sign_out(request: HttpRequest) -> None:
    """End this session."""
    if isinstance(request.user, User):
        with transaction.atomic():
            record(actor=request.user.username, action="logout", subject=f"user/{request.user.pk}")
    auth.logout(request)


def as_name(typed: str) -> str:
    """A user name as it is compared: full-width letters and outer blanks do not matter."""
    return unicodedata.normalize("NFKC", _text(typed)).strip()[:64]


def _text(typed: str) -> str:
    """*typed* without what no database and no hash takes."""
    return typed.encode("utf-8", "replace").decode().replace("\0", "\ufffd")


def _minutes(wait: timedelta) -> int:
    return max(1, -(-int(wait.total_seconds()) // 60))
