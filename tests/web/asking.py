"""Asking for an address as somebody, with what it expects, and without anything that stays."""

from __future__ import annotations

import json
from collections.abc import Callable, Sequence
from http.cookies import SimpleCookie
from typing import Any

from django.db import transaction
from django.test import Client
from django.test.client import BOUNDARY, MULTIPART_CONTENT, encode_multipart

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.services import make_token
from places import Place
from uploads import XLSX, file

YES, NO, HIDDEN, LOGIN, METHOD = "may", "403", "404", "to sign in", "405"
"""What an answer comes to."""

EDIT = [{"path": "goals.actual", "old": "", "new": "已完成"}]
BODIES: dict[str, Any] = {
    "evaluations:edits": {"version": 1, "edits": EDIT},
    "evaluations:fund_unit": {"version": 1, "unit": "元"},
    "evaluations:adjustment": {"version": 1, "edits": EDIT, "document_number": "1号", "reason": "调整"},
    "interface:save": {"edits": EDIT},
    "interface:take_step": {"step": "hand_in", "version": 1},
    "interface:import_forms": {"forms": [{}]},
}
"""JSON, for addresses that look at the request before they look at the person."""

FIELDS: dict[str, Callable[[Place], dict[str, Any]]] = {
    "files:attach": lambda _: {"file": file("a.pdf")},
    "files:seal": lambda _: {"file": file("a.pdf"), "code": "0000-0000"},
    "files:fill": lambda _: {"file": file("a.xlsx", XLSX)},
    "interface:import_targets": lambda _: {"file": file("a.xlsx", XLSX)},
    "interface:import_execution": lambda _: {"file": file("a.xlsx", XLSX)},
    "imports:imports": lambda place: {
        "task": place.parts["task"],
        "kind": "targets",
        "file": file("a.xlsx", XLSX),
    },
    "progress:project": lambda place: {"unit": place.parts["organisation"]},
    "publication:propose": lambda place: {"form": f"{place.parts['approved']}:1"},
    "publication:secrecy": lambda _: {"kind": "涉密", "ground": "依据"},
    "review:bulk": lambda place: {"step": "unit_approve", "form": f"{place.parts['form']}:1"},
}
"""Fields of a page's form, for the same reason."""


def comes_to(response: Any) -> str:
    status = response.status_code
    if status == 302 and response["Location"].startswith("/accounts/login/?next="):
        return LOGIN
    return {401: LOGIN, 403: NO, 404: HIDDEN, 405: METHOD}.get(status, YES if status < 500 else str(status))


class Person:
    """Somebody who asks: with a session for pages, with a token for the interface."""

    def __init__(self, user: User | None) -> None:
        self.client = Client(raise_request_exception=False)
        self.token = ""
        if user is not None:
            self.client.force_login(user)
            self.token = make_token(user=user, name="程序", days=30)[1]
        self.cookies = {name: morsel.value for name, morsel in self.client.cookies.items()}

    def ask(self, names: Sequence[str], method: str, path: str, place: Place) -> Any:
        """The answer; what it did is undone."""
        self.client.cookies = SimpleCookie(self.cookies)
        by_token = names[0].startswith("interface:") and self.token
        headers = {"Authorization": f"Bearer {self.token}"} if by_token else {}
        with transaction.atomic():
            response = self.client.generic(method, path, headers=headers, **body_of(names, method, place))
            transaction.set_rollback(True)
        return response


def body_of(names: Sequence[str], method: str, place: Place) -> dict[str, Any]:
    """What is sent along."""
    if method != "POST":
        return {}
    for name in names:
        if name in BODIES:
            return {"data": json.dumps(BODIES[name]), "content_type": "application/json"}
        if name in FIELDS:
            return {
                "data": encode_multipart(BOUNDARY, FIELDS[name](place)),
                "content_type": MULTIPART_CONTENT,
            }
    return {}
