"""What a token must not open, and what would keep the interface busy for minutes."""

from __future__ import annotations

import pytest

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import change_password, reset_password
from jiheng.web.apps.api.services import make_token
from people import City, build_city
from programs import Program


@pytest.fixture
def city(db: None) -> City:
    return build_city()


def test_a_token_opens_nothing_until_a_reset_password_is_changed(city: City) -> None:
    clerk = city.people[Role.FILLER]
    _, text = make_token(user=clerk, name="财务系统", days=30)
    program = Program(token=text)
    assert program.get("/tasks").status_code == 200
    reset_password(actor="administrator", user=clerk)
    assert program.get("/tasks").status_code == 401
    change_password(user=clerk, password="Xin-Mima-2025")
    assert program.get("/tasks").status_code == 200


@pytest.mark.parametrize("block", ["indicators", "funding", "notes"])
def test_a_form_of_more_rows_than_any_form_has_is_not_evaluated(city: City, block: str) -> None:
    _, text = make_token(user=city.people[Role.FILLER], name="财务系统", days=30)
    sent = {"form": {"kind": "project", block: [{}] * 20_000}}
    answer = Program(token=text).post("/evaluate", sent)
    assert answer.status_code == 422
    assert "行" in answer.json()["error"]
