"""What no database keeps does not come in: the sign NUL, in an address or in a field of a form."""

from __future__ import annotations

from collections.abc import Callable

from django.http import HttpRequest, HttpResponse, QueryDict

from jiheng.web.config.errors import respond

_NUL = "\0"


class Storable:
    """Refuses requests with a NUL in them: PostgreSQL would fail where SQLite takes it for text."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """The response; 400 for what cannot be meant."""
        # Of who is not signed in nothing is stored, and a wrong password is answered like any other.
        if request.user.is_authenticated and (
            _NUL in request.path or any(map(_has_nul, (request.GET, request.POST)))
        ):
            return respond(request, 400, "文字中有不能保存的控制字符")
        return self.get_response(request)


def _has_nul(fields: QueryDict) -> bool:
    return any(_NUL in text for name, texts in fields.lists() for text in (name, *texts))
