"""IND703."""

from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.checks.wording import in_words_alone
from jiheng.model import Severity
from jiheng.terms import label, notation


@check(
    code="IND703",
    title="成本指标不可衡量",
    severity=Severity.HINT,
    fixable=Fixable.PERSON,
    needs=("indicators.target",),
    message="成本指标“{name}”的指标值“{target}”没有数，看不出成本控制在多少",
    fix="写成可以比较的数，例如“总成本≤30万元”“人均≤300元”；按定额执行的，写出定额是多少",
    clause="成本指标应可以衡量（复核经验，非法规）",
    cause="unmeasurable_target",
)
def cost_not_measurable(case: Case) -> Iterator[Answer]:
    """A cost indicator with only words as its target."""
    costs = [row for row in case.rows if row.is_cost]
    if not costs:
        yield NotApplicable("没有成本指标")
    elif all(notation.is_empty(row.target.text) for row in costs):
        yield MissingInput(label("target"))
    for row in costs:
        if in_words_alone(row.target):
            yield Hit(row.at("target"), {"name": row.name, "target": row.target.text})
