"""IND701."""

from collections.abc import Iterator

from jiheng.checks.case import Case, Row
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="IND701",
    title="没有满意度指标",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("indicators.level1",),
    parameters=("level1_names",),
    message="没有满意度指标{proxy}",
    fix="有明确服务对象的，增设服务对象满意度指标并做调查，例如“就餐职工满意度≥90%”；没有服务对象的，在自评报告中说明不设的理由",
    clause="level1_names",
)
def satisfaction_missing(case: Case) -> Iterator[Answer]:
    """No indicator asks whether those served are satisfied."""
    if "satisfaction" not in case.rules.level1_names.value:
        yield NotApplicable("本口径不设满意度指标")
    elif not any(_asks_satisfaction(row) for row in case.rows):
        complaints = [row.printed.level3 for row in case.rows if "投诉" in row.printed.level3]
        proxy = f"，只有“{complaints[0]}”，没有投诉不等于满意" if complaints else ""
        yield Hit("indicators", {"proxy": proxy})


def _asks_satisfaction(row: Row) -> bool:
    return (
        row.level1 == "satisfaction"
        or row.level2 == "beneficiary_satisfaction"
        or "满意" in row.printed.level3
    )
