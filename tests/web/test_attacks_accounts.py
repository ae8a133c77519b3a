"""Names of people that are typed in odd ways."""

from __future__ import annotations

import re

from django.test import Client

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from people import build_city


def test_who_is_entered_in_full_width_gets_a_first_password_that_works(db: None) -> None:
    city = build_city()
    client = Client(raise_request_exception=False)
    client.force_login(city.people[Role.ADMINISTRATOR])
    page = client.post("/accounts/people/", {"username": "ｌｉｍｉｎｇ１", "name": "黎明"})
    assert page.status_code == 200
    password = re.search(r"\b\w{4}-\w{4}-\w{4}\b", page.content.decode())
    assert password is not None
    made = User.objects.get(name="黎明")
    assert made.username == "liming1"
    entry = Entry.objects.get(action="add_user", subject=f"user/{made.pk}")
    assert entry.detail == {"username": "liming1", "name": "黎明"}
    answer = Client().post("/accounts/login/", {"username": "ｌｉｍｉｎｇ１", "password": password[0]})
    assert answer.status_code == 302
