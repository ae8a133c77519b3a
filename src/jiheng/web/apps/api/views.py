"""The page of a person's tokens."""

from __future__ import annotations

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.views.decorators.http import require_http_methods, require_POST

from jiheng.web.apps.api.errors import refusal
from jiheng.web.apps.api.models import ApiToken
from jiheng.web.apps.api.selectors import tokens_of
from jiheng.web.apps.api.services import LIFETIMES, make_token, revoke_token
from jiheng.web.config.numbers import whole
from jiheng.web.config.request import SignedIn


# Programs reach /api/ without a session; these pages of it do not.
@login_required
@require_http_methods(["GET", "POST"])
def tokens(request: SignedIn) -> HttpResponse:
    """The person's tokens; a new one is shown in the answer to its making, and never again."""
    if request.method == "GET":
        return _page(request)
    name, days = request.POST.get("name", ""), request.POST.get("days", "")
    try:
        _, text = make_token(user=request.user, name=name, days=whole(days) or 0)
    except ValidationError as error:
        return _page(request, status=422, problems=error.messages, name=name)
    return _page(request, text=text)


def _page(request: SignedIn, status: int = 200, **more: object) -> HttpResponse:
    context = {
        "tokens": tokens_of(request.user),
        "today": timezone.localdate(),
        "lifetimes": LIFETIMES,
        **more,
    }
    return render(request, "api/tokens.html", context, status=status)


@login_required
@require_POST
def revoke(request: SignedIn, pk: int) -> HttpResponse:
    """Revoke a token."""
    try:
        found = revoke_token(user=request.user, token_id=pk)
    except ApiToken.DoesNotExist:
        raise Http404 from None
    messages.success(request, f"已停用令牌“{found.name}”")
    return redirect("api:tokens")


def nowhere(_request: HttpRequest) -> HttpResponse:
    """Every other address, in the shape of the interface."""
    return refusal(404, "没有这个接口")
