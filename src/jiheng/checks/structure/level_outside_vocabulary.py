"""STR104."""

from collections.abc import Iterator

from jiheng.checks.case import Case, Row
from jiheng.checks.cells import cell_name, shortened
from jiheng.checks.check import Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import label, notation, of_kind, term


@check(
    code="STR104",
    title="一级或二级指标名称不在规定之内",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.level1",),
    parameters=("level1_names",),
    message="{field}“{name}”{problem}",
    fix="改用规定的名称：{allowed}",
    clause="level1_names",
)
def level_outside_vocabulary(case: Case) -> Iterator[Answer]:
    """A level-1 or level-2 name that the standard does not know, or a level 2 under the wrong level 1."""
    allowed = case.rules.level1_names.value
    seen: set[str | tuple[str, str]] = set()
    for row in case.rows:
        level1, level2 = row.printed.level1, row.printed.level2
        if level1 not in seen and row.level1 not in allowed and not notation.is_empty(level1):
            yield _hit(row, "level1", "不是规定的一级指标", [label(key) for key in allowed])
        if (level1, level2) not in seen:
            problem = _misplaced(row, allowed)
            if problem:
                under = [t.label for t in of_kind("level2") if row.level1 in t.parents]
                yield _hit(row, "level2", problem, under or [t.label for t in of_kind("level2")])
        seen |= {level1, (level1, level2)}


def _misplaced(row: Row, allowed: tuple[str, ...]) -> str:
    if notation.is_empty(row.printed.level2):
        return ""
    if not row.level2:
        return "不是规定的二级指标"
    astray = row.level1 in allowed and row.level1 not in term(row.level2).parents
    return f"不应列在“{row.printed.level1}”之下" if astray else ""


def _hit(row: Row, field: str, problem: str, allowed: list[str]) -> Hit:
    name = shortened(getattr(row.printed, field))
    values = {"name": name, "problem": problem, "allowed": "、".join(allowed)}
    return Hit(row.at(field), {"field": cell_name("indicators", field), **values})
