"""Forms of the test city on their way to the public site."""

from __future__ import annotations

from dataclasses import replace
from pathlib import Path

import jiheng
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.document import document_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.services import publish
from jiheng.web.apps.review.services import take
from people import City, issue_task

EXAMPLE = Path(__file__).resolve().parents[2] / "examples" / "lanjiang-2024.txt"
QUICK_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
REMARK = "已核对，情况属实"
TO_APPROVED = (
    (Role.FILLER, "hand_in"),
    (Role.UNIT_HEAD, "unit_approve"),
    (Role.DEPARTMENT_REVIEWER, "department_approve"),
    (Role.PERFORMANCE_OFFICE, "file"),
)
TO_PUBLISH = (*TO_APPROVED, (Role.UNIT_HEAD, "propose_publication"))


def example_form(city: City, number: int = 0, code: str = "P001", actual: str = "") -> ProjectForm:
    """An example form of the unit as a clerk would hand it in."""
    task = next(iter(city.unit.tasks.all()), None) or issue_task(city)
    form = jiheng.read(EXAMPLE)[number]
    if actual:
        form = replace(form, goals=replace(form.goals, actual=actual))
    return create_form(
        actor="filler",
        task=task,
        unit=city.unit,
        project_code=code,
        project=form.header.project,
        document=document_of(form),
    )


def walk(city: City, row: ProjectForm, way: tuple[tuple[Role, str], ...]) -> ProjectForm:
    """The form after the steps of *way*."""
    for role, step in way:
        row.refresh_from_db()
        take(user=city.people[role], form_id=row.pk, step_id=step, version=row.version, remark=REMARK)
    row.refresh_from_db()
    return row


def published(city: City, row: ProjectForm, note: str = "") -> Publication:
    """The form published by its unit's head and its department."""
    row = walk(city, row, TO_PUBLISH)
    reviewer = city.people[Role.DEPARTMENT_REVIEWER]
    return publish(user=reviewer, form_id=row.pk, version=row.version, remark=REMARK, note=note)
