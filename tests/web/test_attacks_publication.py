"""Personal data on its way to the public site beside the form."""

from __future__ import annotations

import pytest

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.publication.selectors import latest
from jiheng.web.apps.publication.services import publish
from jiheng.web.apps.review.services import StepError
from people import City, build_city
from published import REMARK, TO_PUBLISH, example_form, published, walk


@pytest.fixture
def city(db: None) -> City:
    return build_city()


@pytest.mark.parametrize(
    "number", ["13812345678", "138 1234 5678", "１３８１２３４５６７８", "11010519491231002X"]
)
def test_the_note_of_a_correction_has_no_personal_numbers(city: City, number: str) -> None:
    first = published(city, example_form(city))
    row = walk(city, walk(city, first.form, ((Role.DEPARTMENT_REVIEWER, "correct"),)), TO_PUBLISH)
    with pytest.raises(StepError, match="更正说明中有电话"):
        publish(
            user=city.people[Role.DEPARTMENT_REVIEWER],
            form_id=row.pk,
            version=row.version,
            remark=REMARK,
            note=f"更正执行数，联系人电话{number}",
        )
    assert [item.number for item in latest()] == [1]
