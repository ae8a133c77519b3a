"""WGT304."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="WGT304",
    title="单项指标分值过高",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    message="“{name}”一项占{points}分，超过{limit}分，一项就决定了总分",
    fix="把这项指标拆成能分别衡量的几项，或者把分值分给数量、质量、时效和效益指标",
    clause="largest_indicator",
    parameters=("largest_indicator",),
)
def one_indicator_dominates(case: Case) -> Iterator[Answer]:
    """One indicator that carries more points than the standard's largest."""
    if not case.has_points:
        yield NotApplicable("本表不印指标分值")
    limit = case.rules.largest_indicator.value
    for row in case.rows:
        if row.points is not None and row.points > limit:
            values = {"name": row.name, "points": row.printed.points, "limit": f"{limit:f}"}
            yield Hit(row.at("points"), values)
