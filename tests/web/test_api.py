"""The interface for programs: who reaches what, what it answers, and what is done once."""

from __future__ import annotations

import json
import os
import re
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import databases
from jiheng.model.serial import form_to_json
from jiheng.pipeline import read
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.api.interface import api
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import document_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.evaluations.states import State
from people import City, build_city, issue_task
from programs import Program
from published import EXAMPLE, QUICK_HASHERS


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    """The first example, as it is printed, with the unit."""
    return create_form(
        actor="filler",
        task=issue_task(city),
        unit=city.unit,
        project_code="P1",
        project="协作交流工作业务费",
        document=document_of(read(EXAMPLE)[0]),
    )


@pytest.fixture
def clerk(city: City) -> Program:
    return Program(city.people[Role.FILLER])


def test_the_openapi_document_is_read_without_a_token_and_is_of_version_3_1(db: None) -> None:
    answer = Client().get("/api/openapi.json")
    assert answer.status_code == 200
    assert answer.json()["openapi"].startswith("3.1")


def test_the_page_about_the_interface_names_every_operation_and_no_other() -> None:
    page = (EXAMPLE.parents[1] / "docs" / "api.md").read_text("utf-8")
    told = set(re.findall(r"^\| `(\w+) (/api/\S+)` \|", page, re.MULTILINE))
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    assert told == {(method.upper(), path) for path, methods in paths.items() for method in methods}


def test_every_operation_but_the_document_needs_a_token(form: ProjectForm) -> None:
    paths = api.get_openapi_schema(path_prefix="/api/")["paths"]
    asked = [(method, path) for path, methods in paths.items() for method in methods]
    assert len(asked) >= 12
    client = Client()
    client.force_login(form.task.issued_by)  # a session is no token
    for method, path in asked:
        at = path.format(task_id=form.task_id, form_id=form.pk, version=1, publication_id=1)
        answer = client.generic(method.upper(), at)
        assert (answer.status_code, method, path) == (401, method, path)
        assert answer["WWW-Authenticate"] == "Bearer"
        assert set(answer.json()) == {"error", "problems"}


def test_a_form_of_another_unit_is_not_there(city: City, form: ProjectForm) -> None:
    stranger = Program(city.stranger)
    at = f"/forms/{form.pk}"
    for path in (at, f"{at}/score", f"{at}/check", f"{at}/revisions", f"{at}/versions/1", f"{at}/steps"):
        assert stranger.get(path).status_code == 404
    edits = {"edits": [{"path": "goals.actual", "old": "", "new": "别人写的"}]}
    assert stranger.post(f"{at}/edits", edits).status_code == 404
    assert stranger.post(f"{at}/steps", {"step": "hand_in", "version": 1}).status_code == 404
    assert stranger.get("/forms").json() == {"items": [], "next": None}
    assert Entry.objects.filter(subject=form.subject).count() == 1


def test_a_task_names_only_units_in_reach(city: City, form: ProjectForm) -> None:
    assert Program(city.stranger).get("/tasks").json()[0]["units"] == ["102001"]
    bureau = Program(city.people[Role.PERFORMANCE_OFFICE]).get(f"/tasks/{form.task_id}").json()
    assert bureau["units"] == ["101002", "101003", "102001"]
    assert Program(city.people[Role.FILLER]).get("/tasks/99").status_code == 404


def test_the_administrator_has_no_forms(city: City, form: ProjectForm) -> None:
    assert Program(city.people[Role.ADMINISTRATOR]).get("/forms").json()["items"] == []


def test_a_form_is_answered_with_money_and_scores_as_text(clerk: Program, form: ProjectForm) -> None:
    found = clerk.get(f"/forms/{form.pk}").json()
    assert (found["budget"], found["rate"], found["self_total"]) == ("636500.00", "72.77", "97.28")
    assert found["document"] == form.document
    card = clerk.get(f"/forms/{form.pk}/score").json()
    assert (card["total"], card["grade"]) == ("97.28", "优")
    counts = clerk.get(f"/forms/{form.pk}/check").json()["outcomes"]
    assert counts["passed"] > 10
    assert counts["crashed"] == 0


def test_findings_and_deductions_name_cells_by_the_keys_of_their_rows(
    clerk: Program, form: ProjectForm
) -> None:
    keys = {row["key"] for row in form.document["indicators"]}
    found = clerk.get(f"/forms/{form.pk}/check").json()["findings"]
    lost = clerk.get(f"/forms/{form.pk}/score").json()["deductions"]
    places = [f["at"].get("path", "") for f in found] + [item["path"] for item in lost]
    named = {path.split("[")[1].split("]")[0] for path in places if path.startswith("indicators[")}
    assert named
    assert named <= keys


def test_the_list_of_forms_is_filtered_and_goes_on_at_a_cursor(
    city: City, clerk: Program, form: ProjectForm
) -> None:
    for number in range(2, 6):
        create_form(
            actor="filler", task=form.task, unit=city.unit, project_code=f"P{number}", project=f"项目{number}"
        )
    seen, after = [], 0
    while after is not None:
        page = clerk.get("/forms", limit=2, after=after).json()
        seen += [item["project_code"] for item in page["items"]]
        after = page["next"]
    assert seen == ["P1", "P2", "P3", "P4", "P5"]
    assert [i["project_code"] for i in clerk.get("/forms", words="项目3").json()["items"]] == ["P3"]
    assert len(clerk.get("/forms", state="draft", year=2024, unit="101002").json()["items"]) == 5
    for nothing in ({"state": "published"}, {"year": 2023}, {"unit": "101003"}, {"task": 10**9}):
        assert clerk.get("/forms", **nothing).json()["items"] == []
    assert clerk.get("/forms", state="nonsense").status_code == 422
    slip = clerk.get("/forms", stat="draft")
    assert (slip.status_code, slip.json()["problems"][0]["message"]) == (422, "没有“stat”这一项")


def test_edits_are_saved_and_the_version_before_can_still_be_read(clerk: Program, form: ProjectForm) -> None:
    old = form.document["goals"]["actual"]
    saved = clerk.post(
        f"/forms/{form.pk}/edits", {"edits": [{"path": "goals.actual", "old": old, "new": "已完成"}]}
    ).json()
    assert (saved["version"], saved["conflicts"]) == (2, [])
    first, second = (clerk.get(f"/forms/{form.pk}/versions/{n}").json()["document"] for n in (1, 2))
    assert (first["goals"]["actual"], second["goals"]["actual"]) == (old, "已完成")
    assert clerk.get(f"/forms/{form.pk}/versions/3").status_code == 404
    made, edited = clerk.get(f"/forms/{form.pk}/revisions").json()["items"]
    assert (made["action"], edited["action"], edited["actor"]) == ("create_form", "edit", "filler")
    assert [edit["new"] for edit in edited["edits"]] == ["已完成"]


def test_what_somebody_else_has_written_is_shown_with_what_was_sent(
    clerk: Program, form: ProjectForm
) -> None:
    edits = [
        {"path": "goals.actual", "old": "不是这样", "new": "我写的"},
        {"path": "goals.expected", "old": form.document["goals"]["expected"], "new": "新的目标"},
    ]
    answer = clerk.post(f"/forms/{form.pk}/edits", {"edits": edits})
    assert answer.status_code == 200
    found = answer.json()
    assert [edit["path"] for edit in found["taken"]] == ["goals.expected"]
    theirs = form.document["goals"]["actual"]
    assert found["conflicts"] == [
        {"path": "goals.actual", "old": "不是这样", "theirs": theirs, "yours": "我写的"}
    ]


@pytest.mark.parametrize(
    ("data", "status", "said"),
    [
        ({"edits": [{"path": "nothing.here", "old": "", "new": "x"}]}, 422, "没有"),
        ({"edits": [{"path": "goals.actual", "old": "", "new": "x" * 5001}]}, 422, "最多5000字"),
        ({"edits": [{"path": "goals.actual", "old": "", "new": "a\0b"}]}, 422, "控制字符"),
        ({"edits": [{"path": "goals.actual", "old": "", "new": "\ud800"}]}, 422, "控制字符"),
        ({"edits": [{"path": "goals.actual", "old": ""}]}, 422, "格式不对"),
        ({"edits": []}, 422, "格式不对"),
        ("{", 400, "不是 JSON"),
        ('{"edits": NaN}', 400, "不是 JSON"),
        ("[" * 100_000, 400, "不是 JSON"),
        ("[" * 60 + "]" * 60, 400, "嵌套过深"),
        (" " * (4 * 1024 * 1024 + 1), 413, "最大4MB"),
        (" " * (22 * 1024 * 1024), 413, "过大"),
    ],
)
def test_a_request_that_means_nothing_is_refused_in_one_shape(
    clerk: Program, form: ProjectForm, data: object, status: int, said: str
) -> None:
    answer = clerk.post(f"/forms/{form.pk}/edits", data)
    assert answer.status_code == status
    assert said in answer.json()["error"]
    assert set(answer.json()) == {"error", "problems"}
    assert Entry.objects.filter(subject=form.subject).count() == 1


def test_a_slip_in_a_name_is_said_with_its_place(clerk: Program, form: ProjectForm) -> None:
    sent = {"edits": [{"path": "goals.actual", "old": "", "neu": "x"}]}
    found = clerk.post(f"/forms/{form.pk}/edits", sent).json()["problems"]
    assert {(item["path"], item["message"]) for item in found} == {
        ("edits[0].new", "缺少此项"),
        ("edits[0].neu", "没有这一项"),
    }


def test_an_unknown_address_is_answered_in_the_same_shape(db: None) -> None:
    answer = Client().get("/api/nothing")
    assert (answer.status_code, set(answer.json())) == (404, {"error", "problems"})


def test_a_step_is_taken_and_one_that_is_in_the_way_says_why(
    city: City, clerk: Program, form: ProjectForm
) -> None:
    at = f"/forms/{form.pk}/steps"
    assert [step["id"] for step in clerk.get(at).json()] == ["hand_in"]
    early = clerk.post(at, {"step": "hand_in", "version": 7, "remark": "已核对"})
    assert (early.status_code, "新的修改" in early.json()["error"]) == (409, True)
    done = clerk.post(at, {"step": "hand_in", "version": 1, "remark": "已核对"})
    assert done.json()["state"] == State.UNIT_REVIEW
    assert done.json()["receipt"]
    assert clerk.post(at, {"step": "unit_approve", "version": 1}).status_code == 403
    assert clerk.post(at, {"step": "nonsense", "version": 1}).status_code == 404
    refused = clerk.post(f"/forms/{form.pk}/edits", {"edits": [{"path": "grade", "old": "优", "new": "良"}]})
    assert refused.status_code == 403


def test_a_finding_in_the_way_is_named(city: City, clerk: Program, form: ProjectForm) -> None:
    empty = create_form(actor="x", task=form.task, unit=city.unit, project_code="P9", project="空表")
    answer = clerk.post(f"/forms/{empty.pk}/steps", {"step": "hand_in", "version": 1, "remark": "x"})
    assert answer.status_code == 409
    assert all(item["code"] and item["fix"] for item in answer.json()["problems"])


def test_a_form_is_begun_by_its_unit_alone(city: City, clerk: Program, form: ProjectForm) -> None:
    asked = {"task": form.task_id, "unit": "101002", "project_code": "P2", "project": "会议费"}
    made = clerk.post("/forms", asked)
    assert (made.status_code, made.json()["state"]) == (201, "draft")
    assert clerk.post("/forms", asked).status_code == 422
    assert clerk.post("/forms", {**asked, "unit": "102001"}).json()["problems"][0]["path"] == "unit"
    assert Program(city.stranger).post("/forms", {**asked, "project_code": "P3"}).status_code == 422
    reviewer = Program(city.people[Role.DEPARTMENT_REVIEWER])
    assert reviewer.post("/forms", {**asked, "project_code": "P3"}).status_code == 403


def test_a_form_is_evaluated_without_being_kept(clerk: Program) -> None:
    sent = form_to_json(read(EXAMPLE)[0])
    found = clerk.post("/evaluate", json.dumps({"form": sent, "standard": "cn-shanghai"})).json()
    assert found["scorecard"]["total"] == "97.28"
    assert (
        clerk.post("/evaluate", {"form": {"indicators": "x"}}).json()["problems"][0]["path"] == "indicators"
    )
    assert clerk.post("/evaluate", {"form": {}, "standard": "nowhere"}).status_code == 422
    assert not ProjectForm.objects.exists()


def test_standards_are_listed_with_the_national_one_first(clerk: Program) -> None:
    assert clerk.get("/standards").json()[0]["id"] == "cn"


def test_the_same_key_does_one_thing_and_another_body_under_it_is_refused(
    clerk: Program, form: ProjectForm
) -> None:
    at, sent = f"/forms/{form.pk}/steps", {"step": "hand_in", "version": 1, "remark": "已核对"}
    first, again = (clerk.post(at, sent, key="k-1") for _ in range(2))
    assert first.json() == again.json()
    other = clerk.post(at, {**sent, "remark": "另一句"}, key="k-1")
    assert other.status_code == 409
    edits = {"edits": [{"path": "goals.actual", "old": "", "new": "x"}]}
    assert clerk.post(f"/forms/{form.pk}/edits", edits, key="k-1").status_code == 409
    assert clerk.post(at, sent, key="x" * 65).status_code == 422
    assert form.receipts.count() == 1


def test_the_same_key_sent_by_many_threads_at_once_has_one_effect(tmp_path: Path) -> None:
    # Threads need a database of their own: that of the tests lies in memory, or in one transaction.
    program = Path(__file__).with_name("at_once.py")
    place = {"JIHENG_DATA": str(tmp_path), "JIHENG_DATABASE": databases.empty_database()}
    path = os.pathsep.join(sys.path)
    done = subprocess.run(
        [sys.executable, program],
        env={**os.environ, **place, "PYTHONPATH": path},
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    found = json.loads(done.stdout)
    assert found["forms"] == found["entries"] == 1
    assert found["made"] == [1]
    # Of two keys one makes the form, and the other is told every time that it is there.
    assert found["statuses"].count(201) == 16
    assert set(found["statuses"]) <= {201, 409, 422}
