"""A small city for the tests of the web: a bureau, a department, two units, and somebody for every role."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.services import add_organisation, add_user, grant
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.services import issue

PASSWORD = "Lanjiang-2024"


@dataclass(frozen=True)
class City:
    """The bureau, a department with two units, a department with one, and their people by role."""

    bureau: Organisation
    department: Organisation
    unit: Organisation
    sibling: Organisation
    other_department: Organisation
    other_unit: Organisation
    people: dict[Role, User]
    stranger: User


def build_city() -> City:
    """The city, with ``people[role]`` at the first unit, its department or the bureau."""
    bureau = add_organisation(actor="test", kind=Kind.BUREAU, code="900", name="澜江市财政局")
    department = add_organisation(
        actor="test", kind=Kind.DEPARTMENT, code="101", name="澜江市对外协作办公室", parent=bureau
    )
    unit = add_organisation(
        actor="test", kind=Kind.UNIT, code="101002", name="澜江市驻溪城联络处", parent=department
    )
    sibling = add_organisation(
        actor="test", kind=Kind.UNIT, code="101003", name="澜江市协作中心", parent=department
    )
    other = add_organisation(
        actor="test", kind=Kind.DEPARTMENT, code="102", name="澜江市水务局", parent=bureau
    )
    other_unit = add_organisation(
        actor="test", kind=Kind.UNIT, code="102001", name="澜江市水文站", parent=other
    )
    places = {
        Role.FILLER: unit,
        Role.PROJECT_LEAD: unit,
        Role.UNIT_HEAD: unit,
        Role.DEPARTMENT_REVIEWER: department,
        Role.BUSINESS_OFFICE: department,
        Role.PERFORMANCE_OFFICE: bureau,
        Role.ADMINISTRATOR: bureau,
    }
    people = {role: person(role.value, place, role) for role, place in places.items()}
    stranger = person("stranger", other_unit, Role.FILLER)
    return City(bureau, department, unit, sibling, other, other_unit, people, stranger)


def person(username: str, organisation: Organisation, role: Role) -> User:
    """An account with one role."""
    made = add_user(actor="test", username=username, name=username, password=PASSWORD, must_change=False)
    grant(actor="test", user=made, organisation=organisation, role=role)
    return made


def issue_task(city: City, standard: str = "cn-shanghai", year: int = 2024, **options: bool) -> Task:
    """A task for the units of the city."""
    return issue(
        user=city.people[Role.PERFORMANCE_OFFICE],
        year=year,
        name="项目支出绩效自评",
        standard=standard,
        deadline=date(2025, 3, 31),
        units=[city.unit, city.sibling, city.other_unit],
        **options,
    )
