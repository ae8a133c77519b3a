"""STR105."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case, Row
from jiheng.checks.cells import cell_name, shortened
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import label, notation

_SCORED = ("points", "score")
_MARKS = ("rate", *_SCORED)
_FUNDS = ("budget", "adjusted", "executed", *_MARKS)


@check(
    code="STR105",
    title="应填的数没有填写",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators",),
    message="{name}没有填写{field}",
    fix="补填{field}{otherwise}",
    clause=COMPLETENESS,
)
def value_missing(case: Case) -> Iterator[Answer]:
    """A target, actual, points or score left blank; or an amount, the total or the grade."""
    yield from _of_funds(case)
    yield from _of_rows(case)
    yield from _of_total(case)


def _of_funds(case: Case) -> Iterator[Answer]:
    """Blanks in the row 年度资金总额; a column that is blank in every row is STR102's."""
    printed = case.total_funds_printed
    if printed is None:
        return
    name = f"“{shortened(printed.label)}”"
    for field in _FUNDS:
        is_column = case.has_cell("funding", field) and not (field in _SCORED and _has_no_scores(case))
        others = any(not notation.is_empty(getattr(row, field)) for row in case.form.funding)
        if is_column and notation.is_empty(getattr(printed, field)) and (others or field in _MARKS):
            yield Hit(case.funds_at(field), _values(name, cell_name("funding", field)))


def _of_total(case: Case) -> Iterator[Answer]:
    """Blanks in the line 总分 and the grade, on forms that print scores."""
    if _has_no_scores(case):
        return
    for field in _SCORED if case.has_points else ("score",):
        if notation.is_empty(getattr(case.form.total, field)):
            yield Hit(f"total.{field}", _values(label("total"), cell_name("total", field)))
    if case.layout.grade and notation.is_empty(case.form.grade):
        yield Hit("grade", _values("", label("grade")))


def _has_no_scores(case: Case) -> bool:
    """Forms for transfer payments print neither points nor scores."""
    return case.form.kind == "transfer"


def _of_rows(case: Case) -> Iterator[Answer]:
    target = "target.value" if case.has_cell("indicators", "target.value") else "target"
    # Some layouts print no points.
    fields = [f for f in _SCORED if not _has_no_scores(case) and case.has_cell("indicators", f)]
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
    values = _values(f"“{shortened(row.name)}”", cell_name("indicators", field))
    return Hit(row.at(field), {**values, "otherwise": "；没有设置这项指标的，删除这一行"})


def _values(name: str, field: str) -> dict[str, str]:
    return {"name": name, "field": field, "otherwise": ""}
