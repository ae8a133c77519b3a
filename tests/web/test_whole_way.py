"""One form from the year's task to the end of its approval, by its services alone."""

from __future__ import annotations

from decimal import Decimal

import pytest

from filling import fill
from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.document import form_of, value_at
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import create_form, save_edits
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.review.services import StepError, steps_for, take
from people import City, build_city, issue_task


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.fixture
def form(city: City) -> ProjectForm:
    task = issue_task(city)
    return create_form(
        actor="filler", task=task, unit=city.unit, project_code="P1", project="协作交流工作业务费"
    )


def test_the_first_example_typed_into_an_empty_form_gets_97_28(city: City, form: ProjectForm) -> None:
    row = fill(city, form)
    assert (row.self_total, row.grade, row.rate) == (9728, "优", 7277)
    assert row.budget_fen == 63_650_000
    assert form_of(row.document).total.score == "97.28"


def test_a_form_goes_from_desk_to_desk_and_the_chain_leads_to_its_document(
    city: City, form: ProjectForm
) -> None:
    row = fill(city, form)
    way = (
        (Role.FILLER, "hand_in", State.UNIT_REVIEW),
        (Role.UNIT_HEAD, "unit_return", State.DRAFT),
        (Role.FILLER, "hand_in", State.UNIT_REVIEW),
        (Role.UNIT_HEAD, "unit_approve", State.DEPARTMENT_REVIEW),
        (Role.DEPARTMENT_REVIEWER, "department_approve", State.PERFORMANCE_FILING),
        (Role.PERFORMANCE_OFFICE, "file", State.APPROVED),
    )
    for role, step, state in way:
        row.refresh_from_db()
        assert step in [s.id for s in steps_for(city.people[role], row)]
        done = take(
            user=city.people[role], form_id=row.pk, step_id=step, version=row.version, remark="已说明"
        )
        assert done.form.state == state
    *_, last = steps(entries_of(row))
    assert last.document == done.form.document
    assert Entry.objects.count() == Entry.objects.order_by("-number").first().number


def test_an_error_is_in_the_way_of_handing_in(city: City, form: ProjectForm) -> None:
    with pytest.raises(StepError, match="强制校验") as caught:
        take(user=city.people[Role.FILLER], form_id=form.pk, step_id="hand_in", version=1, remark="x")
    assert caught.value.findings
    form.refresh_from_db()
    assert form.state == State.DRAFT


def test_two_people_in_different_cells_merge_and_in_one_cell_both_values_are_shown(
    city: City, form: ProjectForm
) -> None:
    user = city.people[Role.FILLER]
    row = fill(city, form)
    key = row.document["indicators"][0]["key"]
    first = save_edits(user=user, form_id=row.pk, edits=[Edit(f"indicators[{key}].reason", "", "甲写的")])
    assert first.taken
    again = save_edits(
        user=city.people[Role.PROJECT_LEAD],
        form_id=row.pk,
        edits=[
            Edit("goals.actual", row.document["goals"]["actual"], "乙写的"),
            Edit(f"indicators[{key}].reason", "", "乙写的"),
        ],
    )
    assert [edit.path for edit in again.taken] == ["goals.actual"]
    assert (again.conflicts[0].theirs, again.conflicts[0].yours) == ("甲写的", "乙写的")


def test_a_typed_score_stays_until_it_is_cleared(city: City, form: ProjectForm) -> None:
    user = city.people[Role.FILLER]
    row = fill(city, form)
    line = next(line for line in row.document["indicators"] if "≥" in line["target"]["text"])
    path = f"indicators[{line['key']}]"
    done = f"1{value_at(row.document, f'{path}.target.unit')}"
    row = save_edits(user=user, form_id=row.pk, edits=[Edit(f"{path}.score", line["score"], "3.00")]).form
    assert Decimal(row.self_total) / 100 == Decimal("97.28") - Decimal(line["score"]) + 3
    row = save_edits(user=user, form_id=row.pk, edits=[Edit(f"{path}.actual", line["actual"], done)]).form
    assert value_at(row.document, f"{path}.score") == "3.00"
    row = save_edits(user=user, form_id=row.pk, edits=[Edit(f"{path}.score", "3.00", "")]).form
    assert value_at(row.document, f"{path}.score") not in ("", "3.00")
