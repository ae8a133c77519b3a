"""FND201."""

from collections.abc import Iterator

from jiheng.checks.breakdown import nested, sums
from jiheng.checks.case import Case
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Number, Severity
from jiheng.model.number import ZERO
from jiheng.terms import find, label

_AMOUNTS = ("budget", "adjusted", "executed")


@check(
    code="FND201",
    title="年度资金总额与各资金行之和不符",
    severity=Severity.ERROR,
    fixable=Fixable.NONE,
    needs=("funding",),
    message="{row}的{column}填{printed}，各资金行合计{sum}，差{gap}",
    fix="逐行核对{column}：总额应等于各资金来源之和，其中项不重复计入",
    clause=ARITHMETIC,
)
def total_differs_from_rows(case: Case) -> Iterator[Answer]:
    """A total of amounts that no exact amounts behind its rows can add up to."""
    index, printed = case.figures.total_row, case.total_funds_printed
    if index is None or printed is None or not _is_total(printed.label):
        yield MissingInput(label("total_funds"))
        return
    parts = nested((*case.form.funding[:index], *case.form.funding[index + 1 :]))
    judged = False
    for column in _AMOUNTS:
        amounts = _column(case, column)
        whole = amounts.pop(index)
        given = [amount.value for amount in amounts if amount is not None]
        if whole is None or not given:
            continue
        judged = True
        added = sum(given, ZERO)
        if added != whole.value and not any(map(whole.interval.meets, sums(amounts, parts))):
            yield Hit(
                case.funds_at(column),
                {
                    "row": printed.label,
                    "column": label(column),
                    "printed": getattr(printed, column),
                    "sum": f"{added:f}",
                    "gap": f"{abs(added - whole.value):f}",
                },
            )
    if not judged:
        yield NotApplicable("没有可以与年度资金总额核对的资金行")


def _is_total(name: str) -> bool:
    """Without its label a first row may be a source of funds like the others."""
    meant = find(name, "funding_row")
    return meant is not None and meant.id == "total_funds"


def _column(case: Case, name: str) -> list[Number | None]:
    """One column of amounts; a bare 0 among decimals stands for nothing, not for anything below 0.5."""
    amounts: list[Number | None] = [getattr(row, name) for row in case.figures.funding]
    if all(amount is None or amount.value or amount.places for amount in amounts):
        return amounts
    finest = max((amount.places for amount in amounts if amount is not None), default=0)
    nothing = Number(ZERO.scaleb(-finest))
    return [amount if amount is None or amount.value else nothing for amount in amounts]
