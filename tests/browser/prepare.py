"""Makes the city of the browser tests in an empty database, and prints the forms by name."""

# ruff: noqa: E402 - Django must be set up before its models can be imported

import json

import django

django.setup()

from django.core.management import call_command

from filling import fill
from jiheng.web.apps.evaluations.services import create_form
from people import PASSWORD, build_city, issue_task

EMPTY = ("keyboard", "paste", "blocked", "expiry", "look", "lost")
FILLED = ("way", "together", "seal", "undo", "killed", "publish")


def main() -> None:
    call_command("migrate", verbosity=0)
    city = build_city()
    task = issue_task(city)
    found = {}
    for number, name in enumerate((*EMPTY, *FILLED)):
        row = create_form(
            actor="filler",
            task=task,
            unit=city.unit,
            project_code=f"P{number:03d}",
            project=f"协作交流工作业务费（{name}）",
        )
        if name in FILLED:
            fill(city, row)
        found[name] = row.pk
    print(json.dumps({"forms": found, "task": task.pk, "password": PASSWORD}))  # noqa: T201


if __name__ == "__main__":
    main()
