"""STR106."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case
from jiheng.checks.cells import Cell, cells, everything, shortened
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import find

_PEOPLE = ("project_leader", "finance_leader", "signature", "leader_opinion")


@check(
    code="STR106",
    title="留有模板文字",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="{where}留有模板文字“{found}”",
    fix="换成实际内容；用不着的行整行删除；有意遮盖的，改用“某某”等写法",
    clause=COMPLETENESS,
)
def template_text_left(case: Case) -> Iterator[Answer]:
    """Text of the blank form that nobody replaced."""
    printed = everything(case.form)
    if not printed:
        yield NotApplicable("表中没有文字")
    if not placeholder.may_stand_in(printed):
        return
    for cell in cells(case.form):
        found = _found(cell)
        if found:
            yield Hit(cell.path, {"where": cell.name, "found": shortened(found)})


def _found(cell: Cell) -> str:
    found = placeholder.template_text(cell.text)
    if found.startswith("*") and _names_people(cell):
        return ""
    return found or (placeholder.prompt(cell.text) if cell.is_narrative else "")


def _names_people(cell: Cell) -> bool:
    """A name masked for publication, 张**, is no template text."""
    term = find(cell.row, "field", "notes") if cell.block == "notes" else None
    return term is not None and term.id in _PEOPLE
