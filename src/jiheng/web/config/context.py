"""What every template may name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jiheng.web.config.version import VERSION


def page(request: HttpRequest) -> dict[str, Any]:
    """What every page may show.

    ``demo`` is true in the made-up city; ``version`` makes addresses of static files change with it; ``room``
    is the application that answers, for the entry of the navigation that is lit.
    """
    match = request.resolver_match
    room = "" if match is None else match.app_name or match.url_name or ""
    return {"demo": settings.DEMO, "version": VERSION, "room": room}
