"""Points and amounts of lists, as they are printed on forms: exact, with at least two decimals."""

from __future__ import annotations

from decimal import Decimal

from jiheng.terms import label, notation
from jiheng.web.apps.evaluations.amounts import printed
from jiheng.web.apps.imports.groups import Group
from jiheng.web.apps.imports.sheets import Line


def in_fund_unit(value: Decimal, unit: str, wanted: str) -> str:
    """An amount in the unit of the form, as it is printed there."""
    return printed(notation.in_unit(value, unit, wanted))


def same_amount(text: str, other: str, unit: str) -> bool:
    """True where two texts are one amount."""
    first, second = notation.amount(text, unit), notation.amount(other, unit)
    return text == other if first is None or second is None else first.value == second.value


def points_of(group: Group, line: Line) -> str:
    """分值 of a line; a problem where it is no number."""
    text = line.get("indicators.points")
    if notation.is_empty(text):
        return ""
    found = notation.number(text)
    if found is None or found.value < 0:
        group.refuse(f"{label('points')}“{text[:40]}”不是数", "请填写数字，例如 10", line.at)
        return ""
    return printed(found.value)


def amount_of(group: Group, line: Line, text: str, unit: str, name: str) -> Decimal | None:
    """An amount of a line in *unit*; None where it is blank, or no number, which is a problem."""
    if notation.is_empty(text):
        return None
    found = notation.amount(text, unit)
    if found is None:
        group.refuse(f"{name}“{text[:40]}”不是金额", "请填写数字，例如 636.50", line.at)
        return None
    return found.value
