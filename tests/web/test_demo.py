"""The made-up city: something for everybody to do, and a history as true as any other."""

from __future__ import annotations

from collections import Counter
from pathlib import Path

import pytest
from django.conf import settings
from django.db import transaction
from django.test import Client

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import add_user
from jiheng.web.apps.audit.anchor import move_anchor
from jiheng.web.apps.audit.models import Head
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_forms
from jiheng.web.apps.evaluations.services import may_edit
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.publication.selectors import latest
from jiheng.web.apps.review.models import Remark
from jiheng.web.apps.review.services import steps_for
from jiheng.web.config.folder import DataFolder
from jiheng.web.demo import build, city
from jiheng.web.running.opening import RunError
from jiheng.web.running.verification import Chain, verify

EXAMPLES = Path(__file__).resolve().parents[2] / "examples"
DEMO = Path(build.__file__).parent
SCORES = {
    "协作交流工作业务费": 9728,
    "联络处驻外工作经费": 9900,
    "机关服务费": 9979,
    "协作交流专项工作经费": 9195,
}


@pytest.fixture(scope="module")
def demo(django_db_setup: None, django_db_blocker: pytest.FixtureRequest) -> object:
    """The city, built once; taken away with the database's own transaction at the end."""
    with django_db_blocker.unblock():  # type: ignore[attr-defined]
        block = transaction.atomic()
        block.__enter__()
        build.build(lambda _line: None)
        yield
        transaction.set_rollback(True)
        block.__exit__(None, None, None)


def someone(username: str) -> User:
    return User.objects.get(username=username)


def test_it_has_sixty_forms_of_two_years_in_every_state(demo: object) -> None:
    assert ProjectForm.objects.count() == 60
    assert {form.task.year for form in ProjectForm.objects.select_related("task")} == {2023, 2024}
    states = Counter(ProjectForm.objects.values_list("state", flat=True))
    assert set(states) == set(State)
    assert set(ProjectForm.objects.exclude(grade="").values_list("grade", flat=True)) == {"优", "良", "中"}
    assert ProjectForm.objects.values("unit").distinct().count() == 12


def test_the_example_forms_stand_in_it_with_their_scores(demo: object) -> None:
    stored = ProjectForm.objects.filter(task__year=2024, unit__code=city.HOME, project__in=SCORES)
    assert dict(stored.values_list("project", "self_total")) == SCORES
    name = "lanjiang-2024.txt"
    assert (DEMO / name).read_bytes() == (EXAMPLES / name).read_bytes()


def test_what_is_published_stands_on_the_public_site(demo: object) -> None:
    published = ProjectForm.objects.filter(state=State.PUBLISHED)
    assert set(latest().values_list("form", flat=True)) == set(published.values_list("pk", flat=True))
    assert "协作交流工作业务费" in Client().get(f"/public/2024/{city.HOME}/").content.decode()


def test_a_clerk_finds_one_to_fill_one_returned_and_one_with_a_mistake(demo: object) -> None:
    clerk = someone("tianbao")
    mine = [form for form in visible_forms(clerk) if may_edit(clerk, form)]
    assert {form.unit.code for form in visible_forms(clerk)} == {city.HOME}
    assert any(not form.document["goals"]["actual"] and not form.self_total for form in mine)
    assert any(form.errors == 1 and form.self_total for form in mine)
    assert any(form.approval for form in mine)
    returned = {remark.form_id for remark in Remark.objects.filter(resolved_at=None)}
    assert returned & {form.pk for form in mine}


@pytest.mark.parametrize(
    ("username", "step"),
    [
        ("tianbao", "hand_in"),
        ("danwei", "unit_approve"),
        ("danwei", "propose_publication"),
        ("zhuguan", "department_approve"),
        ("zhuguan", "publish"),
        ("yewu", "business_approve"),
        ("jixiao", "file"),
        ("jixiao", "publish"),
    ],
)
def test_everybody_has_something_to_do(demo: object, username: str, step: str) -> None:
    user = someone(username)
    assert any(step in [known.id for known in steps_for(user, form)] for form in visible_forms(user))


def test_there_is_an_account_for_every_role_and_its_password_is_the_one_that_is_told(demo: object) -> None:
    assert {person.role for person in city.PEOPLE} == set(Role)
    assert len(city.accounts_told()) == User.objects.count()
    assert Client().login(username="tianbao", password=city.PASSWORD)


def test_its_history_is_true(demo: object, tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(settings, "DATA_FOLDER", DataFolder(tmp_path))
    head = Head.objects.get()
    move_anchor(settings.DATA_FOLDER, head.number, head.hash)
    assert list(verify(Chain())) == []


def test_building_it_again_changes_nothing(demo: object) -> None:
    before = sorted(ProjectForm.objects.values_list("pk", "version"))
    build.build(lambda line: pytest.fail(line))
    assert sorted(ProjectForm.objects.values_list("pk", "version")) == before


def test_real_data_never_become_a_demo(db: None) -> None:
    add_user(actor="test", username="someone", name="某人", password=city.PASSWORD)
    with pytest.raises(RunError, match="已有正式数据"):
        build.build(lambda line: pytest.fail(line))
    assert not build.is_demo()
