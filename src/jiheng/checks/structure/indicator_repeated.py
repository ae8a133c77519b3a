"""STR111."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case, Row
from jiheng.checks.cells import shortened
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.model import Severity
from jiheng.terms import notation, plain

_APART = {"output": "benefit", "benefit": "output"}


@check(
    code="STR111",
    title="同一指标重复设置",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.level3",),
    message="第{number}项指标“{name}”与第{first}项{problem}",
    fix="保留一项，另一项换成能反映其他方面的指标，分值相应调整",
    clause="复核经验，非法规",
)
def indicator_repeated(case: Case) -> Iterator[Answer]:
    """The same indicator twice, or as an output and as a benefit."""
    named = [row for row in case.rows if _is_named(row)]
    if len(named) < 2:
        yield NotApplicable("不足两项有名称的指标")
    by_target: dict[tuple[str, str], Row] = {}
    by_level: dict[tuple[str, str], Row] = {}
    for row in named:
        name = plain(row.printed.level3)
        same = by_target.setdefault((name, plain(row.target.text)), row)
        by_level.setdefault((name, row.level1), row)
        other = by_level.get((name, _APART[row.level1])) if row.level1 in _APART else None
        if same is not row:
            yield _hit(row, same, "名称、指标值都相同")
        elif other is not None:
            yield _hit(row, other, "名称相同，既列产出又列效益")


def _is_named(row: Row) -> bool:
    return not notation.is_empty(row.printed.level3) and not placeholder.is_template(row.printed.level3)


def _hit(row: Row, first: Row, problem: str) -> Hit:
    name = shortened(row.printed.level3)
    values = {"number": row.index + 1, "name": name, "first": first.index + 1, "problem": problem}
    return Hit(row.at("level3"), values)
