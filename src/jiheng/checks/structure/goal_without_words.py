"""STR107."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.cells import cell_name
from jiheng.checks.check import COMPLETENESS, Answer, Fixable, Hit, check
from jiheng.model import Severity
from jiheng.terms import notation


@check(
    code="STR107",
    title="预期目标或实际完成情况空白，或只有一个数",
    severity=Severity.ERROR,
    fixable=Fixable.PERSON,
    message="{field}{problem}",
    fix="用文字写明{field}：做了什么、做到什么程度、有什么效果",
    clause=COMPLETENESS,
)
def goal_without_words(case: Case) -> Iterator[Answer]:
    """A general goal, or its result, that is blank or a bare number."""
    for field in ("expected", "actual"):
        text = getattr(case.form.goals, field)
        if notation.is_empty(text):
            problem = "没有填写"
        elif notation.amount(text, "万元") is not None:
            problem = f"只写了一个数“{text}”"
        else:
            continue
        yield Hit(f"goals.{field}", {"field": cell_name("goals", field), "problem": problem})
