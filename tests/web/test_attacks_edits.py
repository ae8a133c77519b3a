"""Edits that no page of ours sends."""

from __future__ import annotations

from typing import Any

import pytest
from django.test import Client

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.edits import LONGEST_CELL
from jiheng.web.apps.evaluations.models import ProjectForm
from people import City, build_city
from published import example_form


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    return example_form(city)


def save(city: City, form: ProjectForm, key: str = "", **edit: Any) -> Any:
    client = Client(raise_request_exception=False)
    client.force_login(city.people[Role.FILLER])
    sent = {"version": 1, "key": key, "edits": [{"old": None, **edit}]}
    return client.post(f"/forms/{form.pk}/edits/", sent, content_type="application/json")


@pytest.mark.parametrize("name", ["hidden", "key", "extra", "\ud800", "label", ""])
def test_a_row_has_no_cells_that_nobody_sees(city: City, form: ProjectForm, name: str) -> None:
    answer = save(city, form, path="indicators[knew1]", new={"level3": "新的指标", name: "13812345678"})
    assert answer.status_code == 422
    assert "这一栏" in answer.json()["error"]
    form.refresh_from_db()
    assert form.version == 1


def test_a_row_of_no_block_is_refused(city: City, form: ProjectForm) -> None:
    for path in ("elsewhere[knew1]", "header[knew1]", "[knew1]", "]"):
        assert save(city, form, path=path, new={"level3": "新的指标"}).status_code == 422, path


@pytest.mark.parametrize("after", ["k" * 100_000, "\0", "\ud800", "k1\n", 1, ["k1"], {"k": "1"}])
def test_what_a_row_stands_after_is_the_key_of_a_row(city: City, form: ProjectForm, after: Any) -> None:
    answer = save(city, form, path="indicators[knew1]", new={"level3": "新的指标"}, after=after)
    assert answer.status_code == 422
    assert Entry.objects.filter(subject=form.subject).count() == 1


@pytest.mark.parametrize("key", ["\0", "\ud800", "长" * 100_000])
def test_a_key_of_a_request_may_hold_anything(city: City, form: ProjectForm, key: str) -> None:
    for _ in range(2):
        edit = {"path": "goals.actual", "old": form.document["goals"]["actual"], "new": "已完成"}
        assert save(city, form, key, **edit).status_code == 200
    form.refresh_from_db()
    assert form.version == 2


def test_an_old_value_that_cannot_be_stored_is_a_conflict(city: City, form: ProjectForm) -> None:
    for old in ("\0", "\ud800", "a\x01"):
        answer = save(city, form, f"once{ord(old[-1])}", path="goals.actual", old=old, new="已完成")
        assert (answer.status_code, len(answer.json()["conflicts"])) == (200, 1)


def test_a_form_has_no_more_text_than_can_be_printed(city: City, form: ProjectForm) -> None:
    client = Client(raise_request_exception=False)
    client.force_login(city.people[Role.FILLER])
    row = {"level1": "产出指标", "level3": "长" * LONGEST_CELL}
    edits = [{"path": f"indicators[knew{number}]", "old": None, "new": row} for number in range(60)]
    sent = {"version": 1, "edits": edits}
    answer = client.post(f"/forms/{form.pk}/edits/", sent, content_type="application/json")
    assert (answer.status_code, "万字" in answer.json()["error"]) == (422, True)
    form.refresh_from_db()
    assert form.version == 1
