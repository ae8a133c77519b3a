"""FND202."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, check
from jiheng.model import Interval, Number, Severity, quotient, round_half_up, roundings

HUNDRED = 100


@check(
    code="FND202",
    title="执行率与预算数、执行数不符",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("funding.executed", "funding.rate"),
    message="{row}执行率填{printed}，按执行数{executed}÷预算数{budget}应在{low}%至{high}%之间",
    fix="核对预算数、执行数；数额无误的，执行率应为{right}",
    clause=ARITHMETIC,
)
def rate_mismatch(case: Case) -> Iterator[Answer]:
    """A printed rate that no exact amounts behind the printed ones can give."""
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        budget, executed = row.annual_budget, row.executed
        if budget is None or executed is None or not row.rates or budget.value <= 0:
            continue
        shares = quotient(executed, budget)
        if shares is None:
            continue
        exact = Interval(shares.low * HUNDRED, shares.high * HUNDRED)
        if any(roundings(exact, rate) for rate in row.rates):
            continue
        right = round_half_up(HUNDRED * executed.value / budget.value, _places(row.rates[0]))
        yield Hit(
            f"funding[{index}].rate",
            {
                "row": printed.label,
                "printed": printed.rate,
                "executed": printed.executed,
                "budget": budget,
                "low": round_half_up(exact.low, 3),
                "high": round_half_up(exact.high, 3),
                "right": f"{right:f}%",
            },
            correction=f"{right:f}{'%' if '%' in printed.rate else ''}",
        )


def _places(rate: Number) -> int:
    return max(rate.places, 2)
