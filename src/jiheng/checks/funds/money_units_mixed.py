"""FND208."""

import re
from collections.abc import Iterator
from decimal import Decimal
from typing import NamedTuple

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.checks.money import UNITS, Amount, amount, amounts_in
from jiheng.model import Severity
from jiheng.terms import label, plain

# 单价, 每场成本 and 人均 are for one of many: their distance from the total says nothing.
_PRICE = re.compile("[单每均]")


class Pair(NamedTuple):
    """An amount, where it stands, and an amount it should be of one size with."""

    path: str
    where: str
    given: Amount
    beside: str
    other: Amount


@check(
    code="FND208",
    title="元与万元混用",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding",),
    message="{where}{given}与{beside}{other}相差约{ratio}倍，疑似元与万元混用",
    fix="核对两处的数额和单位，统一按表上注明的金额单位填写",
    clause="unit_mix",
    parameters=("unit_mix",),
)
def money_units_mixed(case: Case) -> Iterator[Answer]:
    """Two amounts of one project that lie some ten thousand times apart, each in the unit it names."""
    if plain(case.form.fund_unit) not in UNITS:
        yield MissingInput(label("fund_unit"))
        return
    pairs = [*_in_funds(case), *_in_goals(case), *_in_costs(case)]
    if not pairs:
        yield NotApplicable("没有两处可以比较的金额")
    low, high = case.rules.unit_mix.value
    found: set[str] = set()
    for pair in pairs:
        ratio = _ratio(pair)
        if low <= ratio <= high and pair.path not in found:
            found.add(pair.path)
            values = {"where": pair.where, "given": pair.given.text, "beside": pair.beside}
            yield Hit(pair.path, {**values, "other": pair.other.text, "ratio": f"{ratio:.0f}"})


def _ratio(pair: Pair) -> Decimal:
    less, more = sorted((pair.given.yuan, pair.other.yuan))
    return more / less


def _known(case: Case) -> list[tuple[str, Amount]]:
    """What was budgeted and what was spent, in the row 年度资金总额."""
    funds, unit = case.total_funds, plain(case.form.fund_unit)
    numbers = {} if funds is None else {"adjusted": funds.annual_budget, "executed": funds.executed}
    known = ((label(name), amount(n.value, unit)) for name, n in numbers.items() if n is not None)
    return [(name, money) for name, money in known if money is not None]


def _in_funds(case: Case) -> Iterator[Pair]:
    known = _known(case)
    if len(known) > 1:
        (beside, other), (where, given) = known
        yield Pair(case.funds_at("executed"), f"年度资金总额的{where}", given, beside, other)


def _in_goals(case: Case) -> Iterator[Pair]:
    goals, known = case.form.goals, _known(case)
    for path, where, text in (
        ("goals.expected", label("expected"), goals.expected),
        ("goals.actual", label("goal_actual"), goals.actual),
    ):
        for given in amounts_in(text):
            for beside, other in known:
                yield Pair(path, f"{where}中的", given, beside, other)


def _in_costs(case: Case) -> Iterator[Pair]:
    for row in case.rows:
        target = amount(row.target.bound, row.target.unit) if row.is_cost else None
        if target is None:
            continue
        known = [] if _PRICE.search(row.name + row.target.text) else _known(case)
        for beside, other in known:
            yield Pair(row.at("target"), f"“{row.name}”的{label('target')}", target, beside, other)
        done = row.actual.number
        given = None if done is None else amount(done.value, row.actual.unit or row.target.unit)
        if given is not None:
            for beside, other in [(label("target"), target), *known]:
                yield Pair(row.at("actual"), f"“{row.name}”的{label('actual')}", given, beside, other)
