"""STR103."""

from collections.abc import Iterator

from jiheng.checks import placeholder
from jiheng.checks.case import Case
from jiheng.checks.cells import cell_name, shortened
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import notation


@check(
    code="STR103",
    title="指标缺少一级、二级或三级名称",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators",),
    message="第{number}项指标{name}没有填写{field}",
    fix="按批复的绩效目标填写{field}；没有设置这项指标的，删除这一行",
    clause=COMPLETENESS,
)
def indicator_unnamed(case: Case) -> Iterator[Answer]:
    """An indicator without its level 1, its level 2 or its name."""
    for row in case.rows:
        printed = row.printed
        if placeholder.is_template(printed.level3):
            continue
        for field in ("level1", "level2", "level3"):
            if notation.is_empty(getattr(printed, field)):
                name = f"“{shortened(printed.level3)}”" if printed.level3 else ""
                values = {"number": row.index + 1, "name": name, "field": cell_name("indicators", field)}
                yield Hit(row.at(field), values)
