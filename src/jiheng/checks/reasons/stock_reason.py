"""DEV503."""

from collections import defaultdict
from collections.abc import Iterator

from jiheng.checks.case import Case
from jiheng.checks.check import Answer, Fixable, Hit, MissingInput, NotApplicable, check
from jiheng.checks.given_reasons import Reason, given_reasons, reason_of
from jiheng.model import Severity
from jiheng.terms import label

SHOWN = 20


@check(
    code="DEV503",
    title="偏差原因是套话或各行雷同",
    severity=Severity.WARNING,
    fixable=Fixable.PERSON,
    parameters=("stock_reasons", "execution_reason_below", "over_achievement"),
    message="{name}{how}",
    fix="逐项写明具体原因：没有完成（或超额、没有用完）的是什么、为什么、接下来怎么办",
    clause="stock_reasons",
)
def stock_reason(case: Case) -> Iterator[Answer]:
    """A reason that says nothing, or the same one for several lines."""
    given = list(given_reasons(case, _owed(case)))
    if not given and not any(row.is_scored for row in case.rows):
        yield MissingInput(f"{label('points')}、{label('score')}")
    elif not given:
        yield NotApplicable("没有需要说明又写了原因的行")
    alike: dict[str, list[Reason]] = defaultdict(list)
    for reason in given:
        if reason.bare in case.rules.stock_reasons.value:
            yield Hit(reason.path, {"name": reason.name, "how": f"只写“{reason.bare}”，没有说明原因"})
        else:
            alike[reason.bare].append(reason)
    for first, *others in alike.values():
        if others:
            yield Hit(first.path, {"name": first.name, "how": _same(first, others)})


def _owed(case: Case) -> Iterator[Reason]:
    """Where a reason is owed: points or funds were lost, or far more was done than promised."""
    rate, printed = case.scorecard.execution.rate, case.total_funds_printed
    if printed is not None and rate is not None and rate < case.rules.execution_reason_below.value:
        yield Reason(case.funds_at("reason"), f"“{printed.label}”的{label('rate')}原因", printed.reason)
    yield from (reason_of(row) for row in case.rows if row.is_short or case.is_over_achieved(row))


def _same(first: Reason, others: list[Reason]) -> str:
    several = f"等{len(others)}处" if len(others) > 1 else ""
    more = "……" if len(first.text) > SHOWN else ""
    return f"与{others[0].name}{several}一字不差：“{first.text[:SHOWN]}{more}”"
