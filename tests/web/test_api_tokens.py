"""Tokens: shown once, kept as a digest, revoked, expired; and their page."""

from __future__ import annotations

from datetime import timedelta
from typing import Any

import pytest
from django.core.exceptions import ValidationError
from django.test import Client
from django.utils import timezone

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.api.models import ApiToken
from jiheng.web.apps.api.services import MOST_TOKENS, make_token, revoke_token
from jiheng.web.apps.audit.models import Entry
from people import City, build_city
from programs import Program
from published import QUICK_HASHERS


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


@pytest.fixture
def clerk(city: City) -> User:
    return city.people[Role.FILLER]


def test_a_token_is_kept_as_a_digest_and_noted_in_the_chain_without_itself(clerk: User) -> None:
    token, text = make_token(user=clerk, name="财务系统", days=90)
    secret = text.removeprefix(token.prefix)
    assert len(secret) > 30
    kept = [str(value) for value in ApiToken.objects.values_list().get()]
    entry = Entry.objects.get(action="make_token")
    assert not any(secret in value for value in [*kept, str(entry.detail)])
    assert (entry.actor, entry.detail["name"]) == ("filler", "财务系统")


def test_a_token_that_is_unknown_or_revoked_or_expired_opens_nothing(clerk: User) -> None:
    token, text = make_token(user=clerk, name="a", days=30)
    program = Program(token=text)
    assert program.get("/tasks").status_code == 200
    for wrong in (f"{text}x", text[:-1], "x", "令牌", ""):
        assert Program(token=wrong).get("/tasks").status_code == 401
    revoke_token(user=clerk, token_id=token.pk)
    revoke_token(user=clerk, token_id=token.pk)
    assert program.get("/tasks").status_code == 401
    assert Entry.objects.filter(action="revoke_token").count() == 1
    token, text = make_token(user=clerk, name="b", days=30)
    for days, status in ((0, 200), (1, 401)):
        ApiToken.objects.filter(pk=token.pk).update(expires_on=timezone.localdate() - timedelta(days=days))
        assert Program(token=text).get("/tasks").status_code == status


def test_the_token_of_somebody_who_left_opens_nothing(clerk: User) -> None:
    program = Program(clerk)
    User.objects.filter(pk=clerk.pk).update(is_active=False)
    assert program.get("/tasks").status_code == 401


def test_a_token_counts_whatever_session_comes_with_it(city: City, clerk: User) -> None:
    program = Program(city.stranger)
    program.client.force_login(clerk)
    assert program.get("/forms").json()["items"] == []
    assert Program(token="Basic x").get("/tasks").status_code == 401


def test_the_last_use_of_a_token_is_a_day_and_is_written_once(
    clerk: User, django_assert_num_queries: Any
) -> None:
    program = Program(clerk)
    program.get("/standards")
    assert ApiToken.objects.get().last_used == timezone.localdate()
    with django_assert_num_queries(1):
        program.get("/standards")


def test_tokens_have_a_use_a_lifetime_and_a_number(clerk: User) -> None:
    for name, days in (("", 30), ("  ", 30), ("x", 0), ("x", 31), ("x" * 65, 30)):
        with pytest.raises(ValidationError):
            make_token(user=clerk, name=name, days=days)
    for _ in range(MOST_TOKENS):
        make_token(user=clerk, name="x", days=30)
    with pytest.raises(ValidationError, match="最多"):
        make_token(user=clerk, name="x", days=30)


def test_the_page_shows_a_new_token_once_and_revokes_it(clerk: User) -> None:
    client = Client()
    client.force_login(clerk)
    made = client.post("/api/tokens/", {"name": "财务系统", "days": "90"})
    assert "text" in made.context
    text = made.context["text"]
    assert text in made.content.decode()
    later = client.get("/api/tokens/").content.decode()
    assert text not in later
    assert text[:11] in later
    assert Program(token=text).get("/tasks").status_code == 200
    token = ApiToken.objects.get()
    assert client.post(f"/api/tokens/{token.pk}/revoke/").status_code == 302
    assert Program(token=text).get("/tasks").status_code == 401
    assert client.post("/api/tokens/", {"name": "x", "days": "一年"}).status_code == 422


def test_the_page_needs_a_login_and_shows_and_revokes_ones_own_alone(city: City, clerk: User) -> None:
    token, _ = make_token(user=clerk, name="财务系统", days=90)
    answer = Client().get("/api/tokens/")
    assert (answer.status_code, answer["Location"]) == (302, "/accounts/login/?next=/api/tokens/")
    assert Client().post(f"/api/tokens/{token.pk}/revoke/").status_code == 302
    other = Client()
    other.force_login(city.stranger)
    assert "财务系统" not in other.get("/api/tokens/").content.decode()
    assert other.post(f"/api/tokens/{token.pk}/revoke/").status_code == 404
    token.refresh_from_db()
    assert token.revoked_at is None


def test_a_token_does_not_open_the_page_of_tokens(clerk: User) -> None:
    assert Program(clerk).get("/tokens/").status_code == 302
