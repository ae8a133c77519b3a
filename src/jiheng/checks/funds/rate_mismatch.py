"""FND202."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import Case
from jiheng.checks.cells import row_name, shortened
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Interval, Number, Severity, quotient, round_half_up, roundings

HUNDRED = 100


@check(
    code="FND202",
    title="执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("funding.executed", "funding.rate"),
    message="{row}执行率填{printed}，按执行数{executed}÷预算数{budget}应为{right}（计入金额的舍入，{span}均可）",
    fix="核对预算数、执行数；数额无误的，执行率应为{right}",
    clause=ARITHMETIC,
)
def rate_mismatch(case: Case) -> Iterator[Answer]:
    """A printed rate that no exact amounts behind the printed ones can give."""
    judged = False
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        budget, executed = row.annual_budget, row.executed
        shares = None if budget is None or executed is None else quotient(executed, budget)
        if budget is None or executed is None or shares is None or not row.rates:
            continue
        judged = True
        exact = Interval(shares.low * HUNDRED, shares.high * HUNDRED)
        if any(roundings(exact, rate) for rate in row.rates):
            continue
        share = executed.value / budget.value
        is_fraction = len(row.rates) > 1 and row.rates[0].places > 0 and share * HUNDRED > 1
        right = _right(share if is_fraction else share * HUNDRED, row.rates[0], 4 if is_fraction else 2)
        name = shortened(row_name(index, printed.label))
        yield Hit(
            f"funding[{index}].rate",
            {
                "row": name,
                "printed": printed.rate,
                "executed": printed.executed,
                "budget": budget,
                "span": _span(exact),
                "right": right if is_fraction else f"{right}%",
            },
            correction=right + next((sign for sign in "%％" if sign in printed.rate), ""),
        )
    if not judged:
        yield NotApplicable("没有预算数大于零、执行数和执行率都能识别的资金行")


def _span(exact: Interval) -> str:
    low, high = round_half_up(exact.low, 3), round_half_up(exact.high, 3)
    return f"{low:f}%" if low == high else f"{low:f}%至{high:f}%"


def _right(value: Decimal, printed: Number, least: int) -> str:
    """The right rate with as many places as the form prints, and not fewer than *least*."""
    return f"{round_half_up(value, max(printed.places, least)):f}"
