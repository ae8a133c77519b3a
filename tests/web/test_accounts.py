"""Signing in: who comes in, who is slowed down, and what nobody learns from it."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime, timedelta

import pytest
from django.contrib.auth.hashers import MD5PasswordHasher
from django.core.exceptions import ValidationError
from django.http import HttpResponse
from django.test import Client, RequestFactory
from django.utils import timezone
from pytest_django import Settings

from jiheng.web.apps.accounts import lockout, passwords
from jiheng.web.apps.accounts.demo import ACCOUNTS
from jiheng.web.apps.accounts.models import LoginFailure, User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import set_active
from jiheng.web.apps.audit.models import Entry
from people import PASSWORD, City, build_city

LOGIN = "/accounts/login/"
WRONG = "Wrong-2024"
Clock = Callable[[timedelta], None]


@pytest.fixture
def city(db: None, settings: Settings) -> City:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build_city()


@pytest.fixture
def wait(monkeypatch: pytest.MonkeyPatch) -> Clock:
    """A clock that stands still, and goes on by as much as it is told."""
    now = [timezone.now()]

    def go_on(time: timedelta) -> None:
        now[0] += time

    monkeypatch.setattr(timezone, "now", lambda: now[0])
    return go_on


def attempt(
    client: Client, username: str, password: str = WRONG, address: str = "10.0.0.1", **data: str
) -> HttpResponse:
    return client.post(LOGIN, {"username": username, "password": password, **data}, REMOTE_ADDR=address)


def use_up(client: Client, username: str, address: str = "10.0.0.1") -> HttpResponse:
    return [attempt(client, username, address=address) for _ in range(lockout.ATTEMPTS)][-1]


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def test_the_right_password_leads_on_and_is_recorded(city: City, client: Client) -> None:
    response = attempt(client, "filler", PASSWORD, next="/accounts/profile/")
    assert (response.status_code, response["Location"]) == (302, "/accounts/profile/")
    client.post("/accounts/logout/")
    assert [(e.actor, e.action) for e in Entry.objects.order_by("number")][-2:] == [
        ("filler", "login"),
        ("filler", "logout"),
    ]
    assert client.get("/accounts/profile/").status_code == 302


@pytest.mark.parametrize("elsewhere", ["https://example.org/", "//example.org", "javascript:alert(1)"])
def test_after_the_login_nobody_is_sent_to_another_site(city: City, client: Client, elsewhere: str) -> None:
    assert attempt(client, "filler", PASSWORD, next=elsewhere)["Location"] == "/"


def test_full_width_letters_and_blanks_around_a_name_do_not_matter(city: City, client: Client) -> None:
    assert attempt(client, " ｆｉｌｌｅｒ ", PASSWORD).status_code == 302


def test_a_name_that_is_nobodys_is_answered_as_a_wrong_password_is(
    city: City, monkeypatch: pytest.MonkeyPatch
) -> None:
    set_active(actor="test", user=city.people[Role.UNIT_HEAD], active=False)
    hashed: list[str] = []
    real = MD5PasswordHasher.encode

    def counted(self: MD5PasswordHasher, password: str, salt: str) -> str:
        hashed.append(password)
        return real(self, password, salt)

    monkeypatch.setattr(MD5PasswordHasher, "encode", counted)
    answers = []
    for name, password in (("filler", "x1"), ("nobody", "x2"), ("unit_head", "x3"), ("unit_head", PASSWORD)):
        hashed.clear()
        response = attempt(Client(), name, password)
        page = text_of(response).replace(name, "")
        token = page.partition('name="csrfmiddlewaretoken" value="')[2][:64]
        answers.append((response.status_code, page.replace(token, ""), len(hashed)))
    assert {(status, count) for status, _, count in answers} == {(401, 1)}
    alert = {page.partition('role="alert"')[2].partition("</p>")[0] for _, page, _ in answers}
    assert alert == {' class="notice error">用户名或密码不对。'}


def test_five_failures_lock_for_a_quarter_of_an_hour_even_with_the_right_password(
    city: City, client: Client, wait: Clock
) -> None:
    response = use_up(client, "filler")
    assert (response.status_code, response["Retry-After"]) == (429, "900")
    assert "请在15分钟后再试" in text_of(response)
    wait(timedelta(minutes=10))
    assert "请在5分钟后再试" in text_of(attempt(client, "filler", PASSWORD))
    wait(timedelta(minutes=5))
    assert attempt(client, "filler", PASSWORD).status_code == 302
    assert not LoginFailure.objects.exists()


def test_each_round_of_failures_doubles_the_wait_up_to_four_hours(
    city: City, client: Client, wait: Clock
) -> None:
    waits = []
    for _ in range(6):
        response = use_up(client, "filler")
        waits.append(int(response["Retry-After"]) // 60)
        wait(timedelta(minutes=waits[-1]))
    assert waits == [15, 30, 60, 120, 240, 240]


def test_refused_attempts_do_not_make_the_lock_longer(city: City, client: Client, wait: Clock) -> None:
    use_up(client, "filler")
    for _ in range(20):
        assert attempt(client, "filler").status_code == 429
    wait(timedelta(minutes=15))
    assert attempt(client, "filler", PASSWORD).status_code == 302


def test_a_name_that_is_nobodys_is_locked_as_well(city: City, client: Client) -> None:
    assert use_up(client, "nobody").status_code == 429


def test_a_locked_name_may_still_sign_in_from_elsewhere_and_other_names_from_there(city: City) -> None:
    use_up(Client(), "filler")
    assert attempt(Client(), "filler", PASSWORD, address="10.0.0.2").status_code == 302
    assert attempt(Client(), "unit_head", PASSWORD).status_code == 302


def test_a_colleague_behind_the_same_address_cannot_shut_out_a_known_browser(city: City) -> None:
    own = Client()
    attempt(own, "filler", PASSWORD)
    own.post("/accounts/logout/")
    use_up(Client(), "filler")
    assert attempt(own, "filler", PASSWORD).status_code == 302


def test_a_known_browser_has_five_attempts_too_and_for_its_own_name_only(city: City) -> None:
    own = Client()
    attempt(own, "filler", PASSWORD)
    own.post("/accounts/logout/")
    assert use_up(own, "filler").status_code == 429
    use_up(Client(), "unit_head")
    assert attempt(own, "unit_head", PASSWORD).status_code == 429


def test_the_mark_of_a_known_browser_cannot_be_made_up(city: City) -> None:
    forged = Client()
    who = lockout.digest_of_name("filler")
    forged.cookies[f"device_{who[:12]}"] = "mine:1tAAAA:xxxxxxxxxxxxxxxxxxxxxxxxxxx"
    use_up(Client(), "filler")
    assert attempt(forged, "filler", PASSWORD).status_code == 429


def test_a_session_goes_on_while_its_name_is_locked(city: City) -> None:
    own = Client()
    attempt(own, "filler", PASSWORD)
    use_up(Client(), "filler")
    assert own.get("/accounts/profile/").status_code == 200


def test_an_address_that_tries_many_names_pauses_but_for_known_browsers(city: City, wait: Clock) -> None:
    own = Client()
    attempt(own, "filler", PASSWORD)
    own.post("/accounts/logout/")
    for number in range(lockout.ADDRESS_ATTEMPTS):
        attempt(Client(), f"name{number}")
    assert attempt(Client(), "unit_head", PASSWORD).status_code == 429
    assert attempt(Client(), "unit_head", PASSWORD, address="10.0.0.2").status_code == 302
    assert attempt(own, "filler", PASSWORD).status_code == 302
    wait(lockout.ADDRESS_WINDOW)
    assert attempt(Client(), "unit_head", PASSWORD).status_code == 302


def test_many_attempts_at_once_do_not_slip_through(city: City) -> None:
    source = lockout.Source(lockout.digest_of_name("filler"), "10.0.0.1", known=False)
    now = timezone.now()
    begun = [lockout.note_attempt(source, now) for _ in range(8)]
    refused = [lockout.locked_until(one, source) is not None for one in begun]
    assert refused == [False] * 5 + [True] * 3


def test_failures_and_locks_stand_in_the_chain_with_the_number_in_a_row(city: City, client: Client) -> None:
    use_up(client, "filler")
    found = Entry.objects.filter(actor="filler").order_by("number")
    said = [(entry.action, entry.detail.get("failures")) for entry in found]
    assert said == [*(("login_failed", n) for n in range(1, 6)), ("login_locked", 5)]


def test_a_password_typed_in_the_wrong_box_is_written_down_nowhere(city: City, client: Client) -> None:
    attempt(client, "My-Secret-2024")
    entry = Entry.objects.latest("number")
    assert (entry.actor, entry.action) == ("", "login_failed")
    assert "My-Secret-2024" not in str(entry.detail)
    assert not LoginFailure.objects.filter(who__contains="My-Secret").exists()


def test_failures_are_kept_for_a_day_only(city: City, client: Client, wait: Clock) -> None:
    attempt(client, "filler")
    wait(lockout.KEPT + timedelta(seconds=1))
    attempt(client, "unit_head")
    assert LoginFailure.objects.count() == 1


@pytest.mark.parametrize("odd", ["\0", "a\0b", "\ud800", "x" * 5000, "", "' OR 1=1 --", "😀"])
def test_odd_names_and_passwords_are_just_wrong(city: City, odd: str) -> None:
    client = Client()
    sent = {"username": odd, "password": odd}
    assert client.post("/accounts/relogin/", sent, "application/json").status_code == 401
    assert (
        attempt(client, odd.encode("utf-8", "replace").decode(), odd.replace("\ud800", "?")).status_code
        == 401
    )


def test_what_a_proxy_says_of_an_address_is_believed_only_where_there_is_one(
    settings: Settings,
) -> None:
    headers = {"X-Forwarded-For": "6.6.6.6, 10.9.9.9"}
    request = RequestFactory(headers=headers).get("/", REMOTE_ADDR="10.0.0.1")
    assert lockout.address_of(request) == "10.0.0.1"
    settings.HTTPS = True
    assert lockout.address_of(request) == "10.9.9.9"


def test_the_accounts_of_the_demo_are_listed_in_the_demo_only(
    city: City, client: Client, settings: Settings
) -> None:
    assert "演示账号" not in text_of(client.get(LOGIN))
    settings.DEMO = True
    page = text_of(client.get(LOGIN))
    assert all(account.username in page and account.role in page for account in ACCOUNTS)
    assert {account.role for account in ACCOUNTS} == {role.label for role in Role}


ACCEPTED = {
    "Lan-2024": {"等保"},
    "the river runs slowly past the town": {"ASVS"},
    "澜江的水慢慢流过溪城的桥下": {"ASVS"},
    "Lanjiang River 2024": {"等保", "ASVS"},
    "Pass-12": set(),
    "password1234": set(),
}


@pytest.mark.parametrize(("password", "profiles"), ACCEPTED.items())
def test_the_two_profiles_contradict_each_other(
    settings: Settings, password: str, profiles: set[str]
) -> None:
    user = User(username="filler", name="沈知秋")
    for name in passwords.PROFILES:
        settings.PASSWORD_PROFILE = name
        if name in profiles:
            passwords.check(password, user)
        else:
            with pytest.raises(ValidationError):
                passwords.check(password, user)


@pytest.mark.parametrize(("profile", "expected"), [("等保", True), ("ASVS", False)])
def test_a_password_grows_old_under_one_profile_only(
    settings: Settings, profile: str, *, expected: bool
) -> None:
    settings.PASSWORD_PROFILE = profile
    now = timezone.now()
    user = User(username="filler", password_changed_at=now - timedelta(days=91))
    assert passwords.must_change(user, now) is expected
    assert not passwords.must_change(User(username="filler", password_changed_at=now), now)


@pytest.mark.parametrize("profile", passwords.PROFILES)
def test_a_first_password_is_good_under_every_profile(settings: Settings, profile: str) -> None:
    settings.PASSWORD_PROFILE = profile
    made = {passwords.first_password() for _ in range(50)}
    assert len(made) == 50
    for password in made:
        passwords.check(password, User(username="filler", name="沈知秋"))


def change(client: Client, old: str, new: str, again: str = "") -> HttpResponse:
    return client.post("/accounts/password/", {"old": old, "new": new, "again": again or new})


def test_changing_the_password_ends_the_other_sessions_and_keeps_this_one(city: City) -> None:
    here, there = Client(), Client()
    attempt(here, "filler", PASSWORD)
    attempt(there, "filler", PASSWORD)
    assert change(here, PASSWORD, "Xicheng-Bridge-7").status_code == 302
    assert here.get("/accounts/profile/").status_code == 200
    assert there.get("/accounts/profile/").status_code == 302
    assert attempt(Client(), "filler", PASSWORD).status_code == 401
    assert attempt(Client(), "filler", "Xicheng-Bridge-7").status_code == 302
    assert Entry.objects.filter(action="change_password", actor="filler").count() == 1


@pytest.mark.parametrize(
    ("old", "new", "again", "said"),
    [
        ("wrong", "Xicheng-Bridge-7", "", "原密码不对"),
        (PASSWORD, "Xicheng-Bridge-7", "Xicheng-Bridge-8", "两次输入的新密码不一致"),
        (PASSWORD, "short", "", "密码"),
        (PASSWORD, PASSWORD, "", "新密码与原密码相同"),
        (PASSWORD, "Xx-filler-7", "", "密码不能包含用户名"),
    ],
)
def test_a_password_is_not_changed_and_the_page_says_why(
    city: City, client: Client, old: str, new: str, again: str, said: str
) -> None:
    attempt(client, "filler", PASSWORD)
    response = change(client, old, new, again)
    assert response.status_code == 422
    assert said in text_of(response)
    assert User.objects.get(username="filler").check_password(PASSWORD)


def test_the_old_password_cannot_be_guessed_from_an_open_session(city: City, client: Client) -> None:
    attempt(client, "filler", PASSWORD)
    for _ in range(lockout.ATTEMPTS):
        response = change(client, "wrong", "Xicheng-Bridge-7")
    assert response.status_code == 429
    assert change(client, PASSWORD, "Xicheng-Bridge-7").status_code == 429


def test_a_first_password_is_changed_before_anything_else(city: City, client: Client) -> None:
    User.objects.filter(username="filler").update(must_change_password=True)
    attempt(client, "filler", PASSWORD)
    assert client.get("/")["Location"] == "/accounts/password/"
    asked = client.get("/", headers={"Accept": "application/json"})
    assert (asked.status_code, asked.json()) == (403, {"error": "请先修改密码"})
    assert "只有您自己知道的密码" in text_of(client.get("/accounts/password/"))
    change(client, PASSWORD, "Xicheng-Bridge-7")
    assert client.get("/accounts/profile/").status_code == 200


def test_the_wait_follows_the_number_of_failures_alone() -> None:
    day = datetime(2025, 3, 1, tzinfo=timezone.get_default_timezone())
    assert lockout.lock_of_name([day] * 4) is None
    assert lockout.lock_of_name([day] * 7) == day + timedelta(minutes=15)
    assert lockout.lock_of_name([day] * 500) == day + timedelta(hours=4)
    assert lockout.lock_of_address([day] * 99) is None
