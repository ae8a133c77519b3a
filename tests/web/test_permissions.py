"""Nobody sees or does what is not theirs: every role × every address × every method × others' objects.

The table says for each name of the URLconf and each method who may; a method that is not there is refused
with 405. A name that is missing in the table fails, so no page comes into being without an answer to who
may see it.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass
from itertools import product
from typing import Any

import pytest
from django.urls import URLResolver, get_resolver, reverse
from pytest_django import Settings

from asking import HIDDEN, LOGIN, METHOD, NO, YES, Person, comes_to
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import grant
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files import views as files_views
from places import Place, World, build_world
from published import QUICK_HASHERS

METHODS = ("GET", "POST", "PUT", "PATCH", "DELETE")
OPEN = ("accounts:login", "accounts:relogin", "public:*", "interface:*", "nowhere")
"""Where who is not signed in gets as far as the method."""

ANONYMOUS, STRANGER = "anonymous", "stranger"
ACTORS = (ANONYMOUS, *Role, STRANGER)
REACH: dict[str, tuple[str, ...]] = {
    "own": tuple(role for role in Role if role is not Role.ADMINISTRATOR),
    "sibling": (Role.DEPARTMENT_REVIEWER, Role.BUSINESS_OFFICE, Role.PERFORMANCE_OFFICE),
    "foreign": (Role.PERFORMANCE_OFFICE, STRANGER),
}
CLERK = {"own": Role.FILLER, "sibling": Role.FILLER, "foreign": STRANGER}

Who = Callable[[str, str], str]
"""What an actor gets at a place."""


def everybody(_actor: str, _place: str) -> str:
    return YES


def nobody(_actor: str, _place: str) -> str:
    return HIDDEN


def after_proof(_actor: str, _place: str) -> str:
    return LOGIN


def signed_in(actor: str, _place: str) -> str:
    return LOGIN if actor == ANONYMOUS else YES


def roles(*allowed: Role, others: str = NO) -> Who:
    """People who hold one of these roles somewhere; *others* get that."""

    def who(actor: str, place: str) -> str:
        if actor == ANONYMOUS:
            return LOGIN
        return YES if role_of(actor) in allowed else others

    return who


def reach(*allowed: Role, others: str = NO) -> Who:
    """People within reach of the unit: those roles may (none named: all), *others* get that.

    To all who do not reach the unit it is not there.
    """

    def who(actor: str, place: str) -> str:
        if actor == ANONYMOUS:
            return LOGIN
        if actor not in REACH[place]:
            return HIDDEN
        return YES if not allowed or role_of(actor) in allowed else others

    return who


def owner(*others: Role) -> Who:
    """Whoever it belongs to, and *others* wherever it is."""

    def who(actor: str, place: str) -> str:
        if actor == ANONYMOUS:
            return LOGIN
        return YES if actor == CLERK[place] or actor in others else HIDDEN

    return who


def both(first: Who, second: Who) -> Who:
    """*second*, for whom *first* lets through."""

    def who(actor: str, place: str) -> str:
        answer = first(actor, place)
        return second(actor, place) if answer == YES else answer

    return who


def role_of(actor: str) -> str:
    return Role.FILLER if actor == STRANGER else actor


IN_REACH = reach()
EDITORS = reach(Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD)
FILLERS = reach(Role.FILLER, Role.PROJECT_LEAD)
ADMINISTRATOR = roles(Role.ADMINISTRATOR)
OFFICE = roles(Role.PERFORMANCE_OFFICE)
NOT_ADMINISTRATOR = roles(*(role for role in Role if role is not Role.ADMINISTRATOR), others=HIDDEN)

IMPORTERS = both(NOT_ADMINISTRATOR, roles(*(role for role in Role if role is not Role.BUSINESS_OFFICE)))

TABLE: dict[str, Mapping[str, Who]] = {
    "home": dict.fromkeys(METHODS, signed_in),
    "accounts:login": {"GET": everybody, "POST": after_proof},
    "accounts:logout": {"POST": signed_in},
    "accounts:profile": {"GET": signed_in},
    "accounts:password": {"GET": signed_in, "POST": signed_in},
    "accounts:session": {"GET": signed_in, "POST": signed_in},
    "accounts:relogin": {"GET": everybody, "POST": signed_in},
    "accounts:organisations": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "accounts:organisation": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "accounts:people": {"GET": ADMINISTRATOR, "POST": ADMINISTRATOR},
    "accounts:person": {"GET": ADMINISTRATOR},
    "accounts:grant": {"POST": ADMINISTRATOR},
    "accounts:revoke": {"POST": ADMINISTRATOR},
    "accounts:reset_password": {"POST": ADMINISTRATOR},
    "accounts:activity": {"POST": ADMINISTRATOR},
    "tasks:tasks": {"GET": signed_in},
    "tasks:issue": {"GET": OFFICE, "POST": OFFICE},
    "progress:task": {"GET": NOT_ADMINISTRATOR},
    "progress:project": {
        "GET": roles(Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD, others=HIDDEN),
        "POST": reach(Role.FILLER, Role.PROJECT_LEAD, Role.UNIT_HEAD, others=HIDDEN),
    },
    "evaluations:edits": {"POST": EDITORS},
    "evaluations:changes": {"GET": IN_REACH},
    "evaluations:fund_unit": {"POST": EDITORS},
    "evaluations:adjustment": {"POST": EDITORS},
    "evaluations:other_standards": {"GET": IN_REACH},
    "evaluations:cell": {"GET": IN_REACH},
    "evaluations:download": {"GET": IN_REACH},
    "files:attach": {"POST": EDITORS},
    "files:evidence": {"GET": IN_REACH},
    "files:remove": {"POST": EDITORS},
    "files:seal": {"POST": EDITORS},
    "files:scan": {"GET": IN_REACH},
    "files:style": {"GET": signed_in},
    "files:fill": {"POST": EDITORS},
    "files:preview": {"GET": both(IN_REACH, owner()), "POST": both(IN_REACH, owner())},
    "imports:imports": {"GET": signed_in, "POST": IMPORTERS},
    "imports:template": {"GET": signed_in},
    "imports:import": {"GET": owner(Role.PERFORMANCE_OFFICE)},
    "imports:progress": {"GET": owner(Role.PERFORMANCE_OFFICE)},
    "imports:columns": {"GET": owner(), "POST": owner()},
    "imports:run": {"POST": owner()},
    "review:forms": {"GET": signed_in},
    "review:bulk": {"POST": signed_in},
    "review:form": {"GET": IN_REACH},
    "review:step": {"POST": FILLERS},
    "review:receipt": {"GET": IN_REACH},
    "review:history": {"GET": IN_REACH},
    "review:remark": {"POST": IN_REACH},
    "review:resolve": {"POST": IN_REACH},
    "review:scores": {"POST": IN_REACH},
    "summary:summary": {"GET": signed_in},
    "summary:workbook": {"GET": signed_in},
    "publication:forms": {"GET": signed_in},
    "publication:form": {"GET": IN_REACH},
    "publication:preview": {"GET": IN_REACH},
    "publication:confirm": {"POST": IN_REACH},
    "publication:step": {"POST": reach(Role.UNIT_HEAD, Role.DEPARTMENT_REVIEWER)},
    "publication:propose": {"POST": IN_REACH},
    "publication:secrecy": {"POST": reach(Role.UNIT_HEAD, Role.DEPARTMENT_REVIEWER)},
    "public:nowhere": dict.fromkeys(METHODS, nobody),
    "public:*": {"GET": everybody},
    "api:tokens": {"GET": signed_in, "POST": signed_in},
    "api:revoke": {"POST": owner()},
    "interface:openapi-json": dict.fromkeys(METHODS, everybody),
    "interface:api-root": {},
    "interface:list_tasks": {"GET": signed_in},
    "interface:get_task": {"GET": NOT_ADMINISTRATOR},
    "interface:list_forms": {"GET": signed_in},
    "interface:create_form": {"POST": signed_in},
    "interface:get_form": {"GET": IN_REACH},
    "interface:score_form": {"GET": IN_REACH},
    "interface:check_form": {"GET": IN_REACH},
    "interface:list_revisions": {"GET": IN_REACH},
    "interface:get_version": {"GET": IN_REACH},
    "interface:save": {"POST": EDITORS},
    "interface:list_steps": {"GET": IN_REACH},
    "interface:take_step": {"POST": FILLERS},
    "interface:import_forms": {"POST": NOT_ADMINISTRATOR},
    "interface:import_targets": {"POST": IMPORTERS},
    "interface:import_execution": {"POST": IMPORTERS},
    "interface:list_publications": {"GET": signed_in},
    "interface:get_publication": {"GET": IN_REACH},
    "interface:list_standards": {"GET": signed_in},
    "interface:evaluate": {"POST": signed_in},
    "nowhere": dict.fromkeys(METHODS, nobody),
}

PARTS = {
    "accounts:organisation": {"pk": "organisation"},
    "accounts:*": {"pk": "person", "membership_id": "membership"},
    "progress:*": {"pk": "task"},
    "imports:*": {"pk": "import"},
    "publication:preview": {"pk": "approved"},
    "publication:step": {"pk": "approved"},
    "api:*": {"pk": "token"},
    "*": {
        "pk": "form",
        "form_id": "form",
        "task_id": "task",
        "remark_id": "remark",
        "number": "receipt",
        "evidence_id": "evidence",
        "scan_id": "scan",
        "file_id": "file",
    },
}
"""Which object of a place stands in which part of an address; all other parts are in CONSTANTS."""

CONSTANTS: dict[str, dict[str, Any]] = {
    "imports:*": {"kind": "targets"},
    "publication:step": {"step_id": "propose_publication"},
    "*": {"kind": "json", "step_id": "hand_in", "version": 1},
}


def of(table: Mapping[str, Any], name: str) -> Any:
    """The entry of a name, else of its room, else of all."""
    room = f"{name.partition(':')[0]}:*"
    return next((table[key] for key in (name, room, "*") if key in table), None)


@dataclass(frozen=True)
class Address:
    """A route: its names (the interface has one for each method), and the parts it asks for."""

    route: str
    names: tuple[str, ...]
    parts: tuple[str, ...]

    @property
    def name(self) -> str:
        return self.names[0]

    @property
    def allowed(self) -> Mapping[str, Who]:
        """Who may, by method."""
        return {method: who for name in self.names for method, who in (of(TABLE, name) or {}).items()}

    @property
    def places(self) -> tuple[str, ...]:
        """Where it can lead to; one place where no part of it names an object of a place."""
        return tuple(REACH) if set(self.parts) & set(of(PARTS, self.name)) else ("own",)

    def at(self, world: World, place: Place) -> str:
        """The path that leads to the objects of *place*."""
        if self.name == "nowhere":
            return "/api/nowhere"
        known = {part: place.parts[key] for part, key in of(PARTS, self.name).items()}
        known |= {**of(CONSTANTS, self.name), **(of(world.public, self.name) or {})}
        return reverse(self.name, kwargs={part: known[part] for part in self.parts})

    def expected(self, method: str, actor: str, place: str) -> str:
        """What *actor* gets there."""
        if actor == ANONYMOUS and not of(dict.fromkeys(OPEN, True), self.name):
            return LOGIN
        return self.allowed[method](actor, place) if method in self.allowed else METHOD


def addresses() -> list[Address]:
    """Every route there is."""
    found: dict[str, Address] = {}
    for name, route, parts in _walk(get_resolver(), "", ""):
        known = found.get(route, Address(route, (), parts))
        found[route] = Address(route, (*known.names, name), parts)
    return list(found.values())


def _walk(resolver: Any, room: str, before: str) -> Iterator[tuple[str, str, tuple[str, ...]]]:
    for pattern in resolver.url_patterns:
        route = before + str(pattern.pattern)
        if isinstance(pattern, URLResolver):
            inner = f"{room}{pattern.namespace}:" if pattern.namespace else room
            yield from _walk(pattern, inner, route)
        else:
            yield f"{room}{pattern.name}", route, tuple(pattern.pattern.converters)


@pytest.fixture
def world(db: None, settings: Settings) -> World:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_world()


ROOMS = sorted({key.partition(":")[0] for key in TABLE})


def test_every_address_has_an_answer_to_who_may() -> None:
    missing = [name for address in addresses() for name in address.names if of(TABLE, name) is None]
    assert not missing, f"not in the table: {missing}"


def test_the_table_names_nothing_that_is_not_there() -> None:
    there = {name for address in addresses() for name in address.names}
    assert not [name for name in TABLE if not name.endswith(":*") and name not in there]


@pytest.mark.parametrize("room", ROOMS)
def test_nobody_sees_or_does_what_is_not_theirs(world: World, room: str) -> None:
    wrong = wrong_answers(world, room)
    assert not wrong, "\n" + "\n".join(wrong)


def wrong_answers(world: World, room: str) -> list[str]:
    """Every answer in a room that is not the one of the table."""
    users = {**world.city.people, STRANGER: world.city.stranger, ANONYMOUS: None}
    people = {actor: Person(users[actor]) for actor in ACTORS}
    wrong = []
    for address in addresses():
        if address.name.partition(":")[0] != room:
            continue
        for place, actor, method in product(address.places, ACTORS, METHODS):
            where = getattr(world, place)
            path = address.at(world, where)
            want = address.expected(method, actor, place)
            got = comes_to(people[actor].ask(address.names, method, path, where))
            if got != want:
                wrong.append(f"{address.name} {method} {place} {actor}: {got}, not {want}")
    return wrong


def test_a_page_that_shows_forms_out_of_reach_is_seen(world: World, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(files_views, "visible_form", lambda _user, pk: ProjectForm.objects.get(pk=pk))
    wrong = wrong_answers(world, "files")
    assert "files:evidence GET foreign filler: may, not 404" in wrong
    assert "files:scan GET own administrator: may, not 404" in wrong


def test_forms_out_of_reach_are_left_alone_when_many_are_handled_at_once(world: World) -> None:
    row = world.own.parts["form"]
    ProjectForm.objects.filter(pk=row).update(state=State.UNIT_REVIEW)
    add_post = {"user": world.city.stranger, "organisation": world.city.other_unit, "role": Role.UNIT_HEAD}
    grant(actor="test", **add_post)
    person = Person(world.city.stranger)
    sent = {"step": "unit_return", "form": f"{row}:1", "remark": "退回"}
    assert person.client.post("/forms/bulk/", sent).status_code == 302
    assert ProjectForm.objects.get(pk=row).state == State.UNIT_REVIEW
