"""Lists, forms and publications through the interface."""

from __future__ import annotations

from dataclasses import replace
from typing import Any

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile

from jiheng.model import Form
from jiheng.model.serial import document_to_json, form_to_json
from jiheng.pipeline import read
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.api.operations import imports
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import form_of, value_at
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files.models import FormFile
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.tasks.models import Task
from listing import EXECUTION, INDICATORS, project, xlsx
from people import City, build_city, issue_task
from programs import Program
from published import EXAMPLE, QUICK_HASHERS, REMARK, TO_PUBLISH, example_form, published, walk


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


@pytest.fixture
def task(city: City) -> Task:
    return issue_task(city)


@pytest.fixture
def office(city: City) -> Program:
    return Program(city.people[Role.PERFORMANCE_OFFICE])


@pytest.fixture
def clerk(city: City) -> Program:
    return Program(city.people[Role.FILLER])


def send(program: Program, task: Task, kind: str, data: bytes, **more: str) -> Any:
    """A list sent as a form of the web sends it."""
    file = SimpleUploadedFile("清单.xlsx", data)
    return program.client.post(f"/api/tasks/{task.pk}/{kind}", {"file": file, **more})


def test_targets_and_execution_are_brought_in_and_the_same_list_again_changes_nothing(
    task: Task, office: Program
) -> None:
    sent = xlsx(project())
    first = send(office, task, "targets", sent, document="澜财〔2024〕5号").json()
    assert (first["stage"], first["counts"]["new"], first["stored"]) == ("done", 1, 1)
    again = send(office, task, "targets", sent, document="澜财〔2024〕5号").json()
    assert (again["counts"]["same"], again["stored"]) == (1, 0)
    figures = xlsx([("101002", "P1", "2024", "", "636.50", "636.50", "463.20")], EXECUTION)
    assert send(office, task, "execution", figures).json()["counts"]["changed"] == 1
    form = office.get("/forms").json()["items"][0]
    assert (form["budget"], form["executed"], form["rate"]) == ("6365000.00", "4632000.00", "72.77")


def test_a_list_with_problems_changes_nothing_and_says_where_they_are(task: Task, office: Program) -> None:
    sent = xlsx([*project(unit="999999"), *project("P2", name="另一项目")])
    refused = send(office, task, "targets", sent)
    assert refused.status_code == 422
    assert [item["path"] for item in refused.json()["problems"]] == ["工作表“Sheet” 第2行"]
    assert not ProjectForm.objects.exists()
    rest = send(office, task, "targets", sent, leave_out="true").json()
    assert (rest["stored"], ProjectForm.objects.get().project_code) == (1, "P2")


def test_the_columns_of_a_list_can_be_said(task: Task, office: Program) -> None:
    header = ("甲", "乙", "丙", "丁", "戊", "己", "庚", "辛", "壬", "癸", "子", "丑")
    fields = (
        "header.unit_code", "header.unit", "header.project_code", "header.project", "header.year",
        "funding.budget", "goals.expected", "indicators.level1", "indicators.level2", "indicators.level3",
        "indicators.target", "indicators.points",
    )  # fmt: skip
    columns = "{" + ",".join(f'"{n}":"{field}"' for n, field in enumerate(fields)) + "}"
    sent = xlsx(project(), header)
    for wrong in ("[1]", "{", '{"x": "header.unit"}', '{"0": 1}', '{"99": "header.unit"}', '{"0": "x"}'):
        assert send(office, task, "targets", sent, columns=wrong, fund_unit="万元").status_code == 422
    done = send(office, task, "targets", sent, columns=columns, fund_unit="万元")
    assert (done.status_code, done.json()["counts"]["new"]) == (200, 1)


def test_a_file_that_is_no_list_or_too_large_or_not_allowed_is_refused(
    city: City, task: Task, office: Program, monkeypatch: pytest.MonkeyPatch
) -> None:
    assert send(office, task, "targets", b"\x89PNG").status_code == 422
    business = Program(city.people[Role.BUSINESS_OFFICE])
    assert send(business, task, "targets", xlsx(project())).status_code == 403
    torn = office.client.post(f"/api/tasks/{task.pk}/targets", b"--x\r\n", content_type="multipart/form-data")
    assert torn.status_code == 400
    monkeypatch.setattr(imports, "LARGEST", 10)
    assert send(office, task, "targets", xlsx(project())).status_code == 413


def brought_form(code: str = "P1", unit: str = "101002") -> Form:
    form = read(EXAMPLE)[0]
    return replace(form, header=replace(form.header, project_code=code, unit_code=unit))


def test_a_form_that_was_read_begins_one_and_comes_back_as_it_was(
    city: City, task: Task, clerk: Program
) -> None:
    sent = document_to_json("自评表.pdf", [brought_form()])
    found = clerk.post(f"/tasks/{task.pk}/forms", sent).json()
    assert (found[0]["is_new"], found[0]["form"]["self_total"]) == (True, "97.28")
    assert found[0]["filled"] > 50
    stored = form_of(ProjectForm.objects.get().document)
    printed = brought_form()
    assert (stored.goals, stored.total, stored.grade) == (printed.goals, printed.total, printed.grade)
    assert [line.score for line in stored.indicators] == [line.score for line in printed.indicators]
    actions = [entry.action for entry in Entry.objects.filter(subject__startswith="form/")]
    assert actions == ["create_form", "fill_from_file"]
    again = clerk.post(f"/tasks/{task.pk}/forms", sent).json()
    assert (again[0]["is_new"], again[0]["filled"], again[0]["form"]["version"]) == (False, 0, 2)
    assert not FormFile.objects.exists()


def test_a_form_that_was_read_fills_what_was_not_approved_and_says_what_it_left_out(
    task: Task, office: Program, clerk: Program
) -> None:
    send(office, task, "targets", xlsx(project()))
    line = {"level3": INDICATORS[0][2], "target": {"text": "≥60次"}, "actual": "55次", "points": "20"}
    sent = {"header": {"project_code": "P1", "project": "协作业务费"}, "indicators": [line]}
    found = clerk.post(f"/tasks/{task.pk}/forms", {"unit": "101002", "forms": [sent]}).json()[0]
    document = ProjectForm.objects.get().document
    path = f"indicators[{document['indicators'][0]['key']}]"
    assert value_at(document, f"{path}.actual") == "55次"
    assert value_at(document, f"{path}.target") == "≥50次"
    assert any("批复" in text for text in found["left_out"])


def test_forms_are_brought_all_or_none_with_the_place_of_what_is_wrong(task: Task, clerk: Program) -> None:
    at = f"/tasks/{task.pk}/forms"
    good = form_to_json(brought_form())
    for wrong, path in (
        ({}, "forms[1].header.project_code"),
        ({"header": {"project_code": "P2"}}, "forms[1].header.project"),
        ({"indicators": [{"level3": []}]}, "forms[1].indicators[0].level3"),
        (form_to_json(brought_form("P2", "102001")), "unit"),
    ):
        answer = clerk.post(at, {"forms": [good, wrong]})
        assert (answer.status_code, answer.json()["problems"][0]["path"]) == (422, path)
    assert not ProjectForm.objects.exists()
    assert clerk.post("/tasks/99/forms", {"forms": [good]}).status_code == 404


def test_a_form_that_was_handed_in_is_not_filled(city: City, task: Task, clerk: Program) -> None:
    row = walk(city, example_form(city, code="P1"), TO_PUBLISH[:1])
    sent = replace(brought_form(), grade="良", goals=replace(brought_form().goals, actual="另写的"))
    answer = clerk.post(f"/tasks/{task.pk}/forms", {"forms": [form_to_json(sent)]})
    assert answer.status_code == 403
    row.refresh_from_db()
    assert (row.version, row.state) == (1, State.UNIT_REVIEW)


def test_a_form_is_published_by_a_program_of_the_second_person(city: City) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    reviewer = Program(city.people[Role.DEPARTMENT_REVIEWER])
    asked = {"step": "publish", "version": row.version, "remark": REMARK}
    assert reviewer.post(f"/forms/{row.pk}/steps", asked).json()["state"] == State.PUBLISHED
    assert Publication.objects.get().published_by == "department_reviewer"


def test_publications_are_listed_within_reach_and_read_whole(city: City, clerk: Program) -> None:
    made = published(city, example_form(city))
    listed = clerk.get("/publications", year=2024, unit="101002", current="true").json()
    assert [item["id"] for item in listed["items"]] == [made.pk]
    whole = clerk.get(f"/publications/{made.pk}").json()
    assert whole["document"] == made.document
    assert (whole["total"], whole["score"]) == ("97.28", "self")
    assert whole["address"].startswith("/public/2024/101002/")
    stranger = Program(city.stranger)
    assert stranger.get("/publications").json()["items"] == []
    assert stranger.get(f"/publications/{made.pk}").status_code == 404
