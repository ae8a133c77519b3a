"""FND210."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import row_name, shortened
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="FND210",
    title="分项资金行重复计分值",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("funding",),
    message="年度资金总额已有分值{total}，{row}又填分值{points}，相加会重复计分",
    fix="只保留年度资金总额一行的分值和得分，其余资金行填“-”",
    clause=ARITHMETIC,
)
def points_counted_twice(case: Case) -> Iterator[Answer]:
    """Points on a partial row as well as on the row 年度资金总额."""
    total = case.total_funds
    if total is None or total.points is None or total.points.value <= 0:
        yield NotApplicable("年度资金总额一行没有分值")
        return
    for index, (printed, row) in enumerate(zip(case.form.funding, case.figures.funding, strict=True)):
        if index != case.figures.total_row and row.points is not None and row.points.value > 0:
            name = shortened(row_name(index, printed.label))
            yield Hit(
                f"funding[{index}].points",
                {
                    "total": total.points,
                    "row": name,
                    "points": printed.points,
                },
            )
