"""Pages of the public site: without scripts and cookies, to be kept by any cache for a while."""

from __future__ import annotations

import hashlib
from collections.abc import Callable
from functools import wraps
from typing import Any, TypeAlias

from django.http import Http404, HttpRequest, HttpResponse, HttpResponseBase
from django.template.loader import render_to_string
from django.utils.cache import get_conditional_response
from django.utils.http import parse_http_date_safe, quote_etag
from django.views.decorators.http import require_safe

from jiheng.web.config.version import VERSION

Page: TypeAlias = Callable[..., HttpResponse]
# A form that is withdrawn is gone from every cache so many seconds later.
_FRESH = "public, max-age=300"


def public_page(view: Page) -> Callable[..., HttpResponseBase]:
    """A view whose answer carries its ETag, and a 304 where that or its Last-Modified is known.

    Lists have no Last-Modified: when a form is withdrawn nothing newer stands on them.

    Whatever is not there is answered alike, whether it was never published, withdrawn or withheld.
    """

    @require_safe
    @wraps(view)
    def answer(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponseBase:
        if "\0" in request.path:  # PostgreSQL would refuse to look for it
            return missing()
        try:
            response = view(request, *args, **kwargs)
        except Http404:
            return missing()
        etag = quote_etag(hashlib.sha256(response.content).hexdigest()[:32])
        response["ETag"], response["Cache-Control"] = etag, _FRESH
        changed = parse_http_date_safe(response.get("Last-Modified", ""))
        return get_conditional_response(request, etag, changed, response) or response

    return answer


def page(template: str, status: int = 200, **context: Any) -> HttpResponse:
    """A page made without the request: nothing of who asks can stand on it."""
    return HttpResponse(render_to_string(template, {**context, "version": VERSION}), status=status)


def missing() -> HttpResponse:
    """404, the same for all that is not public."""
    return page("public/missing.html", status=404)
