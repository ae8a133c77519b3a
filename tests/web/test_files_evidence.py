"""Evidence of a form: who brings and takes it, who sees it, and that it only ever leaves as a download."""

from __future__ import annotations

import hashlib
from pathlib import Path

import pytest
from django.conf import settings
from django.core.exceptions import PermissionDenied
from django.urls import reverse

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files import services, storage
from jiheng.web.apps.files.kinds import FileRefusedError
from jiheng.web.apps.files.models import Evidence
from jiheng.web.apps.files.services import attach, detach
from jiheng.web.apps.review.story import story
from people import City, build_city, issue_task
from uploads import MIB, PDF, PNG, file, signed_in


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    return create_form(
        actor="filler", task=issue_task(city), unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )


def place_of(sha256: str) -> Path:
    return settings.DATA_FOLDER.files / sha256[:2] / sha256[2:4] / sha256


def test_a_content_is_kept_once_under_its_hash(city: City) -> None:
    data = PDF + b"kept once"
    sha256 = storage.keep(data)
    place = place_of(sha256)
    assert sha256 == hashlib.sha256(data).hexdigest()
    assert place.read_bytes() == data
    before = place.stat().st_ino
    assert storage.keep(data) == sha256
    assert place.stat().st_ino == before
    assert [item.name for item in place.parent.iterdir()] == [sha256]


def test_a_damaged_content_is_stored_anew_and_never_given_out() -> None:
    data = PDF + b"damaged"
    sha256 = storage.keep(data)
    place_of(sha256).write_bytes(b"something else")
    with pytest.raises(storage.DamagedError):
        storage.content(sha256)
    storage.keep(data)
    assert storage.content(sha256) == data


def test_evidence_is_uploaded_listed_downloaded_and_removed(city: City, form: ProjectForm) -> None:
    client = signed_in(city.people[Role.FILLER])
    key = form.document["indicators"][3]["key"]
    page = client.post(
        reverse("files:attach", args=(form.pk,)),
        {"path": f"indicators[{key}]", "file": [file("../../签到表.pdf"), file("照片.png", PNG)]},
        follow=True,
    )
    assert "已上传佐证材料“签到表.pdf”" in page.content.decode()
    made = Evidence.objects.get(kind="PDF")
    assert (made.path, made.name, made.size) == (f"indicators[{key}]", "签到表.pdf", len(PDF))
    assert reverse("files:evidence", args=(form.pk, made.pk)) in page.content.decode()

    got = client.get(reverse("files:evidence", args=(form.pk, made.pk)))
    assert got.content == PDF
    assert got["Content-Disposition"] == "attachment; filename*=utf-8''%E7%AD%BE%E5%88%B0%E8%A1%A8.pdf"
    assert got["X-Content-Type-Options"] == "nosniff"
    assert "sandbox" in got["Content-Security-Policy"]
    assert got["Content-Type"] == "application/pdf"

    page = client.post(reverse("files:remove", args=(form.pk, made.pk)), follow=True)
    assert "已移除" in page.content.decode()
    made.refresh_from_db()
    assert made.removed_at is not None
    assert place_of(made.sha256).exists()
    assert client.get(reverse("files:evidence", args=(form.pk, made.pk))).status_code == 200


def test_the_chain_tells_of_evidence_and_still_leads_to_the_document(city: City, form: ProjectForm) -> None:
    made = attach(user=city.people[Role.FILLER], form_id=form.pk, path="", name="合同.pdf", data=PDF)
    detach(user=city.people[Role.FILLER], form_id=form.pk, evidence_id=made.pk)
    actions = list(Entry.objects.filter(subject=form.subject).values_list("action", flat=True))
    assert actions == ["create_form", "attach", "detach"]
    assert Entry.objects.get(action="attach").detail["sha256"] == made.sha256
    *_, last = steps(entries_of(form))
    assert last.document == form.document
    assert [(event.label, event.remark) for event in story(form)][:2] == [
        ("移除佐证材料", "合同.pdf"),
        ("上传佐证材料", "合同.pdf"),
    ]


def test_the_same_file_sent_twice_is_one(city: City, form: ProjectForm) -> None:
    sent = {"user": city.people[Role.FILLER], "form_id": form.pk, "path": "", "name": "a.pdf", "data": PDF}
    assert attach(**sent).pk == attach(**sent).pk
    assert Evidence.objects.count() == 1


@pytest.mark.parametrize("role", [Role.DEPARTMENT_REVIEWER, Role.BUSINESS_OFFICE, Role.PERFORMANCE_OFFICE])
def test_who_reviews_may_download_and_not_change(city: City, form: ProjectForm, role: Role) -> None:
    made = attach(user=city.people[Role.FILLER], form_id=form.pk, path="", name="a.pdf", data=PDF)
    client = signed_in(city.people[role])
    assert client.get(reverse("files:evidence", args=(form.pk, made.pk))).status_code == 200
    assert client.post(reverse("files:attach", args=(form.pk,)), {"file": file("b.pdf")}).status_code == 403
    assert client.post(reverse("files:remove", args=(form.pk, made.pk))).status_code == 403
    assert client.post(reverse("files:fill", args=(form.pk,)), {"file": file("b.txt")}).status_code == 403
    assert Evidence.objects.filter(removed_at=None).count() == 1


def test_to_others_the_files_of_a_form_do_not_exist(city: City, form: ProjectForm) -> None:
    made = attach(user=city.people[Role.FILLER], form_id=form.pk, path="", name="a.pdf", data=PDF)
    own = create_form(
        actor="stranger", task=form.task, unit=city.other_unit, project_code="P9", project="水文监测"
    )
    for user in (city.stranger, city.people[Role.ADMINISTRATOR]):
        client = signed_in(user)
        assert client.get(reverse("files:evidence", args=(form.pk, made.pk))).status_code == 404
        assert client.post(reverse("files:remove", args=(form.pk, made.pk))).status_code == 404
        assert (
            client.post(reverse("files:attach", args=(form.pk,)), {"file": file("a.pdf")}).status_code == 404
        )
        assert client.post(reverse("files:seal", args=(form.pk,)), {"file": file("a.pdf")}).status_code == 404
        assert client.post(reverse("files:fill", args=(form.pk,)), {"file": file("a.txt")}).status_code == 404
        assert client.get(reverse("files:scan", args=(form.pk, 1))).status_code == 404
        assert client.get(reverse("files:preview", args=(form.pk, 1))).status_code == 404
    client = signed_in(city.stranger)
    assert client.get(reverse("files:evidence", args=(own.pk, made.pk))).status_code == 404


def test_a_form_that_was_handed_in_takes_no_more_evidence(city: City, form: ProjectForm) -> None:
    ProjectForm.objects.filter(pk=form.pk).update(state=State.UNIT_REVIEW)
    with pytest.raises(PermissionDenied):
        attach(user=city.people[Role.FILLER], form_id=form.pk, path="", name="a.pdf", data=PDF)
    page = signed_in(city.people[Role.FILLER]).get(reverse("review:form", args=(form.pk,)))
    assert reverse("files:attach", args=(form.pk,)) not in page.content.decode()


def test_evidence_names_a_row_that_there_is(city: City, form: ProjectForm) -> None:
    for path in ("indicators[k99]", "goals.expected", "../x"):
        with pytest.raises(FileRefusedError, match="已被删除"):
            attach(user=city.people[Role.FILLER], form_id=form.pk, path=path, name="a.pdf", data=PDF)


def test_a_form_holds_so_many_bytes_and_so_many_files(
    city: City, form: ProjectForm, monkeypatch: pytest.MonkeyPatch
) -> None:
    sent = {"user": city.people[Role.FILLER], "form_id": form.pk, "path": ""}
    monkeypatch.setattr(services, "LARGEST_FORM", MIB)
    attach(**sent, name="a.pdf", data=PDF + bytes(MIB // 2))
    with pytest.raises(FileRefusedError, match="合计不能超过1MB"):
        attach(**sent, name="b.pdf", data=PDF + bytes(MIB // 2 + 1))
    monkeypatch.setattr(services, "MOST_FILES", 1)
    with pytest.raises(FileRefusedError, match="最多1个"):
        attach(**sent, name="c.pdf", data=PDF)


def test_a_file_of_21_megabytes_a_vaster_one_and_an_empty_one_are_refused_with_a_sentence(
    city: City, form: ProjectForm
) -> None:
    client = signed_in(city.people[Role.FILLER])
    address = reverse("files:attach", args=(form.pk,))
    large = client.post(address, {"file": file("大.pdf", PDF + bytes(21 * MIB))}, follow=True)
    assert "“大.pdf”超过单个文件20MB的上限" in large.content.decode()
    vast = client.post(address, {"file": file("巨大.pdf", PDF + bytes(25 * MIB))}, follow=True)
    assert "没有收到文件" in vast.content.decode()
    assert "不超过20MB" in vast.content.decode()
    empty = client.post(address, {"file": file("空.pdf", b"")}, follow=True)
    assert "是空的" in empty.content.decode()
    none = client.post(address, {}, follow=True)
    assert "没有收到文件" in none.content.decode()
    assert not Evidence.objects.exists()


def test_a_lost_content_is_said_to_be_lost(city: City, form: ProjectForm) -> None:
    made = attach(
        user=city.people[Role.FILLER], form_id=form.pk, path="", name="a.pdf", data=PDF + b"to be lost"
    )
    place_of(made.sha256).unlink()
    got = signed_in(city.people[Role.FILLER]).get(reverse("files:evidence", args=(form.pk, made.pk)))
    assert got.status_code == 500
    assert "缺失或与上传时不同" in got.content.decode()
