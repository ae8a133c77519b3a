"""A city with something of everything at three units, so that every address leads somewhere."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from jiheng.model.serial import form_to_json
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.api.services import make_token
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files import storage
from jiheng.web.apps.files.models import Evidence, FormFile, StampedScan
from jiheng.web.apps.imports.models import Import, Kind
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.review.models import Receipt, Remark
from jiheng.web.apps.tasks.models import Task
from people import City, build_city, issue_task
from published import example_form, published
from uploads import PDF


@dataclass(frozen=True)
class Place:
    """A unit, somebody of it, and the parts of addresses that lead to its objects."""

    unit: Organisation
    clerk: User
    parts: dict[str, Any]


@dataclass(frozen=True)
class World:
    """The three places as the people of the first unit see them, and what is public."""

    city: City
    own: Place
    sibling: Place
    foreign: Place
    public: dict[str, dict[str, Any]]


def build_world() -> World:
    """The city with its task, a form at each place, and one published form."""
    city = build_city()
    task = issue_task(city)
    filler = city.people[Role.FILLER]
    own = place(city, task, city.unit, filler)
    sibling = place(city, task, city.sibling, filler)
    foreign = place(city, task, city.other_unit, city.stranger)
    made = published(city, example_form(city, code="P009"))
    return World(city, own, sibling, foreign, parts_of_public(made))


def place(city: City, task: Task, unit: Organisation, clerk: User) -> Place:
    """One of everything at *unit*; what is somebody's own is *clerk*'s."""
    form = create_form(actor="test", task=task, unit=unit, project_code=f"P{unit.code}", project="某项目")
    office = city.people[Role.PERFORMANCE_OFFICE]
    approved = create_form(
        actor="test", task=task, unit=unit, project_code=f"A{unit.code}", project="审核过的项目"
    )
    type(approved).objects.filter(pk=approved.pk).update(state=State.APPROVED)
    stored = {"form": form, "name": "a.pdf", "kind": "PDF", "size": len(PDF), "by": clerk}
    stored["sha256"] = storage.keep(PDF)
    receipt = Receipt.objects.create(number=f"R{unit.code}", form=form, version=1, by=clerk.username)
    parts = {
        "form": form.pk,
        "approved": approved.pk,
        "receipt": receipt.number,
        "remark": Remark.objects.create(form=form, text="请核对", author=office).pk,
        "evidence": Evidence.objects.create(**stored).pk,
        "scan": StampedScan.objects.create(**stored, version=1, code="X").pk,
        "file": file_of(form, clerk),
        "import": list_of(task, clerk),
        "task": task.pk,
        "organisation": unit.pk,
        "person": clerk.pk,
        "membership": clerk.memberships.get().pk,
        "token": make_token(user=clerk, name="程序", days=30)[0].pk,
    }
    return Place(unit, clerk, parts)


def file_of(form: Any, clerk: User) -> int:
    """A file that a form is to be filled from."""
    found = [form_to_json(form_of(form.document))]
    made = FormFile.objects.create(form=form, by=clerk, name="a.xlsx", sha256="0", forms=found, problems=[])
    return made.pk


def list_of(task: Task, clerk: User) -> int:
    """A list that was brought and is done with."""
    made = Import.objects.create(
        task=task, kind=Kind.TARGETS, by=clerk, name="a.xlsx", digest="0", lists=b"", stage="done"
    )
    return made.pk


def parts_of_public(made: Publication) -> dict[str, dict[str, Any]]:
    """The parts of the addresses of a publication, by the names of those addresses."""
    address = {"year": made.year, "unit_code": made.unit_code, "number": made.number, "kind": "json"}
    return {
        "public:department": {**address, "code": made.department_code},
        "public:*": {**address, "code": made.code, "rest": "nowhere"},
        "interface:get_publication": {"publication_id": made.pk},
    }
