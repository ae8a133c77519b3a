"""SCO403."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.model import Severity
from jiheng.scoring import grade_of
from jiheng.terms import find, label


@check(
    code="SCO403",
    title="评分等级与总分不符",
    severity=Severity.ERROR,
    fixable=Fixable.SAFE,
    needs=("total.score",),
    parameters=("grades",),
    message="总分{total}分，评分等级填“{printed}”，应为“{right}”",
    fix="核对总分；总分无误的，评分等级应为“{right}”",
    clause="grades",
)
def grade_not_the_band(case: Case) -> Iterator[Answer]:
    """A printed grade that is not the band of the printed total."""
    total = case.figures.total_score
    if total is None:
        yield MissingInput(f"{label('total')}（不能识别）")
    elif not case.grade and not case.layout.grade:
        yield NotApplicable("本表没有评分等级一栏")
    elif not case.grade:
        yield MissingInput(label("grade"))
    else:
        right = grade_of(total.value, case.rules)
        known = find(right, "grade")
        if case.grade not in (right, known.id if known else right):
            values = {"total": total, "printed": case.form.grade, "right": right}
            yield Hit("grade", values, correction=right)
