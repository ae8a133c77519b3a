"""The figures of the 汇总表: one line a project, exact sums of them. Amounts in 万元."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import TypeAlias

from jiheng.model import Form, FundingRow, Scorecard, round_half_up
from jiheng.terms import label, notation, total_row

UNIT = "万元"
AMOUNTS = ("budget", "adjusted", "executed")
_ADJUSTED, _EXECUTED = AMOUNTS.index("adjusted"), AMOUNTS.index("executed")
_RATE_PLACES = 2

Shown: TypeAlias = Decimal | str


@dataclass(frozen=True, slots=True)
class Line:
    """One project. An amount that is missing or cannot be read is None, and ``remarks`` say which and why.

    ``rate``, ``score`` and ``grade`` are those printed on the form, the first two as numbers where they are.
    """

    unit: str
    project: str
    amounts: tuple[Decimal | None, ...]
    rate: Shown
    score: Shown
    recomputed: Decimal | None
    grade: str
    remarks: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class Sum:
    """The sum of some lines, without the amounts that are missing; ``remarks`` name those.

    A sum of nothing but missing amounts is None. ``rate`` in per cent is None where an amount that it needs
    is missing or nothing was budgeted.
    """

    amounts: tuple[Decimal | None, ...]
    rate: Decimal | None
    remarks: tuple[str, ...]


def line(form: Form, card: Scorecard | None) -> Line:
    """What the summary shows of one form, and of its score computed anew where there is one."""
    index = total_row(form)
    row = FundingRow() if index is None else form.funding[index]
    printed = {name: getattr(row, name) for name in AMOUNTS}
    amounts = {name: _amount(text, form.fund_unit) for name, text in printed.items()}
    remarks = [_remark(label(name), printed[name]) for name in AMOUNTS if amounts[name] is None]
    score = notation.number(form.total.score)
    if score is None:
        remarks.append(_remark(label("self_score"), form.total.score))
    if card is not None and card.partial:
        remarks.append(f"{label('recomputed_score')}不含未填得分的指标")
    return Line(
        unit=form.header.unit,
        project=form.header.project,
        amounts=tuple(amounts.values()),
        rate=_rate(row.rate),
        score=form.total.score if score is None else score.value,
        recomputed=None if card is None else card.total,
        grade=form.grade,
        remarks=tuple(remarks),
    )


def _amount(text: str, unit: str) -> Decimal | None:
    """The amount in 万元, exactly; None where the cell or its unit cannot be read."""
    stated = notation.amount(text, unit)
    try:
        return None if stated is None else notation.in_unit(stated.value, unit, UNIT)
    except KeyError:
        return None


def _rate(text: str) -> Shown:
    """A rate that can mean two things (``1``, ``0.98``) stays as it is printed."""
    meanings = notation.rates(text)
    return meanings[0].value if len(meanings) == 1 else text


def _remark(name: str, printed: str) -> str:
    return f"{name}未填" if notation.is_empty(printed) else f"{name}“{printed}”无法识别"


def summed(lines: Sequence[Line]) -> Sum:
    """The exact sums of *lines*, and the rate that follows from them."""
    columns = [[line.amounts[place] for line in lines] for place in range(len(AMOUNTS))]
    amounts = tuple(_sum(column) for column in columns)
    lacking = [
        f"{label(name)}不含{missing}个项目"
        for name, column in zip(AMOUNTS, columns, strict=True)
        if (missing := column.count(None))
    ]
    budget, executed = amounts[_ADJUSTED], amounts[_EXECUTED]
    whole = None not in (*columns[_ADJUSTED], *columns[_EXECUTED])
    rate = (
        round_half_up(executed * 100 / budget, _RATE_PLACES)
        if whole and budget and executed is not None
        else None
    )
    return Sum(amounts, rate, tuple(lacking))


def _sum(column: Sequence[Decimal | None]) -> Decimal | None:
    known = [amount for amount in column if amount is not None]
    return sum(known, Decimal(0)) if known else None
