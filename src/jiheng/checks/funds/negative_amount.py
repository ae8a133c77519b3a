"""FND209."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import row_name, shortened
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import label

_AMOUNTS = ("budget", "adjusted", "executed")


@check(
    code="FND209",
    title="金额为负",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("funding",),
    message="{row}的{column}填{printed}，金额不应为负",
    fix="核对账目：退回、冲销的金额应并入全年净额；填反了符号的，改为正数",
    clause="栏目含义：预算数、执行数为全年累计金额，不为负",
)
def negative_amount(case: Case) -> Iterator[Answer]:
    """An amount below zero in any funding row."""
    judged = False
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        for column in _AMOUNTS:
            amount = getattr(row, column)
            judged = judged or amount is not None
            if amount is not None and amount.value < 0:
                name = shortened(row_name(index, printed.label))
                values = {
                    "row": name,
                    "column": label(column),
                    "printed": getattr(printed, column),
                }
                yield Hit(f"funding[{index}].{column}", values)
    if not judged:
        yield NotApplicable("资金行没有可以识别的金额")
