"""Signing in and out, one's own page, one's own password."""

from __future__ import annotations

from django.contrib import auth, messages
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.http import url_has_allowed_host_and_scheme
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiheng.web.apps.accounts import demo, lockout, passwords, signing_in
from jiheng.web.apps.accounts.forms import PasswordForm
from jiheng.web.apps.accounts.selectors import posts_of
from jiheng.web.apps.accounts.services import change_password
from jiheng.web.apps.accounts.signing_in import LockedError, RefusedError
from jiheng.web.config.request import SignedIn


@require_http_methods(["GET", "POST"])
def login(request: HttpRequest) -> HttpResponse:
    """The login page."""
    if request.method == "GET":
        return _login_page(request, request.GET.get("next", ""))
    wanted = request.POST.get("next", "")
    username = request.POST.get("username", "")
    try:
        source = signing_in.sign_in(request, username=username, password=request.POST.get("password", ""))
    except RefusedError as error:
        return refused(_login_page(request, wanted, username=username, error=str(error)), error)
    # A word without a slash would be taken for the name of a page.
    if not (wanted.startswith("/") and url_has_allowed_host_and_scheme(wanted, {request.get_host()})):
        wanted = "home"
    response = redirect(wanted)
    lockout.know_device(response, source)
    return response


def _login_page(request: HttpRequest, wanted: str, username: str = "", error: str = "") -> HttpResponse:
    context = {
        "next": wanted,
        "username": username,
        "error": error,
        "demo_password": demo.PASSWORD,
        "accounts": demo.shown(),
    }
    return render(request, "accounts/login.html", context)


def refused(response: HttpResponse, error: RefusedError) -> HttpResponse:
    """*response* with the status of a refusal: 401, or 429 and when to come again."""
    response.status_code = 401
    if isinstance(error, LockedError):
        response.status_code = 429
        response.headers["Retry-After"] = str(error.minutes * 60)
    return response


@require_POST
def logout(request: HttpRequest) -> HttpResponse:
    """Sign out."""
    signing_in.sign_out(request)
    return redirect("accounts:login")


@require_GET
def profile(request: SignedIn) -> HttpResponse:
    """One's own posts."""
    return render(request, "accounts/profile.html", {"posts": posts_of(request.user)})


@require_http_methods(["GET", "POST"])
def password(request: SignedIn) -> HttpResponse:
    """Change one's own password, with the old one."""
    form = PasswordForm(request.POST if request.method == "POST" else None)
    status = 200
    if form.is_bound:
        refusal = _change(request, form) if form.is_valid() else None
        if form.is_valid():
            auth.update_session_auth_hash(request, request.user)
            messages.success(request, "密码已修改，其他地方的登录已退出。")
            return redirect("accounts:profile")
        status = 429 if isinstance(refusal, LockedError) else 422
    context = {
        "form": form,
        "rules": passwords.profile().rules,
        "forced": passwords.must_change(request.user, timezone.now()),
    }
    return render(request, "accounts/password.html", context, status=status)


def _change(request: SignedIn, form: PasswordForm) -> RefusedError | None:
    """Do it, or say on *form* why not."""
    given = form.cleaned_data
    try:
        signing_in.prove(request, username=request.user.username, password=given["old"])
        change_password(user=request.user, password=given["new"])
    except RefusedError as error:
        form.add_error("old", str(error) if isinstance(error, LockedError) else "原密码不对")
        return error
    except ValidationError as error:
        form.add_error("new", error)
    return None
