"""The public site: nothing but what was published, for programs and people, without scripts and cookies."""

from __future__ import annotations

import json
from pathlib import Path
from typing import Any

import pytest
from django.test import Client

import jiheng
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.document import form_of
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.services import save_edits
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.selectors import visible_publications
from jiheng.web.apps.publication.services import publish, withhold
from people import City, build_city
from published import QUICK_HASHERS, REMARK, TO_PUBLISH, example_form, published, walk

HOME = "/public/2024/101002/P001/"
PAGES = (
    *("/public/", "/public/2024/", "/public/2024/departments/101/", "/public/2024/101002/", HOME),
    *(f"{HOME}1/", "/public/2024/index.json", "/public/sitemap.xml"),
)
FILES = tuple(f"{HOME}1/form.{kind}" for kind in ("pdf", "xlsx", "json"))


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


@pytest.fixture
def publication(city: City) -> Publication:
    return published(city, example_form(city))


def text(client: Client, place: str) -> str:
    answer = client.get(place)
    assert answer.status_code == 200, place
    return answer.content.decode()


@pytest.mark.usefixtures("publication")
def test_every_page_is_without_scripts_and_cookies_and_may_be_kept(client: Client, city: City) -> None:
    plain = {place: client.get(place) for place in (*PAGES, *FILES, "/public/form.css")}
    client.force_login(city.people[Role.FILLER])
    for place, answer in plain.items():
        assert answer.status_code == 200, place
        assert b"<script" not in answer.content
        assert not answer.cookies
        assert "Vary" not in answer
        assert answer["Cache-Control"].startswith("public")
        signed_in = client.get(place)
        assert signed_in.content == answer.content
        assert not signed_in.cookies
        again = client.get(place, headers={"if-none-match": answer["ETag"]})
        assert (again.status_code, again.content) == (304, b"")
        if answer.has_header("Last-Modified"):
            assert (
                client.get(place, headers={"if-modified-since": answer["Last-Modified"]}).status_code == 304
            )
        assert client.post(place).status_code == 405
    assert all("Last-Modified" in plain[place] for place in (HOME, *FILES))


def test_the_way_leads_from_year_to_department_to_unit_to_form(
    client: Client, publication: Publication
) -> None:
    assert 'href="/public/2024/"' in text(client, "/public/")
    assert 'href="/public/2024/departments/101/"' in text(client, "/public/2024/")
    assert 'href="/public/2024/101002/"' in text(client, "/public/2024/departments/101/")
    page = text(client, "/public/2024/101002/")
    assert "<title>2024年度澜江市驻溪城联络处项目支出绩效自评表</title>" in page
    assert f'href="{HOME}"' in page
    form = text(client, HOME)
    assert publication.project in form
    assert "自评得分" in form
    assert "公开版本 第1版" in form


@pytest.mark.parametrize("kind", ["json", "xlsx"])
def test_the_published_file_reads_back_to_the_same_form(
    client: Client, publication: Publication, tmp_path: Path, kind: str
) -> None:
    made = client.get(f"{HOME}1/form.{kind}").content
    place = tmp_path / f"form.{kind}"
    place.write_bytes(made)
    [found] = jiheng.read(place)
    wanted = form_of(publication.document)
    if kind == "json":
        assert found == wanted
        [raw] = json.loads(made)["forms"]
        assert all("key" not in row for row in (*raw["funding"], *raw["indicators"]))
    else:
        assert found.indicators == wanted.indicators
        assert found.funding == wanted.funding
        assert (found.goals, found.total, found.title) == (wanted.goals, wanted.total, wanted.title)
        assert found.header.project == wanted.header.project


def test_the_index_names_every_publication_with_figures_as_text(
    client: Client, publication: Publication
) -> None:
    [entry] = json.loads(text(client, "/public/2024/index.json"))["publications"]
    assert entry["address"] == f"{HOME}1/"
    assert (entry["score"], entry["total"], entry["annual_budget"]) == ("self", "97.28", "636500.00")
    assert entry["standard"] == {"id": publication.standard, "digest": publication.digest}
    for place in entry["files"].values():
        assert client.get(place).status_code == 200


def test_the_old_version_stays_marked_as_corrected_with_the_way_to_the_new_one(
    client: Client, city: City, publication: Publication
) -> None:
    before = {place: client.get(place).content for place in FILES}
    row = walk(city, publication.form, ((Role.DEPARTMENT_REVIEWER, "correct"),))
    assert client.get(HOME).status_code == 200
    old = row.document["goals"]["actual"]
    edit = Edit("goals.actual", old, "更正后的完成情况")
    save_edits(user=city.people[Role.FILLER], form_id=row.pk, edits=[edit])
    row = walk(city, row, TO_PUBLISH)
    reviewer = city.people[Role.DEPARTMENT_REVIEWER]
    publish(user=reviewer, form_id=row.pk, version=row.version, remark=REMARK, note="更正完成情况的文字")
    first, second, newest = (text(client, place) for place in (f"{HOME}1/", f"{HOME}2/", HOME))
    assert "已更正。" in first
    assert f'href="{HOME}2/"' in first
    assert "更正完成情况的文字" in first
    assert "更正后的完成情况" not in first
    for page in (second, newest):
        assert "更正后的完成情况" in page
        assert "本版为更正后的第2版" in page
    assert {place: client.get(place).content for place in FILES} == before
    listed = json.loads(text(client, "/public/2024/index.json"))["publications"]
    assert [(item["number"], item["is_latest"]) for item in listed] == [(1, False), (2, True)]


def test_a_withheld_form_is_nowhere_and_its_addresses_are_like_any_unknown_one(
    client: Client, city: City, publication: Publication
) -> None:
    other = published(city, example_form(city, 1, code="P002"))
    reviewer = city.people[Role.DEPARTMENT_REVIEWER]
    assert [item.code for item in visible_publications(reviewer)] == ["P001", "P002"]
    assert not visible_publications(city.stranger).exists()
    for place in FILES:
        assert client.get(place).status_code == 200
    withhold(
        user=city.people[Role.UNIT_HEAD], form_id=publication.form_id, kind="涉密", ground="定密责任人确定"
    )
    unknown = client.get("/public/2024/101002/NOTHING/")
    for place in (HOME, f"{HOME}1/", f"{HOME}2/", *FILES):
        answer = client.get(
            place, headers={"if-none-match": "*", "if-modified-since": "Sat, 01 Jan 2050 00:00:00 GMT"}
        )
        assert (answer.status_code, answer.content) == (404, unknown.content), place
    for place in PAGES:
        if not place.startswith(HOME):
            page = text(client, place)
            assert publication.project not in page
            assert "P001" not in page
    assert other.project in text(client, "/public/2024/101002/")
    assert [item.code for item in visible_publications(reviewer)] == ["P002"]


def test_a_form_that_is_not_published_yet_is_nowhere(client: Client, city: City) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    for place in ("/public/2024/", "/public/2024/departments/101/", "/public/2024/101002/", HOME, *FILES):
        assert client.get(place).status_code == 404
    assert client.get("/public/2024/index.json").status_code == 404
    assert row.project not in text(client, "/public/")


@pytest.mark.usefixtures("publication")
@pytest.mark.parametrize(
    "place",
    [
        *("2023/", "2024/999/", "2024/departments/9/", "99999999999999999999/", "2024/101002/P001/0/"),
        *("2024/101002/P001/2/", "2024/101002/P001/1/form.html", "2024/101002/P001/1/x", "nothing", "%00/"),
        *("2024/%00/", "2024/101002/P001/99999999999999999999/", "2024/101002/%F0%9F%92%A9/"),
    ],
)
def test_every_unknown_address_is_answered_alike(client: Client, place: str) -> None:
    answer = client.get(f"/public/{place}")
    assert answer.status_code == 404
    assert answer.content == client.get("/public/x").content
    assert not answer.cookies


def test_nothing_typed_becomes_code_on_the_public_page(client: Client, city: City) -> None:
    published(
        city, example_form(city, actual='<script>alert(1)</script><img src=x onerror="a">已完成全部工作')
    )
    page = text(client, HOME)
    assert "<script" not in page
    assert "<img" not in page
    assert "&lt;script&gt;" in page
