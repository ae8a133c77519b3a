"""The stamped scan: bound to the code on the paper, void once a cell changes."""

from __future__ import annotations

import pytest
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from filling import fill
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.marks import code_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files.kinds import FileRefusedError
from jiheng.web.apps.files.selectors import panel
from jiheng.web.apps.files.services import seal
from people import City, build_city, issue_task
from uploads import PDF, file, signed_in


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    made = create_form(
        actor="filler", task=issue_task(city), unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )
    return fill(city, made)


def write(city: City, form: ProjectForm, old: str, new: str) -> ProjectForm:
    edits = [Edit("goals.actual", old, new)]
    return save_edits(user=city.people[Role.FILLER], form_id=form.pk, edits=edits).form


def test_a_scan_is_valid_until_a_cell_changes_and_again_when_the_content_is_the_same(
    city: City, form: ProjectForm
) -> None:
    client = signed_in(city.people[Role.UNIT_HEAD])
    sent = {"code": code_of(form.document), "file": file("盖章.pdf")}
    page = client.post(reverse("files:seal", args=(form.pk,)), sent, follow=True).content.decode()
    assert '<span class="state done">有效</span>' in page

    stamped = form.document["goals"]["actual"]
    write(city, form, stamped, "改了一格")
    page = client.get(reverse("review:form", args=(form.pk,))).content.decode()
    assert '<span class="state back">已失效</span>' in page

    again = write(city, form, "改了一格", stamped)
    assert panel(again, city.people[Role.FILLER])["files"].is_sealed


@pytest.mark.parametrize("written", ["{}", " {} ", "版本码 {} · 第2版"])
def test_the_code_is_taken_as_people_type_it(city: City, form: ProjectForm, written: str) -> None:
    code = code_of(form.document)
    for typed in (
        code,
        code.lower(),
        code.replace("-", ""),
        code.replace("-", "－"),
        code.replace("-", " — "),
    ):
        made = seal(
            user=city.people[Role.FILLER],
            form_id=form.pk,
            code=written.format(typed),
            name="盖章.pdf",
            data=PDF,
        )
        assert (made.code, made.version) == (code, form.version)


def test_a_code_of_an_earlier_version_is_named_and_refused(city: City, form: ProjectForm) -> None:
    code, version = code_of(form.document), form.version
    now = write(city, form, form.document["goals"]["actual"], "改了一格")
    with pytest.raises(FileRefusedError, match=f"版本码{code}是第{version}版的，现在是第{now.version}版"):
        seal(user=city.people[Role.FILLER], form_id=form.pk, code=code, name="a.pdf", data=PDF)


@pytest.mark.parametrize(("code", "said"), [("0000-0000", "没有哪一版"), ("", "形如"), ("第3版", "形如")])
def test_a_code_of_no_version_is_refused(city: City, form: ProjectForm, code: str, said: str) -> None:
    with pytest.raises(FileRefusedError, match=said):
        seal(user=city.people[Role.FILLER], form_id=form.pk, code=code, name="a.pdf", data=PDF)


def test_the_unit_uploads_it_before_the_form_leaves_the_unit(city: City, form: ProjectForm) -> None:
    sent = {"form_id": form.pk, "code": code_of(form.document), "name": "a.pdf", "data": PDF}
    for role in (Role.DEPARTMENT_REVIEWER, Role.PERFORMANCE_OFFICE):
        with pytest.raises(PermissionDenied):
            seal(user=city.people[role], **sent)
    ProjectForm.objects.filter(pk=form.pk).update(state=State.UNIT_REVIEW)
    assert seal(user=city.people[Role.UNIT_HEAD], **sent).pk
    ProjectForm.objects.filter(pk=form.pk).update(state=State.DEPARTMENT_REVIEW)
    with pytest.raises(PermissionDenied):
        seal(user=city.people[Role.UNIT_HEAD], **sent)
    form.refresh_from_db()
    shown = panel(form, city.people[Role.DEPARTMENT_REVIEWER])["files"]
    assert (shown.is_sealed, shown.may_seal) == (True, False)


def test_a_scan_is_recorded_with_its_code_and_leaves_as_a_download(city: City, form: ProjectForm) -> None:
    code = code_of(form.document)
    made = seal(user=city.people[Role.FILLER], form_id=form.pk, code=code, name="盖章.pdf", data=PDF)
    told = Entry.objects.get(action="seal")
    assert (told.version, told.detail["code"], told.detail["sha256"]) == (form.version, code, made.sha256)
    client = signed_in(city.people[Role.DEPARTMENT_REVIEWER])
    got = client.get(reverse("files:scan", args=(form.pk, made.pk)))
    assert (got.content, got["X-Content-Type-Options"]) == (PDF, "nosniff")
    assert got["Content-Disposition"].startswith("attachment;")
