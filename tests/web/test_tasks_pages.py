"""The pages of the year's task."""

from datetime import date

import pytest
from django.test import Client

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.imports.progress import progress_of
from jiheng.web.apps.tasks.models import Task
from people import City, build_city, issue_task

OFFICE = Role.PERFORMANCE_OFFICE


@pytest.fixture
def city(db: None) -> City:
    return build_city()


def signed_in(city: City, role: Role | None) -> Client:
    client = Client()
    client.force_login(city.stranger if role is None else city.people[role])
    return client


def asked(**more: object) -> dict[str, object]:
    return {
        "year": "2024",
        "name": "项目支出绩效自评",
        "standard": "cn-shanghai",
        "deadline": "2025-03-31",
        "with_performance_filing": "on",
        **more,
    }


def test_ticking_a_department_issues_to_it_and_all_its_units(city: City) -> None:
    answer = signed_in(city, OFFICE).post(
        "/tasks/issue/", asked(department=[city.department.pk]), follow=True
    )
    task = Task.objects.get()
    assert set(task.units.all()) == {city.department, city.unit, city.sibling}
    assert (task.with_business_review, task.with_performance_filing) == (False, True)
    assert "已下达" in answer.content.decode()


def test_ticking_all_or_single_units_needs_no_script(city: City) -> None:
    client = signed_in(city, OFFICE)
    client.post("/tasks/issue/", asked(all="1"))
    client.post("/tasks/issue/", asked(year="2023", unit=[city.unit.pk, city.other_unit.pk]))
    every, some = Task.objects.order_by("-year")
    assert every.units.count() == 5
    assert set(some.units.all()) == {city.unit, city.other_unit}


@pytest.mark.parametrize(
    ("wrong", "said"),
    [
        ({"unit": []}, "请选择至少一个单位"),
        ({"standard": "none"}, "评分办法"),
        ({"deadline": "2025-02-30"}, "截止日期"),
        ({"year": "24"}, "年度"),
        ({"name": ""}, "任务名称"),
    ],
)
def test_a_task_that_lacks_something_is_not_issued_and_says_what(
    city: City, wrong: dict[str, object], said: str
) -> None:
    answer = signed_in(city, OFFICE).post("/tasks/issue/", {**asked(unit=[city.unit.pk]), **wrong})
    assert answer.status_code == 422
    assert said in answer.content.decode()
    assert not Task.objects.exists()


def test_the_same_name_in_the_same_year_is_refused_in_words(city: City) -> None:
    client = signed_in(city, OFFICE)
    client.post("/tasks/issue/", asked(all="1"))
    assert client.post("/tasks/issue/", asked(all="1")).status_code == 422
    assert Task.objects.count() == 1


@pytest.mark.parametrize("role", [role for role in Role if role is not OFFICE])
def test_nobody_but_the_performance_office_issues(city: City, role: Role) -> None:
    client = signed_in(city, role)
    assert client.get("/tasks/issue/").status_code == 403
    assert client.post("/tasks/issue/", asked(all="1")).status_code == 403


def form(city: City, task: Task, unit: object, state: State, code: str = "P1") -> ProjectForm:
    made = create_form(actor="x", task=task, unit=unit, project_code=code, project="业务费")  # type: ignore[arg-type]
    ProjectForm.objects.filter(pk=made.pk).update(state=state)
    return made


def test_progress_counts_by_state_and_says_who_is_late(city: City) -> None:
    task = issue_task(city)
    form(city, task, city.unit, State.DRAFT)
    form(city, task, city.unit, State.PUBLISHED, "P2")
    form(city, task, city.sibling, State.APPROVED)
    seen = progress_of(city.people[OFFICE], task, date(2025, 4, 1))
    verdicts = {item.unit: item.verdict for group in seen.departments for item in group.units}
    assert verdicts == {
        city.unit: "逾期未上报1份",
        city.sibling: "已全部上报",
        city.other_unit: "没有自评表",
    }
    assert (seen.total, seen.pending, seen.units_done, seen.sums) == (3, 1, 1, (1, 0, 0, 0, 1, 1))
    early = progress_of(city.people[OFFICE], task, date(2025, 3, 31), only_late=True)
    assert [item.verdict for group in early.departments for item in group.units] == [
        "未上报1份",
        "没有自评表",
    ]


def test_each_sees_the_progress_of_own_units_alone(city: City) -> None:
    task = issue_task(city)
    mine = signed_in(city, Role.FILLER).get(f"/tasks/{task.pk}/").content.decode()
    assert city.unit.name in mine
    assert city.sibling.name not in mine
    theirs = signed_in(city, Role.DEPARTMENT_REVIEWER).get(f"/tasks/{task.pk}/").content.decode()
    assert city.sibling.name in theirs
    assert city.other_unit.name not in theirs
    assert "已过" in theirs


def test_a_task_for_others_is_not_found(city: City) -> None:
    issue_task(city)
    other = Task.objects.get()
    other.units.set([city.unit])
    assert signed_in(city, None).get(f"/tasks/{other.pk}/").status_code == 404
    assert str(other) not in signed_in(city, None).get("/tasks/").content.decode()


def test_a_unit_adds_a_project_by_hand_and_from_last_year(city: City) -> None:
    before, task = issue_task(city, year=2023), issue_task(city)
    last = form(city, before, city.unit, State.PUBLISHED)
    last.document["indicators"][0].update(
        level3="走访次数", target={"text": "≥50次"}, points="90", actual="60次", reason="多走访"
    )
    last.document["goals"]["expected"] = "走访企业"
    last.save()
    client = signed_in(city, Role.FILLER)
    assert "2023年度" in client.get(f"/tasks/{task.pk}/projects/").content.decode()
    given = {"unit": city.unit.pk, "project_code": "N1", "project": "新项目"}
    assert client.post(f"/tasks/{task.pk}/projects/", given).status_code == 302
    given = {**given, "project_code": "N2", "earlier": last.pk}
    assert client.post(f"/tasks/{task.pk}/projects/", given).status_code == 302
    begun = ProjectForm.objects.get(project_code="N2")
    row = begun.document["indicators"][0]
    assert (row["level3"], row["target"], row["points"]) == ("走访次数", {"text": "≥50次"}, "90")
    assert not row["actual"]
    assert not row["reason"]
    assert begun.document["goals"] == {"expected": "走访企业", "actual": ""}
    assert begun.document["header"]["year"] == "2024"
    twice = client.post(f"/tasks/{task.pk}/projects/", given)
    assert twice.status_code == 422
    assert "已有自评表" in twice.content.decode()


def test_a_project_for_another_unit_cannot_be_added(city: City) -> None:
    task = issue_task(city)
    given = {"unit": city.sibling.pk, "project_code": "N1", "project": "新项目"}
    assert signed_in(city, Role.FILLER).post(f"/tasks/{task.pk}/projects/", given).status_code == 404
    assert signed_in(city, OFFICE).get(f"/tasks/{task.pk}/projects/").status_code == 404
    assert not ProjectForm.objects.exists()
