"""STR112."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import label, notation


@check(
    code="STR112",
    title="指标过少或缺少应有的一类",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    parameters=("fewest_indicators", "required_level2"),
    message="绩效指标{problem}",
    fix="按批复的绩效目标补齐指标；批复时就没有的，在编制下年度目标时补上",
    clause="fewest_indicators",
)
def too_few_indicators(case: Case) -> Iterator[Answer]:
    """Fewer indicators than one can judge by, or none of a kind that the standard asks for."""
    fewest = case.rules.fewest_indicators.value
    count = sum(1 for row in case.rows if not _is_blank(row.printed.level3))
    if count < fewest:
        yield Hit("indicators", {"problem": f"只有{count}项，少于{fewest}项" if count else "一项也没有"})
    kinds = {row.level2 for row in case.rows}
    # Where no line names its kind there is nothing to miss: STR103 asks for the names.
    if any(not notation.is_empty(row.printed.level2) for row in case.rows):
        for key in case.rules.required_level2.value:
            if key not in kinds:
                yield Hit("indicators", {"problem": f"中没有“{label(key)}”"})


def _is_blank(name: str) -> bool:
    return notation.is_empty(name) or placeholder.is_template(name)
