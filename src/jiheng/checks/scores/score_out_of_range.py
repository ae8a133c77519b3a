"""SCO401."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import ARITHMETIC, Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity


@check(
    code="SCO401",
    title="得分低于零分或高于分值",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    needs=("indicators.score",),
    message="“{name}”得分{score}分，{where}",
    fix="核对得分与分值是否填错、错行；得分应在0分与分值之间",
    clause=ARITHMETIC,
)
def score_out_of_range(case: Case) -> Iterator[Answer]:
    """A score below nothing, or above the points of its line."""
    for row in case.rows:
        if row.score is None:
            continue
        values = {"name": row.name, "score": row.printed.score}
        if row.score < 0:
            yield Hit(row.at("score"), {**values, "where": "低于0分"})
        elif row.points is not None and row.score > row.points:
            yield Hit(row.at("score"), {**values, "where": f"高于分值{row.printed.points}分"})
    if all(row.score is None for row in case.rows):
        yield NotApplicable("没有可以识别的得分")
    elif not any(row.is_scored for row in case.rows):
        yield MissingInput("分值")
