"""A file beside what was read in it, and corrections that are remembered with its content."""

from __future__ import annotations

import re
from collections.abc import Callable

import pytest
from django.test import Client
from django.urls import reverse

import jiheng
from filling import EXAMPLE
from jiheng.pipeline import written
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.files.corrections import corrections_of
from jiheng.web.apps.files.models import Correction, FormFile
from jiheng.web.running.verification.corrections import correction_faults
from people import City, build_city, issue_task
from uploads import file, signed_in

FORMS = jiheng.read(EXAMPLE)


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def forms(city: City) -> list[ProjectForm]:
    """Two empty forms of one unit, and one of another."""
    task = issue_task(city)
    units = (city.unit, city.unit, city.other_unit)
    return [
        create_form(
            actor="filler", task=task, unit=unit, project_code=f"P{n}", project=FORMS[0].header.project
        )
        for n, unit in enumerate(units)
    ]


@pytest.fixture
def client(city: City) -> Client:
    return signed_in(city.people[Role.FILLER])


def pdf() -> bytes:
    made = written(FORMS, "pdf", "cn-shanghai")
    assert isinstance(made, bytes)
    return made


def uploaded(client: Client, row: ProjectForm, data: bytes, name: str = "表.pdf") -> str:
    answer = client.post(reverse("files:fill", args=(row.pk,)), {"file": file(name, data)})
    assert answer.status_code == 303
    return answer["Location"]


def take(client: Client, address: str, **corrected: str) -> None:
    """Everything that is offered, with values corrected by their path in the file (``goals__actual``)."""
    page = client.get(address)
    offered = [typed["item"] for typed in page.context["items"]]
    typed = {name.replace("__", "."): text for name, text in corrected.items()}
    sent = {f"value:{item.path}": typed.get(item.source, item.found) for item in offered}
    sent |= {"number": "0", "version": str(page.context["row"].version)}
    done = client.post(address, {**sent, "take": [item.path for item in offered]})
    assert done.status_code == 302


def test_a_pdf_is_shown_with_boxes_that_link_to_its_values(client: Client, forms: list[ProjectForm]) -> None:
    page = client.get(uploaded(client, forms[0], pdf())).content.decode()
    assert page.count("data:image/png;base64,") == 1, "the page of the form that is most alike, and no other"
    ids = set(re.findall(r'id="([^"]+)"', page))
    linked = set(re.findall(r'href="#(at-[^"]+)"', page))
    assert len(linked) > 50
    assert linked <= ids
    assert {name.replace("at-", "value-", 1) for name in linked} <= ids
    assert "style=" not in page


def test_a_text_is_shown_as_its_lines(client: Client, forms: list[ProjectForm]) -> None:
    page = client.get(uploaded(client, forms[0], EXAMPLE.read_bytes(), "表.txt")).content.decode()
    assert 'class="jiheng-facsimile lines"' in page
    assert 'id="at-0-goals-actual"' in page


def test_a_correction_is_taken_remembered_and_recorded(client: Client, forms: list[ProjectForm]) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    forms[0].refresh_from_db()
    assert forms[0].document["goals"]["actual"] == "全部完成。"
    kept = Correction.objects.get()
    read = FORMS[0].goals.actual
    assert (kept.path, kept.read, kept.text, kept.by.username) == (
        "goals.actual",
        read,
        "全部完成。",
        "filler",
    )
    told = Entry.objects.get(action="fill_from_file").detail
    assert told["sha256"] == kept.sha256
    assert told["corrections"] == [
        {"number": kept.number, "path": "goals.actual", "read": read, "text": "全部完成。"}
    ]


def test_the_next_reading_of_the_same_file_is_corrected_for_all_to_see(
    client: Client, forms: list[ProjectForm]
) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    address = uploaded(client, forms[1], data, "换了名字.pdf")
    page = client.get(address)
    item = next(typed["item"] for typed in page.context["items"] if typed["item"].source == "goals.actual")
    assert item.found == "全部完成。"
    assert f"原读作“{FORMS[0].goals.actual}”，更正为“全部完成。”" in page.content.decode()
    take(client, address)
    forms[1].refresh_from_db()
    assert forms[1].document["goals"]["actual"] == "全部完成。"
    assert "corrections" not in Entry.objects.filter(action="fill_from_file").latest("number").detail


def test_a_correction_can_be_taken_back(client: Client, forms: list[ProjectForm]) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    take(client, uploaded(client, forms[1], data), goals__actual=FORMS[0].goals.actual)
    assert not Correction.objects.exists()
    told = Entry.objects.filter(action="fill_from_file").latest("number").detail["corrections"]
    assert told[0]["text"] == told[0]["read"]


def test_another_content_another_form_of_the_file_and_another_unit_are_not_corrected(
    client: Client, forms: list[ProjectForm]
) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    uploaded(client, forms[1], data)
    same = FormFile.objects.get(form=forms[1])
    assert set(corrections_of(forms[1], same, 0)) == {"goals.actual"}
    assert not corrections_of(forms[1], same, 1)
    assert not corrections_of(forms[2], same, 0)
    uploaded(client, forms[1], data + b"\n")
    assert not corrections_of(forms[1], FormFile.objects.get(form=forms[1]), 0)


def test_a_correction_no_longer_counts_where_the_program_reads_something_else(
    client: Client, forms: list[ProjectForm]
) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    Correction.objects.update(read="以前读作别的")
    page = client.get(uploaded(client, forms[1], data))
    assert "更正为" not in page.content.decode()


def test_the_style_sheet_comes_from_this_server(client: Client) -> None:
    answer = client.get(reverse("files:style"))
    assert answer["Content-Type"] == "text/css; charset=utf-8"
    assert b".jiheng-facsimile" in answer.content


@pytest.mark.parametrize(
    "cheat",
    [
        lambda: Correction.objects.update(text="别的"),
        lambda: Correction.objects.update(sha256="0" * 64),
        lambda: Correction.objects.all().delete(),
    ],
)
def test_a_correction_that_is_changed_behind_the_program_is_found(
    cheat: Callable[[], object], client: Client, forms: list[ProjectForm]
) -> None:
    data = pdf()
    take(client, uploaded(client, forms[0], data), goals__actual="全部完成。")
    take(client, uploaded(client, forms[1], data), goals__actual="大部完成。")
    assert not [*correction_faults()]
    cheat()
    assert [*correction_faults()]
