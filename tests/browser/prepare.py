"""Makes the city of the browser tests in an empty database, and prints what the tests know of it."""

# ruff: noqa: E402 - Django must be set up before its models can be imported

import json
from collections.abc import Iterator
from typing import Any

import django

django.setup()

from django.core.management import call_command
from django.urls import URLPattern, URLResolver, get_resolver

import jiheng
from filling import EXAMPLE, fill
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.document import cell_paths, document_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.files.filling import read_for
from jiheng.web.apps.files.services import attach
from jiheng.web.apps.imports.models import Kind
from jiheng.web.apps.imports.services import confirm, receive
from jiheng.web.apps.review.models import Receipt
from jiheng.web.apps.review.services import add_remark
from jiheng.web.apps.tasks.models import Task
from people import PASSWORD, City, build_city, issue_task
from published import TO_APPROVED, TO_PUBLISH, example_form, published, walk
from uploads import PDF

EMPTY = ("keyboard", "paste", "blocked", "expiry", "look", "lost", "idle")
WITH_TARGETS = ("refill", "adjust")
FILLED = ("way", "together", "seal", "undo", "killed", "publish", "evidence")
STANDING = ("reviewed", "remarks", "approved", "proposed", "public")
"""Forms that stand further on their way, for the walk over every page."""
SETTLED = ("level3", "target", "points", "budget")

TARGETS = """单位代码,项目代码,项目名称,年度,年初预算数,预期目标,一级指标,二级指标,三级指标,年度指标值,分值
101002,P900,结对协作专项,2024,66.15,走访企业,产出指标,数量指标,走访企业数量,≥120家,50
101002,P900,结对协作专项,2024,66.15,走访企业,效益指标,社会效益指标,受益群众人数,≥5000人,40
909090,P901,查无此单位的项目,2024,66.15,走访企业,产出指标,数量指标,走访企业数量,≥120家,90
"""


def main() -> None:
    call_command("migrate", verbosity=0)
    city = build_city()
    task = issue_task(city)
    forms = {
        name: _form(city, task, name, number).pk
        for number, name in enumerate((*EMPTY, *WITH_TARGETS, *FILLED))
    }
    standing = _standing(city)
    forms |= {name: row.pk for name, row in standing.items()}
    told = {
        "forms": forms,
        "task": task.pk,
        "password": PASSWORD,
        "addresses": sorted(set(_names(get_resolver()))),
        "places": _places(city, ProjectForm.objects.get(pk=forms["look"]), standing),
    }
    print(json.dumps(told))  # noqa: T201


def _form(city: City, task: Task, name: str, number: int) -> ProjectForm:
    row = create_form(
        actor="filler",
        task=task,
        unit=city.unit,
        project_code=f"P{number:03d}",
        project=f"协作交流工作业务费（{name}）",
        **(_with_approved_targets() if name in WITH_TARGETS else {}),
    )
    return fill(city, row) if name in FILLED else row


def _with_approved_targets() -> dict[str, Any]:
    """The document of a form whose targets were approved, before anything was done; and the approval."""
    document = document_of(jiheng.read(EXAMPLE)[0])
    document["goals"]["actual"] = document["grade"] = document["total"]["score"] = ""
    for row in document["funding"]:
        row["executed"] = row["rate"] = ""
        row["score"] = "" if row["points"][:1].isdigit() else "-"
    for line in document["indicators"]:
        line["actual"] = line["score"] = line["reason"] = ""
    cells = {path: text for path, text in cell_paths(document) if path.rpartition(".")[2] in SETTLED and text}
    return {"document": document, "approval": {"document": "澜财绩〔2024〕1号", "cells": cells}}


def _standing(city: City) -> dict[str, ProjectForm]:
    made = {name: example_form(city, code=f"S{number}") for number, name in enumerate(STANDING)}
    for name in ("reviewed", "remarks"):
        walk(city, made[name], TO_APPROVED[:2])
    walk(city, made["approved"], TO_APPROVED)
    walk(city, made["proposed"], TO_PUBLISH)
    published(city, made["public"])
    return made


def _places(city: City, look: ProjectForm, standing: dict[str, ProjectForm]) -> dict[str, str | int]:
    """What stands in the addresses of pages beside the forms."""
    filler = city.people[Role.FILLER]
    reviewed = standing["reviewed"]
    add_remark(
        user=city.people[Role.DEPARTMENT_REVIEWER], form=reviewed, path="goals.actual", text="请补充数据来源"
    )
    attach(user=filler, form_id=look.pk, path="", name="走访记录.pdf", data=PDF)
    file = read_for(user=filler, row=look, name=EXAMPLE.name, data=EXAMPLE.read_bytes())
    return {
        "file": file.pk,
        "receipt": Receipt.objects.filter(form=reviewed).latest("at").number,
        "unit": city.unit.pk,
        "person": filler.pk,
        **_lists(city, look.task),
        "year": 2024,
        "department_code": city.department.code,
        "unit_code": city.unit.code,
        "code": standing["public"].project_code,
    }


def _lists(city: City, task: Task) -> dict[str, int]:
    """Two lists of targets: one just received, one whose columns are confirmed."""
    office = city.people[Role.PERFORMANCE_OFFICE]
    sent = {"user": office, "task": task, "kind": Kind.TARGETS, "data": TARGETS.encode(), "name": "批复.csv"}
    received, confirmed = receive(**sent), receive(**sent)
    confirm(user=office, given=confirmed, columns=confirmed.columns, fund_unit="万元")
    return {"received": received.pk, "confirmed": confirmed.pk}


def _names(resolver: URLResolver, spaces: tuple[str, ...] = ()) -> Iterator[str]:
    """The names of all addresses, with those of their applications before them."""
    for entry in resolver.url_patterns:
        if isinstance(entry, URLPattern):
            yield ":".join((*spaces, entry.name or "?"))
        else:
            yield from _names(entry, (*spaces, entry.namespace) if entry.namespace else spaces)


if __name__ == "__main__":
    main()
