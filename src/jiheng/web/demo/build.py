"""Building the demo by the services that everybody uses, so that its history is as true as any other."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from importlib.resources import as_file, files

from django.db import transaction

import jiheng
from jiheng.model import Form
from jiheng.standards import load
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.services import add_organisation, add_user, grant
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.audit.services import record
from jiheng.web.apps.evaluations.creation import new_document
from jiheng.web.apps.evaluations.document import Document, cell_paths, document_of
from jiheng.web.apps.evaluations.edits import Edit, apply
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form, head_of, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.services import publish
from jiheng.web.apps.review.services import add_remark, take
from jiheng.web.apps.tasks.models import Task
from jiheng.web.apps.tasks.services import issue
from jiheng.web.demo import city
from jiheng.web.demo.projects import YEARS, Project, cell, outcome, plan, projects
from jiheng.web.running.opening import RunError

STANDARD = "cn-shanghai"
_ACTOR = "demo"
_EXAMPLES = "lanjiang-2024.txt"
_STAGES = (State.PUBLISHED, State.APPROVED, State.UNIT_REVIEW, State.DEPARTMENT_REVIEW)
_WAY = (
    ("hand_in", State.UNIT_REVIEW),
    ("unit_approve", State.DEPARTMENT_REVIEW),
    ("department_approve", State.BUSINESS_REVIEW),
    ("business_approve", State.PERFORMANCE_FILING),
    ("file", State.APPROVED),
    ("propose_publication", State.TO_PUBLISH),
    ("publish", State.PUBLISHED),
)
_REMARK = "已逐项核对，情况属实。"


def is_demo() -> bool:
    """True where the installation began as a demo."""
    first = Entry.objects.filter(number=1).first()
    return first is not None and first.action == "begin_demo"


@transaction.atomic
def build(say: Callable[[str], None]) -> None:
    """The whole city at once or nothing of it; nothing where it stands already.

    RunError where the installation holds other data.
    """
    if is_demo():
        return
    if User.objects.exists():
        raise RunError("这个数据文件夹里已有正式数据，不能用作演示；请用 --data 另指定一个")
    say(f"正在建立演示城市“{city.NAME}”……")
    record(actor=_ACTOR, action="begin_demo", subject="demo")
    places = _organisations()
    people = _people(places)
    tasks = {year: _task(year, people["jixiao"], places) for year in YEARS}
    builder = Builder(tasks, places, people)
    for number, form in enumerate(_example_forms(), 1):
        builder.example(number, form)
    for project in projects():
        builder.project(project)


def _organisations() -> dict[str, Organisation]:
    made: dict[str, Organisation] = {}
    for kind, code, name, parent in city.organisations():
        made[code] = add_organisation(actor=_ACTOR, kind=kind, code=code, name=name, parent=made.get(parent))
    return made


def _people(places: dict[str, Organisation]) -> dict[str, User]:
    made = {}
    for person in city.PEOPLE:
        user = add_user(
            actor=_ACTOR,
            username=person.username,
            name=person.name,
            password=city.PASSWORD,
            must_change=False,
        )
        for code in person.places:
            grant(actor=_ACTOR, user=user, organisation=places[code], role=person.role)
        made[person.username] = user
    return made


def _task(year: int, user: User, places: dict[str, Organisation]) -> Task:
    return issue(
        user=user,
        year=year,
        name="项目支出绩效自评",
        standard=STANDARD,
        deadline=date(year + 1, 3, 31),
        units=[places[code] for code in city.UNITS],
        with_business_review=True,
    )


def _example_forms() -> list[Form]:
    with as_file(files(__package__).joinpath(_EXAMPLES)) as path:
        return jiheng.read(path)


class Builder:
    """Makes the forms, each step by somebody who may take it."""

    def __init__(
        self, tasks: dict[int, Task], places: dict[str, Organisation], people: dict[str, User]
    ) -> None:
        self.tasks = tasks
        self.places = places
        self.people = people

    def example(self, number: int, form: Form) -> None:
        """An example form, brought from its file."""
        made = create_form(
            actor="tianbao",
            task=self.tasks[2024],
            unit=self.places[city.HOME],
            project_code=f"{city.HOME}-249{number}",
            project=form.header.project,
            document=document_of(form),
        )
        self._walk(made, _STAGES[number - 1])

    def project(self, project: Project) -> None:
        """A form as far as its stage says."""
        if project.stage == "empty":
            self._create(project)
        elif project.stage == "targets":
            self._create_approved(project)
        else:
            self._fill(project)

    def _create(self, project: Project) -> ProjectForm:
        return create_form(
            actor="jixiao",
            task=self.tasks[project.year],
            unit=self.places[project.unit],
            project_code=project.code,
            project=project.name,
        )

    def _create_approved(self, project: Project) -> None:
        """What was approved stands in the form and is read-only."""
        unit = self.places[project.unit]
        standard = load(STANDARD)
        empty = new_document(standard, project.year, head_of(unit, project.code, project.name))
        planned = apply(empty, plan(project, empty)).document
        document, _ = follow(planned, planned, standard)
        create_form(
            actor="jixiao",
            task=self.tasks[project.year],
            unit=unit,
            project_code=project.code,
            project=project.name,
            document=document,
            approval={"cells": dict(_approved(document))},
        )

    def _fill(self, project: Project) -> None:
        form = self._create(project)
        filler, lead = self._fillers(project.unit)
        self._save(filler, form, plan(project, form.document))
        form.refresh_from_db()
        self._save(lead, form, outcome(project, form.document))
        form.refresh_from_db()
        for level3, wrong in project.mistake.items():
            path = cell(project, level3, "score")
            right = dict(cell_paths(form.document))[path]
            self._save(filler, form, [Edit(path, right, wrong)])
        if project.stage == "returned":
            self._return(project, form)
        elif project.stage in State.values:
            self._walk(form, State(project.stage))

    def _save(self, user: User, form: ProjectForm, edits: list[Edit]) -> None:
        save_edits(user=user, form_id=form.pk, edits=edits)

    def _fillers(self, unit: str) -> tuple[User, User]:
        names = ("tianbao", "xiangmu") if unit == city.HOME else ("tianbao2", "tianbao2")
        return self.people[names[0]], self.people[names[1]]

    def _actor(self, step: str, form: ProjectForm) -> User:
        at_home = form.unit.code == city.HOME
        if step in ("unit_approve", "unit_return", "propose_publication"):
            return self.people["danwei" if at_home else "danwei2"]
        if step.startswith("department"):
            reviewers = {"101": "zhuguan", "102": "zhuguan2", "103": "zhuguan3"}
            return self.people[reviewers[form.unit.code[:3]]]
        named = {"hand_in": "tianbao" if at_home else "tianbao2", "business_approve": "yewu"}
        return self.people[named.get(step, "jixiao")]

    def _walk(self, form: ProjectForm, until: State) -> None:
        form.refresh_from_db()
        for step, state in _WAY:
            if form.state == until:
                return
            self._take(step, form, _REMARK)
            form.refresh_from_db()
            if form.state != state:
                raise AssertionError(step)

    def _take(self, step: str, form: ProjectForm, remark: str) -> None:
        user = self._actor(step, form)
        if step == "publish":
            publish(user=user, form_id=form.pk, version=form.version, remark=remark)
        else:
            take(user=user, form_id=form.pk, step_id=step, version=form.version, remark=remark)

    def _return(self, project: Project, form: ProjectForm) -> None:
        """Handed in, and sent back by the department with a word on a cell."""
        self._walk(form, State.DEPARTMENT_REVIEW)
        for level3, text in project.remarks.items():
            path = cell(project, level3, "reason" if "原因" in text else "actual")
            add_remark(user=self._actor("department_return", form), form=form, path=path, text=text)
        self._take("department_return", form, "请按单元格上的意见更正后再提交。")


def _approved(document: Document) -> list[tuple[str, str]]:
    """The cells that an approval settles."""
    settled = ("level1", "level2", "level3", "target", "points", "budget", "adjusted", "expected")
    return [
        (path, text) for path, text in cell_paths(document) if text and path.rpartition(".")[2] in settled
    ]
