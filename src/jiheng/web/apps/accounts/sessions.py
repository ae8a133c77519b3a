"""What scripts ask about the session: how long it lasts, that it goes on, and a new login in place."""

from __future__ import annotations

import json
from typing import Any

from django.conf import settings
from django.http import HttpRequest, HttpResponse, JsonResponse
from django.http.request import RawPostDataException
from django.middleware.csrf import get_token
from django.views.decorators.http import require_http_methods

from jiheng.web.apps.accounts import limits, lockout, signing_in
from jiheng.web.apps.accounts.signing_in import RefusedError
from jiheng.web.apps.accounts.views import refused
from jiheng.web.config.request import SignedIn


@require_http_methods(["GET", "POST"])
def session(request: SignedIn) -> HttpResponse:
    """The seconds left; GET leaves them as they are, POST begins the idle time anew."""
    if request.method == "POST":
        limits.prolong(request.session)
    found = limits.left(request.session)
    warn_at = settings.SESSION_WARNING_MINUTES * 60
    return JsonResponse({"seconds_left": found.seconds, "final": found.final, "warn_at": warn_at})


@require_http_methods(["GET", "POST"])
def relogin(request: HttpRequest) -> HttpResponse:
    """Sign in again without leaving the page, as the person of the page.

    GET tells who is signed in in this browser by now, and the token with which to POST.
    """
    if request.method == "GET":
        return JsonResponse(_signed_in(request))
    given = _body(request)
    username = signing_in.as_name(given.get("username", ""))
    if request.user.is_authenticated and request.user.get_username() != username:
        return JsonResponse(
            {"error": f"此浏览器已由“{request.user}”登录；请先在那个页面退出，再回到本页登录"}, status=409
        )
    try:
        source = signing_in.sign_in(request, username=username, password=given.get("password", ""))
    except RefusedError as error:
        return refused(JsonResponse({"error": str(error)}), error)
    response = JsonResponse(_signed_in(request))
    lockout.know_device(response, source)
    return response


def _signed_in(request: HttpRequest) -> dict[str, str]:
    user = request.user
    return {
        "username": user.get_username() if user.is_authenticated else "",
        "csrf_token": get_token(request),
    }


def _body(request: HttpRequest) -> dict[str, str]:
    """The JSON of a request, texts only."""
    try:
        data: Any = json.loads(request.body)
    except (ValueError, RecursionError, RawPostDataException):
        return {}
    return (
        {key: value for key, value in data.items() if isinstance(value, str)}
        if isinstance(data, dict)
        else {}
    )
