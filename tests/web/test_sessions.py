"""How long a session lasts, and how one goes on in place."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest
from django.contrib.sessions.models import Session
from django.db import connection
from django.test import Client
from django.test.utils import CaptureQueriesContext
from django.utils import timezone
from pytest_django import Settings

from people import PASSWORD, City, build_city

PAGE = "/accounts/profile/"
SESSION = "/accounts/session/"
RELOGIN = "/accounts/relogin/"
JSON = {"Accept": "application/json"}
BACKGROUND = {**JSON, "X-Jiheng-Background": "1"}
Wait = Callable[..., None]


@pytest.fixture
def city(db: None, settings: Settings) -> City:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    settings.SESSION_IDLE_MINUTES, settings.SESSION_HOURS, settings.SESSION_WARNING_MINUTES = 30, 12, 5
    return build_city()


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Wait:
    """A clock that stands still, and goes on by so many minutes or seconds."""
    now = [timezone.now()]

    def go_on(**time: int) -> None:
        now[0] += timedelta(**time)

    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return go_on


def signed_in(username: str = "filler", *, csrf: bool = False) -> Client:
    client = Client(enforce_csrf_checks=csrf)
    token = client.get(RELOGIN).json()["csrf_token"]
    sent = {"username": username, "password": PASSWORD, "csrfmiddlewaretoken": token}
    assert client.post("/accounts/login/", sent).status_code == 302
    return client


def seconds_left(client: Client) -> int:
    return client.get(SESSION, headers=JSON).json()["seconds_left"]


def relogin(client: Client, username: str = "filler", password: str = PASSWORD, token: str = "") -> object:
    return client.post(
        RELOGIN,
        {"username": username, "password": password},
        "application/json",
        headers={**JSON, "X-CSRFToken": token},
    )


def test_a_session_ends_after_half_an_hour_without_a_request(city: City, wait: Wait) -> None:
    client = signed_in()
    wait(minutes=29)
    assert client.get(PAGE).status_code == 200
    wait(minutes=29)
    assert client.get(PAGE).status_code == 200
    wait(minutes=30)
    response = client.get(PAGE)
    assert (response.status_code, response["Location"]) == (302, f"/accounts/login/?next={PAGE}")
    assert not Session.objects.exists()


def test_a_session_ends_after_twelve_hours_in_any_case(city: City, wait: Wait) -> None:
    client = signed_in()
    for _ in range(12 * 60 // 20 - 1):
        wait(minutes=20)
        assert client.get(PAGE).status_code == 200
    answer = client.get(SESSION, headers=JSON).json()
    assert answer == {"seconds_left": 20 * 60, "final": True, "warn_at": 300}
    wait(minutes=20)
    assert client.get(PAGE).status_code == 302


def test_a_script_learns_with_401_that_the_session_is_over(city: City, wait: Wait) -> None:
    client = signed_in()
    wait(minutes=30)
    response = client.get(SESSION, headers=JSON)
    assert (response.status_code, response.json()["error"]) == (401, "登录已过期，请重新登录")


def test_asking_how_long_it_lasts_does_not_prolong_it_and_continuing_does(city: City, wait: Wait) -> None:
    client = signed_in()
    wait(minutes=26)
    assert [seconds_left(client), seconds_left(client)] == [240, 240]
    assert client.post(SESSION, headers=JSON).json()["seconds_left"] == 1800
    assert seconds_left(client) == 1800


def test_what_a_script_asks_on_its_own_does_not_prolong_the_session(city: City, wait: Wait) -> None:
    client = signed_in()
    for _ in range(29):
        wait(minutes=1)
        assert client.get(PAGE, headers=BACKGROUND).status_code == 200
    assert seconds_left(client) == 60
    wait(minutes=1)
    assert client.get(PAGE, headers=BACKGROUND).status_code == 401


def test_a_request_writes_to_the_session_at_most_once_a_minute(city: City, wait: Wait) -> None:
    client = signed_in()
    writes = []
    for _ in range(6):
        wait(seconds=20)
        with CaptureQueriesContext(
            connection,
        ) as asked:
            client.get(PAGE)
        writes.append(sum('UPDATE "django_session"' in query["sql"] for query in asked))
    assert writes == [0, 0, 1, 0, 0, 1]


def test_one_goes_on_in_place_and_the_new_token_is_good(city: City, wait: Wait) -> None:
    client = signed_in(csrf=True)
    wait(minutes=31)
    assert client.get(PAGE, headers=JSON).status_code == 401
    asked = client.get(RELOGIN).json()
    assert asked["username"] == ""
    answer = relogin(client, token=asked["csrf_token"])
    assert (answer.status_code, answer.json()["username"]) == (200, "filler")
    token = answer.json()["csrf_token"]
    assert client.post(SESSION, headers={**JSON, "X-CSRFToken": token}).status_code == 200
    assert seconds_left(client) == 1800


def test_a_token_from_before_the_login_in_another_tab_is_renewed_by_asking(city: City, wait: Wait) -> None:
    client = signed_in(csrf=True)
    stale = client.get(RELOGIN).json()["csrf_token"]
    wait(minutes=31)
    client.get(PAGE)
    assert relogin(client, token=client.get(RELOGIN).json()["csrf_token"]).status_code == 200
    assert client.post(SESSION, headers={**JSON, "X-CSRFToken": stale}).status_code == 403
    asked = client.get(RELOGIN).json()
    assert asked["username"] == "filler"
    assert client.post(SESSION, headers={**JSON, "X-CSRFToken": asked["csrf_token"]}).status_code == 200


def test_a_wrong_password_in_place_is_refused_and_counted(city: City) -> None:
    client = Client()
    answers = [relogin(client, password="wrong") for _ in range(5)]
    assert [answer.status_code for answer in answers] == [401] * 4 + [429]
    assert "用户名或密码不对" in answers[0].json()["error"]
    assert "请在15分钟后再试" in answers[4].json()["error"]
    assert relogin(client).status_code == 429


def test_nobody_signs_in_in_place_over_somebody_else(city: City) -> None:
    client = signed_in("unit_head")
    answer = relogin(client, "filler")
    assert answer.status_code == 409
    assert "此浏览器已由“unit_head”登录" in answer.json()["error"]
    assert client.get(RELOGIN).json()["username"] == "unit_head"


@pytest.mark.parametrize("body", ["", "[]", "3", '{"username": 1}', "{", '{"username": "filler"}'])
def test_what_is_no_proper_request_is_just_refused(city: City, body: str) -> None:
    assert Client().post(RELOGIN, body, "application/json").status_code == 401


def test_asking_who_is_signed_in_does_not_prolong_the_session(city: City, wait: Wait) -> None:
    client = signed_in()
    wait(minutes=20)
    client.get(RELOGIN)
    assert seconds_left(client) == 600


def test_a_session_made_elsewhere_has_limits_too(city: City, wait: Wait) -> None:
    client = Client()
    client.force_login(city.stranger)
    assert client.get(PAGE).status_code == 200
    wait(minutes=31)
    assert client.get(PAGE).status_code == 302
