"""A small installation in a folder: one unit, three people, one form that can be handed in and empty ones."""

from __future__ import annotations

from datetime import date
from pathlib import Path

from django.contrib.auth.hashers import PBKDF2PasswordHasher
from nursery import PASSWORD

import jiheng
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.services import add_organisation, add_user, grant
from jiheng.web.apps.evaluations.document import document_of
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.services import issue

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"
STANDARD = "cn-shanghai"
_PEOPLE = (
    ("filler", Role.FILLER, "101002"),
    ("unit_head", Role.UNIT_HEAD, "101002"),
    ("office", Role.PERFORMANCE_OFFICE, "900"),
)


def build(forms: int) -> list[int]:
    """Make it; the ids of its forms, the complete one first."""
    PBKDF2PasswordHasher.iterations = 1000  # nobody attacks these accounts
    bureau = add_organisation(actor="test", kind=Kind.BUREAU, code="900", name="澜江市财政局")
    department = add_organisation(
        actor="test", kind=Kind.DEPARTMENT, code="101", name="澜江市对外协作办公室", parent=bureau
    )
    unit = add_organisation(
        actor="test", kind=Kind.UNIT, code="101002", name="澜江市驻溪城联络处", parent=department
    )
    people = {}
    for username, role, code in _PEOPLE:
        user = add_user(actor="test", username=username, name=username, password=PASSWORD, must_change=False)
        grant(actor="test", user=user, organisation=Organisation.objects.get(code=code), role=role)
        people[username] = user
    task = issue(
        user=people["office"],
        year=2024,
        name="自评",
        standard=STANDARD,
        deadline=date(2025, 3, 31),
        units=[unit],
    )
    full = document_of(jiheng.read(EXAMPLE)[0])
    return [
        create_form(
            actor="filler",
            task=task,
            unit=unit,
            project_code=f"P{number}",
            project=f"项目{number}",
            document=None if number else full,
        ).pk
        for number in range(forms)
    ]


def places() -> tuple[Task, Organisation]:
    """The task and the unit."""
    return Task.objects.get(), Organisation.objects.get(code="101002")
