"""Lists that no office has."""

from __future__ import annotations

import pytest

from jiheng.web.apps.accounts.roles import Role
from jiheng.web.apps.imports.models import Import, Kind
from jiheng.web.apps.imports.services import ListError, receive
from jiheng.web.apps.imports.sheets import MOST_COLUMNS, table_of, unpacked
from listing import TARGETS, project, text
from people import build_city, issue_task


def brought(row: list[str]) -> Import:
    city = build_city()
    task = issue_task(city)
    office = city.people[Role.PERFORMANCE_OFFICE]
    data = text([*project(), row], header=[*TARGETS])
    return receive(user=office, task=task, kind=Kind.TARGETS, data=data, name="清单.csv")


def test_a_list_of_more_columns_than_a_page_can_ask_for_is_refused(db: None) -> None:
    with pytest.raises(ListError, match=f"超过{MOST_COLUMNS}列.*重新上传"):
        brought(["甲"] * (MOST_COLUMNS + 1))
    assert not Import.objects.exists()


def test_blank_columns_at_the_end_are_no_columns(db: None) -> None:
    made = brought(["甲", *[" "] * 20_000])
    table = table_of(Kind.TARGETS, unpacked(made.lists))
    assert len(table.header) == len(TARGETS)
    assert max(len(row) for sheet, _ in table.sheets for row in sheet.rows) <= MOST_COLUMNS
