"""What the 系统管理员 does: organisations, people, posts."""

from __future__ import annotations

import re

import pytest
from django.http import HttpResponse
from django.test import Client
from pytest_django import Settings

from jiheng.web.apps.accounts.models import Membership, Organisation, User
from jiheng.web.apps.accounts.roles import Kind, Role
from jiheng.web.apps.accounts.selectors import organisations_in_reach, tree_order
from jiheng.web.apps.accounts.services import add_organisation
from jiheng.web.apps.audit.models import Entry
from people import PASSWORD, City, build_city, person

ORGANISATIONS = "/accounts/organisations/"
PEOPLE = "/accounts/people/"


@pytest.fixture
def city(db: None, settings: Settings) -> City:
    settings.PASSWORD_HASHERS = ["django.contrib.auth.hashers.MD5PasswordHasher"]
    return build_city()


@pytest.fixture
def admin(city: City) -> Client:
    client = Client()
    client.force_login(city.people[Role.ADMINISTRATOR])
    return client


def text_of(response: HttpResponse) -> str:
    return response.content.decode()


def last() -> Entry:
    return Entry.objects.latest("number")


def test_an_organisation_is_added_and_stands_in_the_tree(city: City, admin: Client) -> None:
    given = {"kind": Kind.UNIT, "code": "101009", "name": "澜江市驻京联络处", "parent": city.department.pk}
    assert admin.post(ORGANISATIONS, given).status_code == 302
    made = Organisation.objects.get(code="101009")
    assert made.path == f"{city.department.path}{made.pk}/"
    page = text_of(admin.get(ORGANISATIONS))
    names = re.findall(r'<th scope="row" class="depth-(\d)"><a [^>]*>([^<]+)', page)
    assert names[0] == ("0", "澜江市财政局")
    assert names[1:5] == [
        ("1", "澜江市对外协作办公室"),
        ("2", "澜江市驻溪城联络处"),
        ("2", "澜江市协作中心"),
        ("2", "澜江市驻京联络处"),
    ]
    assert (last().actor, last().action) == ("administrator", "add_organisation")


@pytest.mark.parametrize(
    ("kind", "code", "parent", "said"),
    [
        (Kind.UNIT, "101002", "department", "已有机构使用此代码"),
        (Kind.UNIT, "", "department", "这个字段是必填项"),
        (Kind.DEPARTMENT, "109", "unit", "主管部门不能设在预算单位之下"),
        (Kind.BUREAU, "901", "department", "财政部门不能设在主管部门之下"),
    ],
)
def test_an_organisation_that_cannot_be_is_refused_with_the_reason(
    city: City, admin: Client, kind: Kind, code: str, parent: str, said: str
) -> None:
    before = Organisation.objects.count()
    given = {"kind": kind, "code": code, "name": "某处", "parent": getattr(city, parent).pk}
    response = admin.post(ORGANISATIONS, given)
    assert response.status_code == 422
    assert said in text_of(response)
    assert Organisation.objects.count() == before


def test_an_organisation_is_renamed(city: City, admin: Client) -> None:
    where = f"{ORGANISATIONS}{city.unit.pk}/"
    assert admin.post(where, {"do": "rename", "code": "101012", "name": "新名"}).status_code == 302
    city.unit.refresh_from_db()
    assert (city.unit.code, city.unit.name) == ("101012", "新名")
    assert last().detail == {"code": ["101002", "101012"], "name": ["澜江市驻溪城联络处", "新名"]}
    taken = admin.post(where, {"do": "rename", "code": "101003", "name": "新名"})
    assert taken.status_code == 422
    assert Organisation.objects.get(pk=city.unit.pk).code == "101012"


def test_a_unit_that_moves_takes_those_below_along_and_out_of_the_old_departments_sight(
    city: City, admin: Client
) -> None:
    below = add_organisation(actor="test", kind=Kind.UNIT, code="10100201", name="分处", parent=city.unit)
    where = f"{ORGANISATIONS}{city.unit.pk}/"
    assert admin.post(where, {"do": "move", "parent": city.other_department.pk}).status_code == 302
    below.refresh_from_db()
    assert below.path == f"{city.other_department.path}{city.unit.pk}/{below.pk}/"
    seen = organisations_in_reach(city.people[Role.DEPARTMENT_REVIEWER])
    assert set(seen) == {city.department, city.sibling}
    assert last().detail == {"from": "101", "to": "102"}


def test_nothing_moves_below_itself(city: City, admin: Client) -> None:
    below = add_organisation(actor="test", kind=Kind.UNIT, code="10100201", name="分处", parent=city.unit)
    for parent in (city.unit, below):
        response = admin.post(f"{ORGANISATIONS}{city.unit.pk}/", {"do": "move", "parent": parent.pk})
        assert response.status_code == 422
        assert "不能移到本机构或其下级之下" in text_of(response)


def test_a_new_person_gets_a_password_that_is_shown_once_and_to_be_changed(city: City, admin: Client) -> None:
    page = text_of(admin.post(PEOPLE, {"username": "tianbao9", "name": "沈知秋"}))
    found = re.search(r'<code class="slip">([^<]+)</code>', page)
    assert found
    made = User.objects.get(username="tianbao9")
    assert made.check_password(found[1])
    assert made.must_change_password
    assert found[1] not in str([entry.detail for entry in Entry.objects.all()])
    assert found[1] not in text_of(admin.get(f"{PEOPLE}{made.pk}/"))


def test_no_two_people_have_one_name_to_sign_in(city: City, admin: Client) -> None:
    response = admin.post(PEOPLE, {"username": "filler", "name": "别人"})
    assert response.status_code == 422
    assert "已有此用户名" in text_of(response)


def test_posts_are_granted_where_they_are_held_and_revoked(city: City, admin: Client) -> None:
    where = f"{PEOPLE}{city.stranger.pk}/posts/"
    wrong = admin.post(where, {"organisation": city.unit.pk, "role": Role.PERFORMANCE_OFFICE})
    assert wrong.status_code == 422
    assert "财政绩效科不能设在预算单位" in text_of(wrong)
    assert admin.post(where, {"organisation": city.unit.pk, "role": Role.UNIT_HEAD}).status_code == 302
    made = Membership.objects.get(user=city.stranger, role=Role.UNIT_HEAD)
    assert last().detail == {"organisation": "101002", "role": "unit_head"}
    assert admin.post(f"{where}{made.pk}/revoke/").status_code == 302
    assert not Membership.objects.filter(pk=made.pk).exists()
    assert last().action == "revoke"


def test_a_post_is_revoked_only_under_the_name_of_its_person(city: City, admin: Client) -> None:
    other = city.people[Role.FILLER].memberships.get()
    assert admin.post(f"{PEOPLE}{city.stranger.pk}/posts/{other.pk}/revoke/").status_code == 404
    assert Membership.objects.filter(pk=other.pk).exists()


def test_a_reset_password_ends_the_sessions_of_its_person(city: City, admin: Client) -> None:
    theirs = Client()
    theirs.force_login(city.stranger)
    page = text_of(admin.post(f"{PEOPLE}{city.stranger.pk}/password/"))
    assert theirs.get("/accounts/profile/").status_code == 302
    city.stranger.refresh_from_db()
    assert not city.stranger.check_password(PASSWORD)
    assert city.stranger.must_change_password
    assert 'class="slip"' in page


def test_who_is_deactivated_is_out_at_once_and_comes_in_again_when_activated(
    city: City, admin: Client
) -> None:
    theirs = Client()
    theirs.force_login(city.stranger)
    where = f"{PEOPLE}{city.stranger.pk}/activity/"
    admin.post(where, {"active": "no"})
    assert theirs.get("/accounts/profile/").status_code == 302
    sent = {"username": "stranger", "password": PASSWORD}
    assert theirs.post("/accounts/login/", sent).status_code == 401
    admin.post(where, {"active": "yes"})
    assert theirs.post("/accounts/login/", sent).status_code == 302
    actions = Entry.objects.filter(subject=f"user/{city.stranger.pk}").values_list("action", flat=True)
    assert {"deactivate", "activate"} <= set(actions)


@pytest.mark.parametrize("what", ["posts/", "password/", "activity/"])
def test_an_administrator_does_nothing_to_his_own_account(city: City, admin: Client, what: str) -> None:
    own = city.people[Role.ADMINISTRATOR]
    given = {"organisation": city.bureau.pk, "role": Role.PERFORMANCE_OFFICE, "active": "no"}
    response = admin.post(f"{PEOPLE}{own.pk}/{what}", given)
    assert response.status_code == 403
    assert "请由另一位系统管理员办理" in text_of(response)
    assert own.memberships.count() == 1


def test_a_county_is_administered_by_its_own_people_only(city: City, admin: Client) -> None:
    county = add_organisation(
        actor="test", kind=Kind.BUREAU, code="910", name="溪城县财政局", parent=city.bureau
    )
    client = Client()
    client.force_login(person("county", county, Role.ADMINISTRATOR))
    assert client.get(f"{ORGANISATIONS}{county.pk}/").status_code == 200
    assert client.get(f"{ORGANISATIONS}{city.unit.pk}/").status_code == 404
    assert client.get(f"{PEOPLE}{city.stranger.pk}/").status_code == 404
    assert client.post(f"{PEOPLE}{city.stranger.pk}/password/").status_code == 404
    assert "stranger" not in text_of(client.get(PEOPLE))
    given = {"kind": Kind.UNIT, "code": "1", "name": "某处", "parent": city.department.pk}
    assert client.post(ORGANISATIONS, given).status_code == 422
    move = {"do": "move", "parent": city.bureau.pk}
    assert client.post(f"{ORGANISATIONS}{county.pk}/", move).status_code == 422


def test_people_are_found_by_name_and_by_place(city: City, admin: Client) -> None:
    page = text_of(admin.get(PEOPLE, {"words": "水文站"}))
    assert "stranger" in page
    assert "unit_head" not in page
    assert "共 0 人" in text_of(admin.get(PEOPLE, {"words": "无此人"}))


def test_the_tree_is_in_the_order_of_codes_whatever_was_added_first(city: City) -> None:
    found = [(item.code, depth) for item, depth in tree_order(Organisation.objects.order_by("-pk"))]
    assert found == [("900", 0), ("101", 1), ("101002", 2), ("101003", 2), ("102", 1), ("102001", 2)]
