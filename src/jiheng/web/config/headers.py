"""Headers that every page carries."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse

# Scripts and styles come from this server's files only; nothing that somebody typed can become code.
_POLICY = "; ".join(
    (
        "default-src 'self'",
        "img-src 'self' data:",
        "style-src 'self'",
        "script-src 'self'",
        "object-src 'none'",
        "base-uri 'none'",
        "form-action 'self'",
        "frame-ancestors 'none'",
    )
)


class SecurityHeaders:
    """Adds the content policy, and keeps pages of signed-in people out of shared caches."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response with its headers."""
        response = self.get_response(request)
        response.headers.setdefault("Content-Security-Policy", _POLICY)
        if not request.path.startswith(("/public/", "/static/")):
            response.headers.setdefault("Cache-Control", "no-store")
        return response
