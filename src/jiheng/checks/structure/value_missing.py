"""STR105."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case, Row
from jiheng.checks.cells import cell_name, shortened
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import notation

_SCORED = ("points", "score")


@check(
    code="STR105",
    title="指标值、完成值、分值或得分没有填写",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators",),
    message="“{name}”没有填写{field}",
    fix="补填{field}；没有设置这项指标的，删除这一行",
    clause=COMPLETENESS,
)
def value_missing(case: Case) -> Iterator[Answer]:
    """A target, actual, points or score left blank."""
    target = "target.value" if case.has_cell("indicators", "target.value") else "target"
    # Forms for transfer payments print neither points nor scores; some layouts print no points.
    fields = [f for f in _SCORED if case.form.kind != "transfer" and case.has_cell("indicators", f)]
    for row in case.rows:
        if placeholder.is_template(row.printed.level3) or _is_unused(row):
            continue
        if row.lacks_target:
            yield _hit(row, target)
        for field in ("actual", *fields):
            if notation.is_empty(getattr(row.printed, field)):
                yield _hit(row, field)


def _is_unused(row: Row) -> bool:
    """A blank line of the form: STR103 asks for its name."""
    printed = row.printed
    cells = (printed.level3, printed.actual, printed.points, printed.score)
    return row.lacks_target and all(map(notation.is_empty, cells))


def _hit(row: Row, field: str) -> Hit:
    return Hit(row.at(field), {"name": shortened(row.name), "field": cell_name("indicators", field)})
