"""FND204."""

from collections.abc import Iterator

from jiheng.checks.case import NO_REASON_CELL, Case
from jiheng.checks.cells import row_name, shortened
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity

WITHOUT_CELL = f"核对预算数和执行数；确实超出的，{NO_REASON_CELL}资金来源和批准依据"


@check(
    code="FND204",
    title="执行数超过预算数未说明原因",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding.executed",),
    message="{row}执行数{executed}超过预算数{budget}，没有说明原因",
    fix="核对预算数和执行数；确实超出的，在原因栏写明资金来源和批准依据，例如“超出部分经局务会批准由单位自有资金支付”",
    clause=ARITHMETIC,
)
def overspent_unexplained(case: Case) -> Iterator[Answer]:
    """More executed than budgeted, beyond what rounding can explain, and nobody says why."""
    judged = False
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        budget, executed = row.annual_budget, row.executed
        # Money spent on a budget of zero is FND205's.
        if budget is None or executed is None or budget.value <= 0:
            continue
        judged = True
        if executed.interval.low >= budget.interval.high and not case.explains_funds(index):
            name = shortened(row_name(index, printed.label))
            yield Hit(
                f"funding[{index}].executed",
                {
                    "row": name,
                    "executed": printed.executed,
                    "budget": budget,
                },
                fix="" if case.has_cell("funding", "reason") else WITHOUT_CELL,
            )
    if not judged:
        yield NotApplicable("没有预算数大于零、可以与执行数比较的资金行")
