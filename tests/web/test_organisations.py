"""The tree of organisations: which department answers for a unit."""

from __future__ import annotations

from jiheng.web.apps.accounts.organisations import add_organisation
from jiheng.web.apps.accounts.roles import Kind
from jiheng.web.apps.accounts.selectors import department_of, departments
from jiheng.web.apps.evaluations.drafting import head_of
from people import build_city


def test_a_unit_below_a_unit_belongs_to_the_department_above_both(db: None) -> None:
    city = build_city()
    below = add_organisation(actor="t", kind=Kind.UNIT, code="101002001", name="分站", parent=city.unit)
    assert department_of(below) == department_of(city.unit) == city.department
    assert head_of(below, "P1", "项目").department == city.department.name
    assert departments()[below.pk] == city.department


def test_a_department_is_its_own_and_a_unit_below_none_the_bureaus(db: None) -> None:
    city = build_city()
    direct = add_organisation(actor="t", kind=Kind.UNIT, code="900001", name="直属中心", parent=city.bureau)
    assert department_of(city.department) == city.department
    assert department_of(direct) == city.bureau
