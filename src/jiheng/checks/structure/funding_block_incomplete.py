"""STR102."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import find

_NOT_REQUIRED = ("label", "reason")


@check(
    code="STR102",
    title="项目资金缺行或缺栏",
    severity=Severity.WARNING,
    fixable=Fixable.NONE,
    message="项目资金{problem}",
    fix="按《{title}》的表样补齐；没有发生的金额填0.00",
    clause=COMPLETENESS,
)
def funding_block_incomplete(case: Case) -> Iterator[Answer]:
    """The funding block lacks a row or a column of the official form."""
    form, layout = case.form, case.layout
    title = layout.title.replace("{year}年度", "")
    if form.kind != "project" or form.layout not in ("", layout.id):
        yield NotApplicable("没有这种表的表样，无从对照")
    elif not form.funding:
        yield Hit("funding", {"problem": "一行也没有", "title": title})
    else:
        for problem, path in (*_lacking_rows(case), *_lacking_columns(case)):
            yield Hit(path, {"problem": problem, "title": title})


def _lacking_rows(case: Case) -> Iterator[tuple[str, str]]:
    if len(case.layout.funding_rows) == 1:
        return
    printed = {_row(row.label) for row in case.form.funding}
    for label in case.layout.funding_rows:
        if _row(label) not in printed:
            yield f"缺少“{label}”一行", "funding"


def _row(label: str) -> str:
    term = find(label, "funding_row")
    return "" if term is None else term.id


def _lacking_columns(case: Case) -> Iterator[tuple[str, str]]:
    for column in case.layout.funding:
        empty = all(not getattr(row, column.field).strip() for row in case.form.funding)
        if empty and column.field not in _NOT_REQUIRED:
            yield f"缺少“{column.label}”一栏", case.funds_at(column.field)
