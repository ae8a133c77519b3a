"""What every template may name."""

from __future__ import annotations

from typing import Any

from django.conf import settings
from django.http import HttpRequest

from jiheng.web.config.version import VERSION


def page(_request: HttpRequest) -> dict[str, Any]:
    """``demo`` is true in the made-up city; ``version`` makes addresses of static files change with it."""
    return {"demo": settings.DEMO, "version": VERSION}
