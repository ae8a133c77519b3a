"""Lists of forms: what waits for a person, and that a list reads no documents."""

from __future__ import annotations

import pytest
from django.db import connection
from django.test.utils import CaptureQueriesContext

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.accounts.services import grant
from jiheng.web.apps.evaluations.services import create_form
from jiheng.web.apps.review.lists import waiting_for
from jiheng.web.apps.review.services import add_remark
from people import build_city, issue_task
from uploads import signed_in


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


@pytest.mark.parametrize("address", ["/", "/forms/", "/publication/", "/publication/?show=published"])
def test_a_list_of_forms_leaves_their_documents_in_the_database(db: None, address: str) -> None:
    city = build_city()
    form = create_form(
        actor="filler", task=issue_task(city), unit=city.unit, project_code="P1", project="项目"
    )
    add_remark(user=city.people[Role.DEPARTMENT_REVIEWER], form=form, path="", text="请核对")
    client = signed_in(city.people[Role.FILLER])
    with CaptureQueriesContext(connection) as asked:
        assert client.get(address).status_code == 200
    selects = [query["sql"] for query in asked.captured_queries if "evaluations_projectform" in query["sql"]]
    assert selects
    assert not [sql for sql in selects if '."document"' in sql or '."approval"' in sql]
