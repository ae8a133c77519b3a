"""A program: one clerk sends the same request many times at once, under two keys, to a database on disk."""

from __future__ import annotations

import json
from concurrent.futures import ThreadPoolExecutor

import django

django.setup()

from django.conf import settings  # noqa: E402
from django.core.management import call_command  # noqa: E402
from django.db import connections  # noqa: E402

from jiheng.web.apps.accounts.roles import Role  # noqa: E402
from jiheng.web.apps.audit.models import Entry  # noqa: E402
from jiheng.web.apps.evaluations.models import ProjectForm  # noqa: E402
from people import build_city, issue_task  # noqa: E402
from programs import Program  # noqa: E402
from published import QUICK_HASHERS  # noqa: E402

settings.PASSWORD_HASHERS = QUICK_HASHERS
settings.ALLOWED_HOSTS = ["testserver"]
call_command("migrate", verbosity=0)
city = build_city()
task = issue_task(city)
program = Program(city.people[Role.FILLER])
asked = {"task": task.pk, "unit": city.unit.code, "project_code": "P1", "project": "会议费"}


def create(number: int) -> tuple[int, int]:
    """The status and the form that one request is answered with."""
    try:
        answer = program.post("/forms", asked, key=f"key-{number % 2}")
        return answer.status_code, answer.json().get("id", 0)
    finally:
        connections.close_all()


with ThreadPoolExecutor(8) as threads:
    answers = list(threads.map(create, range(32)))
found = {
    "forms": ProjectForm.objects.count(),
    "entries": Entry.objects.filter(action="create_form").count(),
    "made": sorted({form for status, form in answers if status == 201}),
    "statuses": [status for status, _ in answers],
}
print(json.dumps(found))  # noqa: T201
