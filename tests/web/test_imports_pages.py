"""The pages on which lists are brought in."""

from io import BytesIO

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.test import Client
from openpyxl import load_workbook

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.imports.models import Import, Kind, Stage
from jiheng.web.apps.tasks.models import Task
from listing import brought, project, received, text
from people import City, build_city, issue_task

OFFICE = Role.PERFORMANCE_OFFICE


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def task(city: City) -> Task:
    return issue_task(city)


def signed_in(city: City, role: Role) -> Client:
    client = Client()
    client.force_login(city.people[role])
    return client


def upload(client: Client, task: Task, data: bytes, name: str = "清单.csv") -> str:
    given = {"task": task.pk, "kind": "targets", "file": SimpleUploadedFile(name, data)}
    answer = client.post("/imports/", given, follow=True)
    assert answer.status_code in (200, 422)
    return answer.content.decode()


def test_a_list_goes_from_upload_to_forms_page_by_page(city: City, task: Task) -> None:
    client = signed_in(city, OFFICE)
    rows = [*project(name="<script>alert(1)</script>"), *project("P2", "999")]
    page = upload(client, task, text(rows))
    assert "核对栏目" in page
    given = Import.objects.get()
    columns = {f"column-{place}": field for place, field in given.columns.items()}
    confirmed = client.post(f"/imports/{given.pk}/columns/", {**columns, "fund_unit": "万元"}, follow=True)
    page = confirmed.content.decode()
    assert "单位代码“999”" in page
    assert "&lt;script&gt;alert" in page
    assert "<script>alert" not in page
    refused = client.post(f"/imports/{given.pk}/run/")
    assert refused.status_code == 409
    assert not ProjectForm.objects.exists()
    done = client.post(f"/imports/{given.pk}/run/", {"leave_out": "1"}, follow=True).content.decode()
    assert "导入完成：1 份" in done
    again = client.post(f"/imports/{given.pk}/run/", {"leave_out": "1"}, follow=True)
    assert again.status_code == 200
    assert ProjectForm.objects.count() == 1
    told = client.get(f"/imports/{given.pk}/progress/").json()
    assert told == {"stage": "done", "progress": 1, "total": 1}
    assert "清单.csv" in client.get("/imports/").content.decode()


def test_a_missing_column_and_a_wrong_choice_are_said_on_the_page(city: City, task: Task) -> None:
    client = signed_in(city, OFFICE)
    upload(client, task, text(project()))
    pk = Import.objects.get().pk
    for given, said in (
        ({}, "还缺少栏目：单位代码"),
        ({"column-0": "header.nothing"}, "栏目的选择不对"),
        ({"column-99": "header.year"}, "栏目的选择不对"),
    ):
        answer = client.post(f"/imports/{pk}/columns/", {**given, "fund_unit": "万元"})
        assert answer.status_code == 422
        assert said in answer.content.decode()


def test_twenty_megabytes_and_nothing_are_refused_on_the_page(city: City, task: Task) -> None:
    client = signed_in(city, OFFICE)
    assert "超过20MB" in upload(client, task, b"a,b\n" * (5 * 1024 * 1024 + 1))
    answer = client.post("/imports/", {"task": task.pk, "kind": "targets"})
    assert "请选择文件" in answer.content.decode()
    assert not Import.objects.exists()


def test_what_a_changed_list_would_do_is_shown_from_and_to(city: City, task: Task) -> None:
    office = city.people[OFFICE]
    brought(office, task, text(project()))
    given = received(office, task, text(project(goals="全新目标")))
    page = signed_in(city, OFFICE).get(f"/imports/{given.pk}/").content.decode()
    assert "<del>走访企业，服务满意</del>" in page
    assert "<ins>全新目标</ins>" in page


def test_a_list_belongs_to_who_brought_it_and_the_bureau_looks_on(city: City, task: Task) -> None:
    given = received(city.people[Role.DEPARTMENT_REVIEWER], task, text(project()))
    for role in (Role.FILLER, Role.BUSINESS_OFFICE, Role.ADMINISTRATOR):
        for page in ("", "columns/", "progress/"):
            assert signed_in(city, role).get(f"/imports/{given.pk}/{page}").status_code == 404
    office = signed_in(city, OFFICE)
    assert "由上传的人继续办理" in office.get(f"/imports/{given.pk}/").content.decode()
    assert office.post(f"/imports/{given.pk}/run/").status_code == 404
    Import.objects.update(stage=Stage.RUNNING, progress=3, total=9)
    page = signed_in(city, Role.DEPARTMENT_REVIEWER).get(f"/imports/{given.pk}/").content.decode()
    assert "3 / 9" in page


def test_who_brings_no_lists_is_refused(city: City, task: Task) -> None:
    given = {"task": task.pk, "kind": "targets", "file": SimpleUploadedFile("a.csv", text(project()))}
    assert signed_in(city, Role.BUSINESS_OFFICE).post("/imports/", given).status_code == 403
    assert signed_in(city, Role.ADMINISTRATOR).post("/imports/", given).status_code == 404


@pytest.mark.parametrize("kind", list(Kind))
def test_the_template_that_is_handed_out_is_recognised_when_it_comes_back(
    city: City, task: Task, kind: Kind
) -> None:
    answer = signed_in(city, OFFICE).get(f"/imports/template/{kind}/")
    book = load_workbook(BytesIO(answer.content))
    assert book.sheetnames == [kind.label, "说明"]
    assert book.worksheets[0].max_row == 3
    for row in book.worksheets[0].iter_rows(min_row=2, max_row=2):
        row[0].value = "101002"
    changed = BytesIO()
    book.save(changed)
    given = received(city.people[OFFICE], task, changed.getvalue(), kind)
    assert len(given.columns) == book.worksheets[0].max_column
    assert given.fund_unit == "万元"
