"""Requests that no page of ours makes: an answer that says so, and never an error of the server."""

from __future__ import annotations

import json

import pytest
from django.test import Client

from jiheng.web.apps.accounts.roles import Role
from people import PASSWORD, City, build_city
from published import example_form

ENDLESS = "9" * 5000
DEEP = "[" * 100_000 + "]" * 100_000
JSON = {"Accept": "application/json"}


@pytest.fixture
def city(db: None) -> City:
    return build_city()


def as_(city: City, role: Role) -> Client:
    client = Client(raise_request_exception=False)
    client.force_login(city.people[role])
    return client


def test_endless_numbers_in_addresses_are_no_numbers(city: City) -> None:
    form = example_form(city)
    client = as_(city, Role.PERFORMANCE_OFFICE)
    for address in (
        f"/forms/?task={ENDLESS}",
        f"/forms/{form.pk}/history/?from={ENDLESS}",
        f"/forms/{form.pk}/history/?to={ENDLESS}",
        f"/forms/{form.pk}/changes/?since={ENDLESS}",
        f"/summary/?task={ENDLESS}",
        f"/summary/workbook.xlsx?task={ENDLESS}",
    ):
        assert client.get(address).status_code < 500, address


def test_endless_numbers_in_what_is_sent_are_no_numbers(city: City) -> None:
    form = example_form(city)
    head = as_(city, Role.UNIT_HEAD)
    many = f"{ENDLESS}:{ENDLESS}"
    sent = (
        ("/forms/bulk/", {"step": "unit_return", "form": [many, f"{form.pk}:{ENDLESS}"]}),
        ("/publication/propose/", {"form": [many, f"{form.pk}:{ENDLESS}"]}),
        (f"/forms/{form.pk}/step/unit_approve/", {"version": ENDLESS}),
        (f"/publication/{form.pk}/step/propose_publication/", {"version": ENDLESS}),
        ("/imports/", {"task": ENDLESS, "kind": "targets"}),
        (f"/tasks/{form.task_id}/project/", {"unit": ENDLESS, "project_code": "1", "project": "1"}),
        ("/api/tokens/", {"name": "用途", "days": ENDLESS}),
    )
    for address, fields in sent:
        assert head.post(address, fields).status_code < 500, address
    form.refresh_from_db()
    assert (form.state, form.version) == ("draft", 1)


@pytest.mark.parametrize("body", [DEEP, json.dumps({"version": 1, "edits": []})[:-1], "\ufeff{}", "1"])
def test_what_is_no_json_is_refused_before_it_is_looked_at(city: City, body: str) -> None:
    form = example_form(city)
    clerk = as_(city, Role.FILLER)
    for place in ("edits", "adjustment", "fund-unit"):
        answer = clerk.post(f"/forms/{form.pk}/{place}/", body, content_type="application/json")
        assert answer.status_code == 422, place
        assert answer.json()["error"]
    answer = Client(raise_request_exception=False).post(
        "/accounts/relogin/", body, content_type="application/json", headers=JSON
    )
    assert answer.status_code == 401


@pytest.mark.parametrize("wanted", ["nowhere", "review", "", "//elsewhere.example/", "javascript:alert(1)"])
def test_a_login_leads_nowhere_else_than_here(city: City, wanted: str) -> None:
    client = Client(raise_request_exception=False)
    answer = client.post("/accounts/login/", {"username": "filler", "password": PASSWORD, "next": wanted})
    assert (answer.status_code, answer.headers["Location"]) == (302, "/")
