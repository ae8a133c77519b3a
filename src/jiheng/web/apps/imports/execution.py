"""The execution figures of one project, out of its lines: a line a project, or a line a source of funds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Location
from jiheng.terms import find, label
from jiheng.web.apps.accounts.models import Organisation
from jiheng.web.apps.imports.fields import TOTAL, name_of_field
from jiheng.web.apps.imports.groups import Group
from jiheng.web.apps.imports.numbers import amount_of
from jiheng.web.apps.imports.sheets import Line

Amounts = Mapping[tuple[str, str], Decimal]


@dataclass(frozen=True, slots=True)
class ExecutionFigures:
    """Amounts of one project in ``fund_unit``, by source and field (``total_funds``, ``executed``)."""

    unit: Organisation
    project_code: str
    at: Location
    amounts: Amounts
    fund_unit: str


def figures_of(group: Group, fund_unit: str) -> ExecutionFigures:
    """The figures in a group; what is wrong is added to its problems."""
    found: dict[tuple[str, str], Decimal] = {}
    where: dict[tuple[str, str], Line] = {}
    for line in group.lines:
        for key, amount in _amounts(group, line, fund_unit):
            if key in found:
                message = f"{label(key[0])}的{label(key[1])}与第{where[key].number}行重复"
                group.refuse(message, "请删去重复的行", line.at)
                continue
            found[key], where[key] = amount, line
    if not found:
        group.refuse("没有金额", "请补上预算数、执行数")
    return ExecutionFigures(group.unit, group.project_code, group.at, _with_total(found), fund_unit)


def _amounts(group: Group, line: Line, fund_unit: str) -> Iterator[tuple[tuple[str, str], Decimal]]:
    written = line.get("funding.label")
    source = find(written, "funding_row") if written else None
    if written and source is None:
        group.refuse(f"不认识的资金来源“{written[:40]}”", "请写成自评表上的资金行名称", line.at)
        return
    for field, text in line.cells.items():
        block, _, rest = field.partition(".")
        if block != "funding" or rest == "label":
            continue
        column, _, by_column = rest.partition("/")
        amount = amount_of(group, line, text, fund_unit, name_of_field(field))
        if amount is not None:
            yield (by_column or (source.id if source else TOTAL), column), amount


def _with_total(found: dict[tuple[str, str], Decimal]) -> Amounts:
    """Where a list gives sources alone, the total is their sum."""
    columns = {column for _, column in found if (TOTAL, column) not in found}
    sums = {
        (TOTAL, column): sum((v for (_, c), v in found.items() if c == column), Decimal(0))
        for column in columns
    }
    return {**found, **sums}
