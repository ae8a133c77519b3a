"""DEV502."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, NotApplicable, check
from jiheng.checks.given_reasons import given_reasons, reason_of, says
from jiheng.model import Severity
from jiheng.terms import plain

# 不完善、有待加强 name the defect, not what will be done about it.
DEFECT = ("不", "未", "待", "欠")


@check(
    code="DEV502",
    title="偏差原因没有改进措施",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    needs=("indicators.score", "indicators.points"),
    parameters=("remedy_words", "stock_reasons"),
    message="{name}没有写改进措施",
    fix="在原因之后写明接下来怎么办，例如“已与两所学校签约，每学期补充志愿者”",
    clause="remedy_words",
)
def reason_without_remedy(case: Case) -> Iterator[Answer]:
    """A reason for lost points that does not say what will be done."""
    stock = case.rules.stock_reasons.value
    given = given_reasons(case, (reason_of(row) for row in case.rows if row.is_short))
    # A stock phrase is no reason at all: DEV503 speaks.
    judged = [reason for reason in given if reason.bare not in stock]
    if not judged:
        yield NotApplicable("没有扣了分又写了原因的指标")
        return
    box = case.note("measures")
    if box is not None and plain(case.form.notes[box].text) not in stock:
        return
    for reason in judged:
        if not says(reason.text, case.rules.remedy_words.value, DEFECT):
            yield Hit(reason.path, {"name": reason.name})
