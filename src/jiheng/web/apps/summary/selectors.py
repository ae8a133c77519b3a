"""The rows and sums of the summary, from the columns beside the forms."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from decimal import Decimal
from itertools import groupby
from typing import Any

from django.db.models import QuerySet
from django.http import QueryDict

from jiheng.model import Form, FundingRow
from jiheng.terms import notation, total_row
from jiheng.web.apps.accounts.models import Organisation, User
from jiheng.web.apps.accounts.selectors import departments
from jiheng.web.apps.evaluations.amounts import fen_of, whole
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_forms
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.tasks.models import Task

_COLUMNS = (
    "pk",
    "unit_id",
    "unit__code",
    "unit__name",
    "project_code",
    "project",
    "budget_fen",
    "executed_fen",
    "rate",
    "self_total",
    "reviewed_total",
    "adopted_total",
    "grade",
    "state",
    "document__funding",
    "document__fund_unit",
)


@dataclass(frozen=True, slots=True)
class Sums:
    """Of some forms: how many, and their money in fen without the amounts that are missing.

    A sum of nothing but missing amounts is None. ``missing`` says how many lack an amount; ``rate`` in
    hundredths is None where one does, or for no budget.
    """

    count: int
    initial: int | None
    budget: int | None
    executed: int | None
    missing: int

    @property
    def rate(self) -> int | None:
        """执行率 of the sums, in hundredths of a per cent."""
        if self.missing or not self.budget or self.executed is None:
            return None
        return whole(Decimal(self.executed) * 10000 / self.budget)


@dataclass(frozen=True, slots=True)
class UnitPart:
    """The forms of one unit (rows as dicts of columns) with their sums."""

    code: str
    name: str
    rows: list[dict[str, Any]]
    sums: Sums


@dataclass(frozen=True, slots=True)
class DepartmentPart:
    """The units of one department with their sums."""

    code: str
    name: str
    units: list[UnitPart]
    sums: Sums


def chosen_forms(user: User, task: Task, given: QueryDict) -> QuerySet[ProjectForm]:
    """The forms of *task* in reach that answer the filters of a query string."""
    found = visible_forms(user).filter(task=task)
    if unit := given.get("unit"):
        found = found.filter(unit__code=unit)
    if code := given.get("department"):
        found = found.filter(unit__in=[pk for pk, over in departments().items() if over.code == code])
    if given.get("state") in State.values:
        found = found.filter(state=given["state"])
    if grade := given.get("grade"):
        found = found.filter(grade="" if grade == "-" else grade)
    return found


def rows_of(found: QuerySet[ProjectForm]) -> list[dict[str, Any]]:
    """A row a form, by department, unit and code; the document itself is not read."""
    over = departments()
    rows = [_row(values, over[values["unit_id"]]) for values in found.order_by().values(*_COLUMNS)]
    return sorted(rows, key=lambda row: (row["department_code"], row["unit__code"], row["project_code"]))


def _row(values: dict[str, Any], department: Organisation) -> dict[str, Any]:
    funding, money = values.pop("document__funding"), values.pop("document__fund_unit")
    return {
        **values,
        "department_code": department.code,
        "department": department.name,
        "initial_fen": initial_fen(funding or [], money or ""),
        "state_name": State(values["state"]).label,
    }


def initial_fen(funding: list[dict[str, Any]], money: str) -> int | None:
    """年初预算 of the total row, in fen; None where it cannot be read."""
    labels = Form(funding=tuple(FundingRow(label=str(row.get("label") or "")) for row in funding))
    index = total_row(labels)
    amount = None if index is None else notation.amount(str(funding[index].get("budget") or ""), money)
    return None if amount is None else fen_of(amount.value, money)


def parts_of(rows: list[dict[str, Any]]) -> list[DepartmentPart]:
    """The rows under their units and departments, in order."""
    parts = []
    for code, of_department in groupby(rows, lambda row: row["department_code"]):
        mine = list(of_department)
        units = [_unit(list(of_unit)) for _, of_unit in groupby(mine, lambda row: row["unit__code"])]
        parts.append(DepartmentPart(code, mine[0]["department"], units, sums_of(mine)))
    return parts


def _unit(rows: list[dict[str, Any]]) -> UnitPart:
    return UnitPart(rows[0]["unit__code"], rows[0]["unit__name"], rows, sums_of(rows))


def sums_of(rows: Iterable[dict[str, Any]]) -> Sums:
    """The sums of rows."""
    mine = list(rows)
    missing = sum(row["budget_fen"] is None or row["executed_fen"] is None for row in mine)
    initial, budget, executed = (_sum(mine, name) for name in ("initial_fen", "budget_fen", "executed_fen"))
    return Sums(len(mine), initial, budget, executed, missing)


def _sum(rows: list[dict[str, Any]], name: str) -> int | None:
    known = [row[name] for row in rows if row[name] is not None]
    return sum(known) if known else None
