"""Who may come in: nobody without a login, for ever, or with a first password, but to what is public."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib import auth
from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect
from django.utils import timezone

from jiheng.web.apps.accounts import limits
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.passwords import must_change
from jiheng.web.config.errors import wants_json

BACKGROUND = "X-Jiheng-Background"
"""The header of requests that a script makes on its own: nobody need be there."""

_OPEN = ("/accounts/login/", "/accounts/relogin/", "/public/", "/static/", "/api/")
_UNMARKED = ("/accounts/session/", "/accounts/relogin/")
_BEFORE_CHANGE = (*_OPEN, *_UNMARKED, "/accounts/password/", "/accounts/logout/")

GetResponse = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends sessions that were idle too long or are too old."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        session = request.session
        if auth.SESSION_KEY in session:
            if not limits.has_begun(session):
                limits.begin(session)
            if not limits.left(session).seconds:
                auth.logout(request)
            elif BACKGROUND not in request.headers and not request.path.startswith(_UNMARKED):
                limits.touch(session)
        return self.get_response(request)


class LoginRequired:
    """Sends who is not signed in to the login page; a script of ours gets 401 and asks in place.

    Who has yet to choose a password of his own gets to nothing else.
    """

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        user = request.user
        if isinstance(user, User) and user.is_authenticated:
            if must_change(user, timezone.now()) and not request.path.startswith(_BEFORE_CHANGE):
                if wants_json(request):
                    return JsonResponse({"error": "请先修改密码"}, status=403)
                return redirect("accounts:password")
            return self.get_response(request)
        if request.path.startswith(_OPEN):
            return self.get_response(request)
        if wants_json(request):
            return JsonResponse({"error": "登录已过期，请重新登录"}, status=401)
        return redirect_to_login(request.get_full_path())
