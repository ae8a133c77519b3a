"""What waits for a person: the steps that one of the own posts can take, and no others."""

from __future__ import annotations

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import grant
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.review.lists import waiting_for
from people import build_city, issue_task


def test_a_reviewer_who_also_fills_in_for_the_department_is_not_told_of_drafts_of_its_units(db: None) -> None:
    city = build_city()
    task = issue_task(city)
    reviewer, filler = city.people[Role.DEPARTMENT_REVIEWER], city.people[Role.FILLER]
    grant(actor="t", user=reviewer, organisation=city.department, role=Role.FILLER)
    form = create_form(actor="filler", task=task, unit=city.unit, project_code="P1", project="项目")
    assert list(waiting_for(filler)) == [form]
    assert not waiting_for(reviewer)

    form.state = "department_review"
    form.save()
    assert list(waiting_for(reviewer)) == [form]
    assert not waiting_for(filler)
