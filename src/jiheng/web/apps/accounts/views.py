"""Signing in and out."""

from __future__ import annotations

from django.contrib import auth
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_http_methods, require_POST


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The login page."""
    if request.method == "GET":
        return render(request, "accounts/login.html", {"next": request.GET.get("next", "")})
    username = request.POST.get("username", "")
    user = auth.authenticate(request, username=username, password=request.POST.get("password", ""))
    if user is None:
        context = {"failed": True, "username": username, "next": request.POST.get("next", "")}
        return render(request, "accounts/login.html", context, status=401)
    auth.login(request, user)
    wanted = request.POST.get("next", "")
    if not url_has_allowed_host_and_scheme(wanted, {request.get_host()}):
        wanted = "home"
    return redirect(wanted)


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    auth.logout(request)
    return redirect("accounts:login")
