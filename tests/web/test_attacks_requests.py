"""Requests that no page of ours makes: an answer that says so, and never an error of the server."""

from __future__ import annotations

import json
from urllib.parse import quote

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


@pytest.mark.parametrize("sign", ["\0", "\ud800", "\u202e", "😀" * 2000])
def test_odd_signs_in_any_field_are_stored_or_refused(city: City, sign: str) -> None:
    form = example_form(city)
    text = f"文字{sign}文字"
    quoted = quote(text, errors="replace")
    sent: tuple[tuple[Role, str, dict[str, str]], ...] = (
        (Role.FILLER, f"/forms/{form.pk}/remark/", {"path": text, "text": text}),
        (Role.FILLER, f"/forms/{form.pk}/step/hand_in/", {"version": "1", "remark": text, "key": text}),
        (Role.UNIT_HEAD, f"/publication/{form.pk}/secrecy/", {"kind": "涉密", "ground": text, "key": text}),
        (Role.FILLER, f"/tasks/{form.task_id}/project/", {"project_code": text, "project": text}),
        (Role.FILLER, f"/tasks/{form.task_id}/project/",
         {"unit": str(city.unit.pk), "project_code": text[:20], "project": text[:90]}),
        (Role.FILLER, "/api/tokens/", {"name": text[:60], "days": "30"}),
        (Role.FILLER, f"/forms/{form.pk}/adjustment/", {"document_number": text}),
        (Role.ADMINISTRATOR, "/accounts/people/", {"username": text[:60], "name": text[:60]}),
        (Role.ADMINISTRATOR, "/accounts/organisations/",
         {"parent": str(city.department.pk), "kind": "unit", "code": text[:30], "name": text[:90]}),
        (Role.ADMINISTRATOR, "/accounts/organisations/", {"parent": text, "kind": text}),
        (Role.PERFORMANCE_OFFICE, "/tasks/issue/",
         {"year": "2025", "name": text[:90], "standard": "cn", "deadline": "2026-03-31", "all": "1"}),
    )  # fmt: skip
    for role, address, fields in sent:
        spelt = {name: value.encode("utf-8", "replace").decode() for name, value in fields.items()}
        assert as_(city, role).post(address, spelt).status_code < 500, (address, fields)
    for address in (
        f"/forms/?words={quoted}",
        f"/forms/?state={quoted}",
        f"/summary/?unit={quoted}&grade={quoted}&department={quoted}",
        f"/accounts/people/?words={quoted}",
        f"/accounts/organisations/?words={quoted}",
        f"/forms/{form.pk}/receipt/{quoted}/",
        f"/forms/{form.pk}/cell/?path={quoted}",
        f"/publication/{form.pk}/preview.{quoted}",
        f"/imports/template/{quoted}/",
        f"/public/2024/{quoted}/",
        f"/accounts/login/?next={quoted}",
    ):
        for role in (Role.PERFORMANCE_OFFICE, Role.ADMINISTRATOR):
            assert as_(city, role).get(address).status_code < 500, address
