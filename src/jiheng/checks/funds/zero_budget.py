"""FND205."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import row_name, shortened
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, MissingInput, check
from jiheng.model import Severity
from jiheng.terms import label


@check(
    code="FND205",
    title="预算数为零",
    severity=Severity.WARNING,
    fixable=Fixable.NONE,
    needs=("funding",),
    message="{row}预算数为{budget}，{why}",
    fix="核对全年预算数是否漏填、是否应填调整后的数；确无预算的，说明资金来源，执行率不计算",
    clause=ARITHMETIC,
)
def zero_budget(case: Case) -> Iterator[Answer]:
    """A total budget of zero, which leaves the rate undefined, or money spent on a budget of zero."""
    judged = False
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        budget = row.annual_budget
        if budget is None:
            continue
        judged = True
        is_total = index == case.figures.total_row
        is_spent = row.executed is not None and row.executed.value > 0
        if budget.value != 0 or not (is_total or is_spent):
            continue
        spent = f"执行数为{printed.executed}，资金来源不明" if is_spent else ""
        undefined = "执行率没有意义，执行得分不能按公式计算" if is_total else ""
        column = "adjusted" if row.adjusted is not None else "budget"
        name = shortened(row_name(index, printed.label))
        yield Hit(
            f"funding[{index}].{column}",
            {
                "row": name,
                "budget": budget,
                "why": "，".join(filter(None, (spent, undefined))),
            },
        )
    if not judged:
        yield MissingInput(label("adjusted"))
