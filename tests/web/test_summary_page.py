"""汇总表: what is in the reader's reach, with exact sums, and never one score in place of another."""

from __future__ import annotations

from io import BytesIO
from typing import Any

import openpyxl
import pytest
from django.test import Client

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.evaluations.amounts import hundredths, wan
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.summary import views
from jiheng.web.apps.summary.selectors import initial_fen, parts_of, rows_of, sums_of
from jiheng.web.apps.tasks.models import Task
from people import City, build_city
from published import QUICK_HASHERS, example_form


@pytest.fixture
def city(db: None, settings: Any) -> City:
    settings.PASSWORD_HASHERS = QUICK_HASHERS
    return build_city()


@pytest.fixture
def forms(city: City) -> list[ProjectForm]:
    """Two example forms of one unit, an empty one of its sibling and one of another department."""
    mine = [example_form(city, number, f"P{number}") for number in (0, 1)]
    task = mine[0].task
    empty = [
        create_form(actor="x", task=task, unit=unit, project_code="Q1", project=f"{unit.name}的项目")
        for unit in (city.sibling, city.other_unit)
    ]
    ProjectForm.objects.filter(pk=mine[0].pk).update(reviewed_total=9500, adopted_total=9400)
    return [*mine, *empty]


def page(client: Client, user: User, query: str = "") -> Any:
    client.force_login(user)
    answer = client.get(f"/summary/?{query}")
    assert answer.status_code == 200
    return answer


def projects(answer: Any) -> list[str]:
    parts = answer.context["parts"]
    return [row["project_code"] for part in parts for unit in part.units for row in unit.rows]


@pytest.mark.parametrize(
    ("role", "codes"),
    [
        (Role.FILLER, ["P0", "P1"]),
        (Role.UNIT_HEAD, ["P0", "P1"]),
        (Role.DEPARTMENT_REVIEWER, ["P0", "P1", "Q1"]),
        (Role.PERFORMANCE_OFFICE, ["P0", "P1", "Q1", "Q1"]),
    ],
)
@pytest.mark.usefixtures("forms")
def test_a_reader_sees_the_forms_in_reach_and_no_other(
    client: Client, city: City, role: Role, codes: list[str]
) -> None:
    assert projects(page(client, city.people[role])) == codes
    book = openpyxl.load_workbook(BytesIO(client.get("/summary/workbook.xlsx").content))
    found = [row[4] for row in book.active.iter_rows(min_row=4, values_only=True) if row[0] and row[4]]
    assert found == codes


@pytest.mark.usefixtures("forms")
def test_an_administrator_and_a_stranger_see_nothing_of_it(client: Client, city: City) -> None:
    assert "还没有自评任务" in page(client, city.people[Role.ADMINISTRATOR]).content.decode()
    assert projects(page(client, city.stranger, f"unit={city.unit.code}")) == []
    rows = openpyxl.load_workbook(
        BytesIO(client.get(f"/summary/workbook.xlsx?unit={city.unit.code}").content)
    )
    assert "协作交流" not in str(list(rows.active.iter_rows(values_only=True)))


def test_the_sums_are_exact_and_a_missing_amount_leaves_no_rate(
    client: Client, city: City, forms: list[ProjectForm]
) -> None:
    answer = page(client, city.people[Role.PERFORMANCE_OFFICE])
    sums = answer.context["sums"]
    assert (sums.count, sums.missing, sums.rate) == (4, 2, None)
    own = answer.context["parts"][0].units[0].sums
    assert own.budget == sum(form.budget_fen or 0 for form in forms[:2])
    assert own.initial == own.budget == 94_310_000
    assert own.rate == round(own.executed * 10000 / own.budget)
    assert "2个项目金额未填全" in answer.content.decode()


def test_the_three_scores_stand_in_columns_of_their_own(
    client: Client, city: City, forms: list[ProjectForm]
) -> None:
    answer = page(client, city.people[Role.UNIT_HEAD])
    first, second = answer.context["parts"][0].units[0].rows
    assert (first["self_total"], first["reviewed_total"], first["adopted_total"]) == (9728, 9500, 9400)
    assert (second["self_total"], second["reviewed_total"], second["adopted_total"]) == (9900, None, None)
    book = openpyxl.load_workbook(BytesIO(client.get("/summary/workbook.xlsx").content))
    head, line, other, *_ = list(book.active.iter_rows(min_row=3, values_only=True))
    places = [head.index(name) for name in ("自评总分", "复核得分", "认定得分", "办理状态")]
    assert [line[place] for place in places] == [97.28, 95, 94, "填报中"]
    assert [other[place] for place in places] == [99, None, None, "填报中"]


@pytest.mark.parametrize(
    ("query", "codes"),
    [
        ("department=101", ["P0", "P1", "Q1"]),
        ("department=102", ["Q1"]),
        ("grade=优", ["P0", "P1"]),
        ("grade=-", ["Q1", "Q1"]),
        ("state=draft&department=102", ["Q1"]),
        ("state=published", []),
        ("state=nonsense&task=x", ["P0", "P1", "Q1", "Q1"]),
        ("task=99999999999999999999&unit=x", []),
    ],
)
@pytest.mark.usefixtures("forms")
def test_the_query_string_filters(client: Client, city: City, query: str, codes: list[str]) -> None:
    assert projects(page(client, city.people[Role.PERFORMANCE_OFFICE], query)) == codes


def test_with_many_forms_only_the_sums_of_units_stand_there(
    client: Client, city: City, forms: list[ProjectForm], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(views, "_MOST_ROWS", 3)
    text = page(client, city.people[Role.PERFORMANCE_OFFICE]).content.decode()
    assert forms[0].project not in text
    assert f"unit={city.unit.code}" in text
    assert (
        forms[0].project
        in page(client, city.people[Role.PERFORMANCE_OFFICE], f"unit={city.unit.code}").content.decode()
    )


def test_the_rows_of_a_department_with_its_own_form_stay_under_it(
    city: City, forms: list[ProjectForm]
) -> None:
    task: Task = forms[0].task
    task.units.add(city.department)
    create_form(actor="x", task=task, unit=city.department, project_code="D1", project="本级项目")
    parts = parts_of(rows_of(ProjectForm.objects.filter(task=task)))
    assert [(part.code, [unit.name for unit in part.units]) for part in parts] == [
        ("101", ["澜江市对外协作办公室", "澜江市驻溪城联络处", "澜江市协作中心"]),
        ("102", ["澜江市水文站"]),
    ]
    assert sums_of([]).rate is None


def test_amounts_keep_every_digit() -> None:
    assert [wan(fen) for fen in (63_650_000, 63_650_001, 0, -1_000_000, None)] == [
        *("63.65", "63.650001", "0.00", "-1.00", "")
    ]
    assert [hundredths(value) for value in (9728, 0, None)] == ["97.28", "0.00", ""]
    rows = [{"label": "其中：当年财政拨款", "budget": "1"}, {"label": "年度资金总额", "budget": "2.5"}]
    assert [initial_fen(rows, money) for money in ("元", "万元", "两")] == [250, 2_500_000, None]
    assert initial_fen([], "万元") is None
