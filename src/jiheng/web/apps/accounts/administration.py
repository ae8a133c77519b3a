"""The pages of the 系统管理员: organisations and people. No form of a project is shown here."""

from __future__ import annotations

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.contrib import messages
from django.core.exceptions import PermissionDenied, ValidationError
from django.core.paginator import Paginator
from django.db.models import Q, QuerySet
from django.forms import Form
from django.http import HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.views.decorators.http import require_GET, require_http_methods, require_POST

from jiheng.web.apps.accounts import organisations as tree
from jiheng.web.apps.accounts import passwords, services
from jiheng.web.apps.accounts.forms import MoveForm, OrganisationForm, PersonForm, PostForm, RenameForm
from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.selectors import (
    has_role,
    organisations_administered,
    people_administered,
    tree_order,
)
from jiheng.web.config.refusals import show
from jiheng.web.config.request import SignedIn

_PAGE = 100

View = Callable[..., HttpResponse]


def _administrators(view: View) -> View:
    """Only for 系统管理员."""

    @wraps(view)
    def guarded(request: SignedIn, *args: Any, **kwargs: Any) -> HttpResponse:
        if not has_role(request.user, Role.ADMINISTRATOR):
            raise PermissionDenied("只有系统管理员可以管理机构与人员")
        return view(request, *args, **kwargs)

    return guarded


def _takes(form: Form, act: Callable[[dict[str, Any]], object]) -> bool:
    """Do *act* with what was typed; False where it cannot be done, and *form* says why."""
    if not form.is_valid():
        return False
    try:
        act(form.cleaned_data)
    except ValidationError as error:
        show(form, error)
        return False
    return True


@require_http_methods(["GET", "POST"])
@_administrators
def organisations(request: SignedIn) -> HttpResponse:
    """The tree, and a new organisation in it."""
    form = OrganisationForm(request.user, request.POST if request.method == "POST" else None)

    def add(given: dict[str, Any]) -> None:
        tree.add_organisation(actor=request.user.username, **{**given, "kind": Kind(given["kind"])})

    if form.is_bound and _takes(form, add):
        messages.success(request, f"已新增“{form.cleaned_data['name']}”")
        return redirect("accounts:organisations")
    words = request.GET.get("words", "").strip()
    found = [
        (item, depth)
        for item, depth in tree_order(organisations_administered(request.user))
        if words in item.name or words in item.code
    ]
    context = {
        "page": Paginator(found, _PAGE).get_page(request.GET.get("page")),
        "words": words,
        "form": form,
    }
    return render(request, "accounts/organisations.html", context, status=422 if form.is_bound else 200)


@require_http_methods(["GET", "POST"])
@_administrators
def organisation(request: SignedIn, pk: int) -> HttpResponse:
    """One organisation: its code and name, its place, who holds posts there."""
    row = get_object_or_404(organisations_administered(request.user).select_related("parent"), pk=pk)
    actor, asked = request.user.username, request.POST.get("do")
    now = {"code": row.code, "name": row.name}
    rename = RenameForm(request.POST if asked == "rename" else None, initial=now)
    move = MoveForm(request.user, request.POST if asked == "move" else None, initial={"parent": row.parent})
    if (
        rename.is_bound
        and _takes(rename, lambda given: tree.rename_organisation(actor=actor, organisation=row, **given))
    ) or (
        move.is_bound
        and _takes(move, lambda given: tree.move_organisation(actor=actor, organisation=row, **given))
    ):
        messages.success(request, "已保存")
        return redirect("accounts:organisation", pk=pk)
    context = {
        "row": Organisation.objects.select_related("parent").get(pk=pk),
        "rename": rename,
        "move": move,
        "posts": row.memberships.select_related("user").order_by("role", "user__username"),
    }
    return render(request, "accounts/organisation.html", context, status=422 if asked else 200)


@require_http_methods(["GET", "POST"])
@_administrators
def people(request: SignedIn) -> HttpResponse:
    """The accounts, and a new one."""
    form = PersonForm(request.POST if request.method == "POST" else None)
    password = passwords.first_password()
    made: list[User] = []

    def add(given: dict[str, Any]) -> None:
        made.append(services.add_user(actor=request.user.username, password=password, **given))

    if form.is_bound and _takes(form, add):
        return _password_slip(request, made[0], password)
    context = {
        "page": Paginator(_sought(request), _PAGE).get_page(request.GET.get("page")),
        "words": request.GET.get("words", "").strip(),
        "form": form,
    }
    return render(request, "accounts/people.html", context, status=422 if form.is_bound else 200)


def _sought(request: SignedIn) -> QuerySet[User]:
    found = people_administered(request.user).prefetch_related("memberships__organisation")
    if words := request.GET.get("words", "").strip():
        places = Membership.objects.filter(
            Q(organisation__name__icontains=words) | Q(organisation__code__startswith=words)
        )
        found = found.filter(
            Q(username__icontains=words) | Q(name__icontains=words) | Q(pk__in=places.values("user"))
        )
    return found


def _password_slip(request: SignedIn, person: User, password: str) -> HttpResponse:
    """The first password, on this page only: it is kept nowhere in clear."""
    return render(request, "accounts/password_slip.html", {"person": person, "password": password})


@require_GET
@_administrators
def person(request: SignedIn, pk: int) -> HttpResponse:
    """One account with its posts."""
    return _person_page(request, _person(request, pk), PostForm(request.user))


def _person(request: SignedIn, pk: int) -> User:
    return get_object_or_404(people_administered(request.user), pk=pk)


def _person_page(request: SignedIn, row: User, form: PostForm) -> HttpResponse:
    context = {
        "row": row,
        "form": form,
        "memberships": row.memberships.select_related("organisation").order_by("role"),
        "own": row.pk == request.user.pk,
    }
    return render(request, "accounts/person.html", context, status=422 if form.is_bound else 200)


def _other_person(request: SignedIn, pk: int) -> User:
    """An account that is not one's own: nobody gives himself posts, or shuts himself out."""
    if pk == request.user.pk:
        raise PermissionDenied("不能办理自己的账号，请由另一位系统管理员办理")
    return _person(request, pk)


@require_POST
@_administrators
def grant(request: SignedIn, pk: int) -> HttpResponse:
    """One more post."""
    row = _other_person(request, pk)
    form = PostForm(request.user, request.POST)

    def give(given: dict[str, Any]) -> None:
        services.grant(
            actor=request.user.username,
            user=row,
            organisation=given["organisation"],
            role=Role(given["role"]),
        )

    if not _takes(form, give):
        return _person_page(request, row, form)
    messages.success(request, "已授予岗位")
    return redirect("accounts:person", pk=pk)


@require_POST
@_administrators
def revoke(request: SignedIn, pk: int, membership_id: int) -> HttpResponse:
    """One post less."""
    row = _other_person(request, pk)
    services.revoke(
        actor=request.user.username, membership=get_object_or_404(row.memberships, pk=membership_id)
    )
    messages.success(request, "已撤销岗位")
    return redirect("accounts:person", pk=pk)


@require_POST
@_administrators
def reset_password(request: SignedIn, pk: int) -> HttpResponse:
    """A new first password."""
    row = _other_person(request, pk)
    return _password_slip(request, row, services.reset_password(actor=request.user.username, user=row))


@require_POST
@_administrators
def activity(request: SignedIn, pk: int) -> HttpResponse:
    """Deactivate an account, or let it sign in again."""
    row = _other_person(request, pk)
    services.set_active(actor=request.user.username, user=row, active=request.POST.get("active") == "yes")
    messages.success(request, "已启用" if row.is_active else "已停用，此人的登录已退出")
    return redirect("accounts:person", pk=pk)
