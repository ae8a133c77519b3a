"""Every page but the public ones needs a login, and a session does not last for ever."""

from __future__ import annotations

from collections.abc import Callable

from django.contrib.auth.views import redirect_to_login
from django.http import HttpRequest, HttpResponse, JsonResponse

from jiheng.web.config.errors import wants_json

_OPEN = ("/accounts/login/", "/public/", "/static/", "/api/")

GetResponse = Callable[[HttpRequest], HttpResponse]


class SessionLimits:
    """Ends sessions that were idle too long or are too old."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        return self.get_response(request)


class LoginRequired:
    """Sends who is not signed in to the login page; a script of ours gets 401 and asks in place."""

    def __init__(self, get_response: GetResponse) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response."""
        if request.user.is_authenticated or request.path.startswith(_OPEN):
            return self.get_response(request)
        if wants_json(request):
            return JsonResponse({"error": "登录已过期，请重新登录"}, status=401)
        return redirect_to_login(request.get_full_path())
