"""WGT305."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="WGT305",
    title="指标分值为零",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    message="“{name}”的分值填{points}，完成与否不影响总分",
    fix="给这项指标分配分值；不考核的，删去这一行，并使分值合计仍为满分",
    clause="自评系统的通行要求：指标分值应大于零（实务做法，非法规）",
)
def zero_points(case: Case) -> Iterator[Answer]:
    """An indicator whose points are zero or less: nothing depends on it."""
    if not case.has_points:
        yield NotApplicable("本表不印指标分值")
    for row in case.rows:
        if row.points is not None and row.points <= 0:
            yield Hit(row.at("points"), {"name": row.name, "points": row.printed.points})
