"""Publishing: two people, nothing withheld, no personal data; and once public, the same for ever."""

from __future__ import annotations

from typing import Any

import pytest
from django.core.exceptions import PermissionDenied
from django.test import Client

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.audit.services import record
from jiheng.web.apps.evaluations.edits import Edit, EditError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import document_at
from jiheng.web.apps.evaluations.services import adjust, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.files import file_of, made_of
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.publication.selectors import latest, public
from jiheng.web.apps.publication.services import publish, release, withhold
from jiheng.web.apps.review.services import StepError, take
from people import City, build_city
from published import QUICK_HASHERS, REMARK, TO_APPROVED, TO_PUBLISH, example_form, published, walk

GROUND = "《保守国家秘密法》第十三条"


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


def confirm(city: City, row: ProjectForm, role: Role = Role.DEPARTMENT_REVIEWER) -> Publication:
    return publish(user=city.people[role], form_id=row.pk, version=row.version, remark=REMARK)


def test_a_publication_keeps_the_document_the_rules_and_both_people(city: City) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    made = confirm(city, row)
    row.refresh_from_db()
    assert row.state == State.PUBLISHED
    assert (made.number, made.version, made.document) == (1, row.version, row.document)
    assert (made.proposed_by, made.published_by) == ("unit_head", "department_reviewer")
    assert (made.standard, made.digest) == (row.task.standard, row.task.digest)
    assert (made.get_score_display(), made.total) == ("自评得分", 9728)
    entry = Entry.objects.get(subject=made.subject)
    assert entry.detail["form"] == row.pk
    assert document_at(row, made.version) == made.document


def test_who_proposed_cannot_confirm_even_after_somebody_else_did_something(city: City) -> None:
    row = walk(city, example_form(city), (*TO_APPROVED, (Role.DEPARTMENT_REVIEWER, "propose_publication")))
    with pytest.raises(StepError, match="另一人"):
        confirm(city, row)
    record(actor="other", action="seal", subject=row.subject, version=row.version)
    with pytest.raises(StepError, match="另一人"):
        confirm(city, row)
    assert not Publication.objects.exists()
    row.refresh_from_db()
    assert row.state == State.TO_PUBLISH


@pytest.mark.parametrize("role", [Role.FILLER, Role.UNIT_HEAD, Role.BUSINESS_OFFICE, Role.ADMINISTRATOR])
def test_only_department_and_performance_office_confirm(city: City, role: Role) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    with pytest.raises(PermissionDenied):
        confirm(city, row, role)
    assert not Publication.objects.exists()


def test_a_stranger_can_neither_publish_nor_withhold_nor_see_the_pages(city: City, client: Client) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    with pytest.raises(PermissionDenied):
        publish(user=city.stranger, form_id=row.pk, version=row.version, remark=REMARK)
    with pytest.raises(PermissionDenied):
        withhold(user=city.stranger, form_id=row.pk, kind="涉密", ground=GROUND)
    client.force_login(city.stranger)
    for place in ("", "preview.pdf", "preview.json"):
        assert client.get(f"/publication/{row.pk}/{place}").status_code == 404
    for place in ("confirm/", "step/publish/", "secrecy/"):
        assert client.post(f"/publication/{row.pk}/{place}", {"version": row.version}).status_code == 404
    assert row.project not in client.get("/publication/?show=to_confirm").content.decode()
    assert not Publication.objects.exists()


def test_a_telephone_number_is_in_the_way_of_publication_and_named_on_the_page(
    city: City, client: Client
) -> None:
    row = walk(city, example_form(city, actual="联系人电话13912345678，已完成全部工作"), TO_APPROVED)
    head = city.people[Role.UNIT_HEAD]
    with pytest.raises(StepError) as caught:
        take(user=head, form_id=row.pk, step_id="propose_publication", version=row.version, remark=REMARK)
    assert [finding.code for finding in caught.value.findings] == ["PRV911"]
    client.force_login(head)
    page = client.get(f"/publication/{row.pk}/").content.decode()
    assert "PRV911" in page
    assert "1处须先删去" in page
    ProjectForm.objects.filter(pk=row.pk).update(state=State.TO_PUBLISH)
    row.refresh_from_db()
    with pytest.raises(StepError, match="强制校验"):
        confirm(city, row)
    assert not Publication.objects.exists()


@pytest.mark.parametrize("kind", ["涉密", "不予公开"])
def test_a_withheld_form_is_refused_at_every_step_until_it_is_released(city: City, kind: str) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    head = city.people[Role.UNIT_HEAD]
    row = withhold(user=head, form_id=row.pk, kind=kind, ground=GROUND)
    assert (row.state, row.withheld) == (State.APPROVED, True)
    assert row.document["header"]["secrecy"] == f"{kind}：{GROUND}"
    assert document_at(row, row.version) == row.document
    with pytest.raises(StepError, match="不予公开"):
        take(user=head, form_id=row.pk, step_id="propose_publication", version=row.version, remark=REMARK)
    ProjectForm.objects.filter(pk=row.pk).update(state=State.TO_PUBLISH)
    row.refresh_from_db()
    with pytest.raises(StepError, match="不予公开"):
        confirm(city, row)
    ProjectForm.objects.filter(pk=row.pk).update(state=State.APPROVED)
    row = release(user=head, form_id=row.pk, reason="已解密")
    assert not row.withheld
    walk(city, row, ((Role.UNIT_HEAD, "propose_publication"),))
    row.refresh_from_db()
    assert confirm(city, row).number == 1


def test_withholding_asks_for_a_ground_and_a_right(city: City) -> None:
    row = example_form(city)
    head = city.people[Role.UNIT_HEAD]
    with pytest.raises(StepError, match="依据"):
        withhold(user=head, form_id=row.pk, kind="涉密", ground="  ")
    with pytest.raises(StepError, match="请选择"):
        withhold(user=head, form_id=row.pk, kind="别的", ground=GROUND)
    with pytest.raises(PermissionDenied):
        withhold(user=city.people[Role.FILLER], form_id=row.pk, kind="涉密", ground=GROUND)
    with pytest.raises(StepError, match="已是这样"):
        release(user=head, form_id=row.pk, reason="误设")


def test_who_fills_the_form_cannot_lift_what_withholds_it(city: City) -> None:
    row = withhold(
        user=city.people[Role.UNIT_HEAD], form_id=example_form(city).pk, kind="涉密", ground=GROUND
    )
    edit = Edit("header.secrecy", row.document["header"]["secrecy"], "")
    filler = city.people[Role.FILLER]
    with pytest.raises(EditError, match="公开"):
        save_edits(user=filler, form_id=row.pk, edits=[edit])
    with pytest.raises(EditError, match="批复"):
        adjust(user=filler, form_id=row.pk, document_number="1号", reason="误", edits=[edit])
    row.refresh_from_db()
    assert row.withheld


def test_what_was_published_leaves_when_the_form_is_withheld_and_does_not_come_back(city: City) -> None:
    made = published(city, example_form(city))
    head = city.people[Role.UNIT_HEAD]
    row = withhold(user=head, form_id=made.form_id, kind="涉密", ground=GROUND)
    assert row.state == State.APPROVED
    assert not public().exists()
    release(user=head, form_id=row.pk, reason="误设")
    assert not public().exists()
    row = walk(city, row, ((Role.UNIT_HEAD, "propose_publication"),))
    reviewer = city.people[Role.DEPARTMENT_REVIEWER]
    again = publish(user=reviewer, form_id=row.pk, version=row.version, remark=REMARK, note="重新公开")
    assert again.number == 2
    assert [item.number for item in public()] == [2]


def test_a_correction_needs_its_note_and_keeps_the_old_version(city: City) -> None:
    first = published(city, example_form(city))
    row = walk(city, first.form, ((Role.DEPARTMENT_REVIEWER, "correct"),))
    old = row.document["goals"]["actual"]
    edit = Edit("goals.actual", old, f"{old}（更正）")
    save_edits(user=city.people[Role.FILLER], form_id=row.pk, edits=[edit])
    assert [item.number for item in latest()] == [1]
    row = walk(city, row, TO_PUBLISH)
    with pytest.raises(StepError, match="更正说明"):
        confirm(city, row)
    reviewer = city.people[Role.DEPARTMENT_REVIEWER]
    second = publish(
        user=reviewer, form_id=row.pk, version=row.version, remark=REMARK, note="更正实际完成情况"
    )
    first.refresh_from_db()
    assert (second.number, second.is_latest, first.is_latest) == (2, True, False)
    assert first.document["goals"]["actual"] == old
    assert [item.number for item in latest()] == [2]


def test_two_tasks_of_a_year_do_not_share_an_address(city: City) -> None:
    made = published(city, example_form(city))
    other = example_form(city, 1, code="P002")
    ProjectForm.objects.filter(pk=other.pk).update(project_code="P/1")
    Publication.objects.filter(pk=made.pk).update(code="P-1")
    with pytest.raises(StepError, match="同一年度"):
        published(city, other)


def test_a_form_that_cannot_be_printed_is_not_published(city: City) -> None:
    row = walk(city, example_form(city, actual="全部完成\x01"), TO_PUBLISH)
    with pytest.raises(StepError, match="控制字符"):
        confirm(city, row)
    row.refresh_from_db()
    assert row.state == State.TO_PUBLISH


@pytest.mark.parametrize("kind", ["pdf", "xlsx", "json"])
def test_a_file_is_kept_and_would_be_made_alike(city: City, kind: str) -> None:
    made = published(city, example_form(city))
    assert file_of(made, kind) == file_of(made, kind) == made_of(made, kind)


def test_a_double_click_publishes_once_and_the_page_shows_it(city: City, client: Client) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    client.force_login(city.people[Role.DEPARTMENT_REVIEWER])
    page = client.get(f"/publication/{row.pk}/")
    given = {"version": row.version, "remark": REMARK, "key": page.context["key"], "seen": "on"}
    answers = [client.post(f"/publication/{row.pk}/step/publish/", given) for _ in range(2)]
    assert [answer.status_code for answer in answers] == [302, 302]
    assert Publication.objects.count() == 1
    assert "第1版" in client.get("/publication/?show=published").content.decode()


def test_the_page_says_what_is_in_the_way_and_refuses_with_a_reason(city: City, client: Client) -> None:
    row = walk(city, example_form(city), TO_PUBLISH)
    client.force_login(city.people[Role.UNIT_HEAD])
    assert "须由另一人确认" in client.get(f"/publication/{row.pk}/").content.decode()
    client.force_login(city.people[Role.PERFORMANCE_OFFICE])
    place = f"/publication/{row.pk}/step/publication_return/"
    answer = client.post(place, {"version": row.version})
    assert answer.status_code == 409
    assert "请写明理由" in answer.content.decode()
    assert client.post(place, {"version": row.version, "remark": "先核对金额"}).status_code == 302
    row.refresh_from_db()
    assert row.state == State.APPROVED
    assert client.get("/publication/?show=x").status_code == 404
    assert client.get(f"/publication/{row.pk}/preview.html").status_code == 404
    assert client.get(f"/publication/{row.pk}/preview.pdf").content.startswith(b"%PDF")


def test_many_forms_are_proposed_at_once_and_what_does_not_go_is_said(city: City, client: Client) -> None:
    good = walk(city, example_form(city), TO_APPROVED)
    bad = walk(city, example_form(city, 1, "P002", actual="电话13912345678，已完成"), TO_APPROVED)
    client.force_login(city.people[Role.UNIT_HEAD])
    chosen = [f"{row.pk}:{row.version}" for row in (good, bad)]
    page = client.get("/publication/?show=ready").content.decode()
    assert all(f'value="{value}"' in page for value in chosen)
    given = {"form": [*chosen, "x"], "remark": REMARK}
    answer = client.post("/publication/propose/", given, follow=True).content.decode()
    assert "已申请公开1项" in answer
    assert f"{bad.project}：有1项强制校验未通过" in answer
    assert "请先勾选" in client.post("/publication/propose/", follow=True).content.decode()
    client.force_login(city.stranger)
    assert client.post("/publication/propose/", {"form": chosen}).status_code == 404
    assert [ProjectForm.objects.get(pk=row.pk).state for row in (good, bad)] == ["to_publish", "approved"]
