"""STR110."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import Cell, cells
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity


@check(
    code="STR110",
    title="文字超过规定字数",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    parameters=("text_limits",),
    message="{where}共{count}字，超过规定的{limit}字",
    fix="压缩到{limit}字以内，把详情写进自评报告",
    clause="text_limits",
)
def text_too_long(case: Case) -> Iterator[Answer]:
    """A reason or a note longer than the standard allows."""
    limits = case.rules.text_limits.value
    if not limits:
        yield NotApplicable("本口径没有字数规定")
        return
    limited = [(cell, limits[key]) for cell in cells(case.form) if (key := _key(cell)) in limits]
    if not limited:
        yield NotApplicable("没有填写受字数限制的栏目")
    for cell, limit in limited:
        count = len("".join(cell.text.split()))
        if count > limit:
            yield Hit(cell.path, {"where": cell.name, "count": count, "limit": limit})


def _key(cell: Cell) -> str:
    return "notes" if cell.block == "notes" and cell.field == "text" else f"{cell.block}.{cell.field}"
