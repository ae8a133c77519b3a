"""The page of a form and its addresses, asked for in ways nobody means."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from filling import fill
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from people import City, build_city, issue_task

HUGE = "9" * 30


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def row(city: City) -> ProjectForm:
    made = create_form(
        actor="filler", task=issue_task(city), unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )
    return fill(city, made)


@pytest.fixture
def clerk(city: City) -> Client:
    client = Client()
    client.force_login(city.people[Role.FILLER])
    return client


def send(client: Client, address: str, data: object):
    return client.post(
        address, json.dumps(data), content_type="application/json", headers={"Accept": "application/json"}
    )


@pytest.mark.parametrize(
    "address",
    [
        f"/forms/{HUGE}/",
        "/forms/{pk}/history/?from=1&to=" + HUGE,
        "/forms/{pk}/history/?from=0&to=1",
        "/forms/{pk}/history/?from=-1&to=x",
        "/forms/{pk}/receipt/2024-000001-01-0101/",
        "/forms/{pk}/download/exe/",
    ],
)
def test_what_is_not_there_is_not_found(clerk: Client, row: ProjectForm, address: str) -> None:
    assert clerk.get(address.format(pk=row.pk)).status_code == 404


@pytest.mark.parametrize(
    "query", [f"task={HUGE}", "state=none", "page=0", "page=x", f"page={HUGE}", "words=%27%25_", "waiting=1"]
)
def test_odd_filters_give_a_page(clerk: Client, row: ProjectForm, query: str) -> None:
    assert clerk.get(f"/forms/?{query}").status_code == 200


@pytest.mark.parametrize(
    "data",
    [
        [],
        {},
        {"version": 1},
        {"version": "1", "edits": []},
        {"version": True, "edits": []},
        {"version": 1, "edits": [1]},
        {"version": 1, "edits": [{"path": 3}]},
        {"version": 1, "edits": [{"path": "header.nothing", "old": "", "new": "x"}]},
        {"version": 1, "edits": [{"path": "indicators[k1]", "old": None, "new": {"level3": 7}}]},
        {"version": 1, "edits": [{"path": "indicators[k1]", "old": None, "new": {"target": "x"}}]},
        {"version": 1, "edits": [{"path": "indicators[../..]", "old": None, "new": {}}]},
        {
            "version": 1,
            "edits": [{"path": "header.project", "old": "协作交流工作业务费", "new": "换一个项目"}],
        },
        {"version": 1, "edits": [{"path": "goals.actual", "old": "", "new": "字" * 5001}]},
        {"version": 1, "edits": [{"path": "goals.actual", "old": "", "new": 5}]},
        {"version": 1, "edits": [{"path": "places", "old": "", "new": "x"}]},
        {"version": 1, "edits": [{"path": "fund_unit", "old": "万元", "new": "元"}]},
        {"version": 1, "edits": [{"path": "header.secrecy", "old": "", "new": "涉密"}]},
        {"version": 1, "edits": [{"path": "funding[k1].label", "old": "年度资金总额", "new": "改"}]},
        {"version": 1, "edits": [{"path": "funding[k1].points", "old": "10.00", "new": "90"}]},
        {"version": 1, "edits": [{"path": "goals.actual", "old": "", "new": "x"}] * 2001},
        {"version": 1, "edits": [{"path": "unbound[0].text", "old": "", "new": "x"}]},
    ],
)
def test_edits_that_cannot_be_meant_are_refused_and_change_nothing(
    clerk: Client, row: ProjectForm, data: object
) -> None:
    answer = send(clerk, f"/forms/{row.pk}/edits/", data)
    assert (answer.status_code, bool(answer.json()["error"])) == (422, True)
    before = row.document
    row.refresh_from_db()
    assert row.document == before


def test_an_edit_of_a_row_that_is_gone_is_a_conflict_and_not_lost(clerk: Client, row: ProjectForm) -> None:
    edit = {"path": "indicators[kgone].reason", "old": "", "new": "写了一半"}
    answer = send(clerk, f"/forms/{row.pk}/edits/", {"version": row.version, "edits": [edit]}).json()
    assert answer["conflicts"] == [
        {**{k: edit[k] for k in ("path", "old")}, "theirs": None, "yours": "写了一半"}
    ]


def test_the_same_batch_sent_twice_is_taken_once(clerk: Client, row: ProjectForm) -> None:
    key = row.document["indicators"][1]["key"]
    batch = {
        "version": row.version,
        "key": "abc",
        "edits": [{"path": f"indicators[{key}].reason", "old": "", "new": "因"}],
    }
    first, second = (send(clerk, f"/forms/{row.pk}/edits/", batch).json() for _ in range(2))
    assert first["version"] == second["version"] == row.version + 1
    assert not second["conflicts"]
    other = {**batch, "edits": []}
    assert send(clerk, f"/forms/{row.pk}/edits/", other).status_code == 409


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json", "html"])
def test_a_form_is_downloaded_as_an_attachment_with_its_revision_code(
    clerk: Client, row: ProjectForm, kind: str
) -> None:
    answer = clerk.get(f"/forms/{row.pk}/download/{kind}/")
    assert answer.status_code == 200
    assert answer["Content-Disposition"].startswith("attachment")


def test_markup_that_somebody_typed_is_text_on_the_page(clerk: Client, row: ProjectForm) -> None:
    text = "</textarea></script><script>alert(1)</script>"
    edit = {"path": "goals.actual", "old": row.document["goals"]["actual"], "new": text}
    assert (
        send(clerk, f"/forms/{row.pk}/edits/", {"version": row.version, "edits": [edit]}).status_code == 200
    )
    page = clerk.get(f"/forms/{row.pk}/").content.decode()
    assert "<script>alert" not in page
    assert "&lt;script&gt;alert(1)" in page


def test_signs_that_cannot_be_stored_are_left_out_of_what_was_typed(clerk: Client, row: ProjectForm) -> None:
    edit = {"path": "goals.actual", "old": row.document["goals"]["actual"], "new": "甲\u0000乙\ud800丙\n丁"}
    assert (
        send(clerk, f"/forms/{row.pk}/edits/", {"version": row.version, "edits": [edit]}).status_code == 200
    )
    row.refresh_from_db()
    assert row.document["goals"]["actual"] == "甲乙丙\n丁"
