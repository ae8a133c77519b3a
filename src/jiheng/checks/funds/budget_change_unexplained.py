"""FND206."""

from collections.abc import Iterator
from decimal import Decimal

from jiheng.checks.case import NO_REASON_CELL, Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity, round_half_up
from jiheng.terms import label

HUNDRED = Decimal(100)
WITHOUT_CELL = f"{NO_REASON_CELL}年中调整预算的事由、批准文件和时间"


@check(
    code="FND206",
    title="预算调整幅度大未说明原因",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("funding",),
    message="全年预算数{annual}，年初预算数{initial}，{change}，没有说明原因",
    fix="在原因栏写明年中调整的事由、批准文件和时间，例如“9月追加应急经费，见市财政局批复”",
    clause="budget_change",
    parameters=("budget_change",),
)
def budget_change_unexplained(case: Case) -> Iterator[Answer]:
    """A budget that changed much between the year's start and its end, and nobody says why."""
    funds = case.total_funds
    if funds is None or funds.budget is None or funds.adjusted is None:
        both = all(case.has_cell("funding", column) for column in ("budget", "adjusted"))
        missing = "adjusted" if funds is not None and funds.adjusted is None else "budget"
        yield MissingInput(label(missing)) if both else NotApplicable("本表不同时印年初预算数和全年预算数")
        return
    limit = case.rules.budget_change.value
    change = _change(funds.budget.value, funds.adjusted.value, limit)
    if change and not case.explains_execution:
        yield Hit(
            case.funds_at("adjusted"),
            {"annual": funds.adjusted, "initial": funds.budget, "change": change},
            fix="" if case.has_cell("funding", "reason") else WITHOUT_CELL,
        )


def _change(initial: Decimal, annual: Decimal, limit: Decimal) -> str:
    """How the budget moved, where it moved by more than *limit* per cent of the initial one; else nothing."""
    if initial <= 0:
        return "年初没有预算，年中安排" if annual > 0 else ""
    moved = HUNDRED * (annual - initial) / initial
    if abs(moved) <= limit:
        return ""
    return f"{'调增' if moved > 0 else '调减'}{round_half_up(abs(moved), 2):f}%，超过{limit:f}%"
