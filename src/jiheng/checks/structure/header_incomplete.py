"""STR101."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case
from jiheng.checks.cells import cell_name
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import notation

_FIELDS = ("project", "department", "unit")


@check(
    code="STR101",
    title="表头项目、部门、单位或年度没有填写",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="表头{field}{problem}",
    fix="在表头填写{field}，与预算批复一致",
    clause=COMPLETENESS,
)
def header_incomplete(case: Case) -> Iterator[Answer]:
    """Project, department, unit or year not said."""
    header = case.form.header
    for field in _FIELDS:
        if case.has_cell("header", field) and notation.is_empty(getattr(header, field)):
            yield Hit(f"header.{field}", {"field": cell_name("header", field), "problem": "没有填写"})
    # Some layouts print the year in the title alone.
    printed = header.year
    if notation.year_of(printed) or notation.year_of(case.form.title) or placeholder.template_text(printed):
        return
    problem = "没有填写" if notation.is_empty(printed) else f"“{printed}”不是四位数的年份"
    yield Hit("header.year", {"field": cell_name("header", "year"), "problem": problem})
