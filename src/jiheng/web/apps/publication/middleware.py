"""Nobody is known on the public site."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

_PUBLIC = "/public/"


class NoCookies:
    """Takes the cookies from requests to the public site, so that its pages are the same for everybody."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response, which a shared cache may keep."""
        if not request.path.startswith(_PUBLIC):
            return self.get_response(request)
        request.META.pop("HTTP_COOKIE", None)
        response = self.get_response(request)
        if response.has_header("Vary"):
            del response["Vary"]
        return response
