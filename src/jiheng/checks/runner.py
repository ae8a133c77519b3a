"""Runs the checks: every check answers for every form, exactly one of five."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import replace
from functools import cache
from typing import Any

from jiheng.checks.case import Case
from jiheng.checks.catalogue import select
from jiheng.checks.cells import cell_name
from jiheng.checks.check import Answer, Check, Hit, MissingInput, NotApplicable, Stage
from jiheng.checks.doubt import Doubts
from jiheng.model import Finding, FundingRow, Outcome, Severity, Status
from jiheng.standards import Ruled, Rules, Trust, load, standard_ids
from jiheng.terms import glossary, label, notation

_UNCONFIRMED = "口径未确认"
_NOT_EVALUATED = {"declaration": "绩效目标申报表不是自评表", "monitoring": "绩效目标执行监控表不是自评表"}


def run(case: Case, checks: Iterable[Check] | None = None) -> tuple[Outcome, ...]:
    """The outcome of every check of single forms for one form.

    Of forms that evaluate nothing only what must not be published is looked at.
    """
    chosen = [item for item in (select() if checks is None else checks) if not item.together]
    why = _NOT_EVALUATED.get(case.form.kind, "")
    doubts = Doubts(case.form)
    return tuple(
        Outcome(item.code, Status.NOT_APPLICABLE, why)
        if why and item.blocks is not Stage.PUBLICATION
        else _doubted(_outcome(item, case, (case,)), doubts)
        for item in chosen
    )


def run_together(cases: tuple[Case, ...], checks: Iterable[Check] | None = None) -> tuple[Outcome, ...]:
    """The outcome of every check across forms, for all forms of a call."""
    chosen = select() if checks is None else checks
    return tuple(_outcome(item, cases, cases) for item in chosen if item.together)


def _outcome(item: Check, subject: Case | tuple[Case, ...], cases: tuple[Case, ...]) -> Outcome:
    if not cases:
        return Outcome(item.code, Status.NOT_APPLICABLE, "没有表")
    rules = cases[0].rules
    unconfirmed = [name for name in item.parameters if not _ruled(rules, name).may_judge]
    if unconfirmed:
        return Outcome(item.code, Status.NOT_APPLICABLE, _UNCONFIRMED)
    missing = [need for need in item.needs if not _is_printed(cases[0], need)]
    if missing:
        return Outcome(item.code, Status.MISSING_INPUT, "、".join(map(_need_label, missing)))
    try:
        answers = list(item.judge(subject))
        findings = tuple(_finding(item, cases[a.form], a) for a in answers if isinstance(a, Hit))
    except Exception as error:
        return Outcome(item.code, Status.CRASHED, f"{type(error).__name__}: {error}")
    if findings:
        return Outcome(item.code, Status.FOUND, findings=findings)
    return _silent(item, answers)


def _doubted(outcome: Outcome, doubts: Doubts) -> Outcome:
    return replace(outcome, findings=tuple(map(doubts.told, outcome.findings)))


def _silent(item: Check, answers: list[Answer]) -> Outcome:
    first = answers[0] if answers else None
    if isinstance(first, NotApplicable):
        return Outcome(item.code, Status.NOT_APPLICABLE, first.why)
    if isinstance(first, MissingInput):
        return Outcome(item.code, Status.MISSING_INPUT, first.which)
    return Outcome(item.code, Status.PASSED)


def _finding(item: Check, case: Case, hit: Hit) -> Finding:
    return Finding(
        code=item.code,
        severity=hit.severity or _severity(item, case.rules),
        at=case.form.at(hit.path),
        message=item.message.format(**hit.values),
        fix=(hit.fix or item.fix).format(**hit.values),
        source=hit.source or source(item, case.rules),
        cause=item.cause,
        correction=hit.correction,
    )


def _severity(item: Check, rules: Rules) -> Severity:
    return Severity(rules.severities.value.get(item.code, item.severity))


def source(item: Check, rules: Rules) -> str:
    """What the check cites: the clause of its parameter or its own text, and 产品默认 for our thresholds."""
    cited = str(_ruled(rules, item.clause).clause) if hasattr(rules, item.clause) else item.clause
    ours = {str(ruled.clause) for name in item.parameters if _is_ours(ruled := _ruled(rules, name))}
    return "；阈值为".join([cited, *(ours - {cited})])


def sources(item: Check) -> Mapping[str, tuple[str, ...]]:
    """All that the check cites under the standards there are, each with the ids of those standards."""
    found: dict[str, tuple[str, ...]] = {}
    for name in standard_ids():
        cited = source(item, load(name).rules(None))
        found[cited] = (*found.get(cited, ()), name)
    return found


def _is_ours(ruled: Ruled[Any]) -> bool:
    return ruled.clause.trust is Trust.OWN


def _ruled(rules: Rules, name: str) -> Ruled[Any]:
    ruled: Ruled[Any] = getattr(rules, name)
    return ruled


def _is_printed(case: Case, need: str) -> bool:
    block, _, name = need.partition(".")
    part: Any = getattr(case.form, block)
    if block == "funding":
        part = case.total_funds_printed
    if isinstance(part, tuple):
        return any(not name or _has_text(row, name) for row in part)
    return part is not None and (_has_text(part, name) if name else not _is_blank(part))


def _has_text(part: Any, name: str) -> bool:
    value = getattr(part, name)
    return not notation.is_empty(value if isinstance(value, str) else value.text)


def _is_blank(part: Any) -> bool:
    return notation.is_empty(part) if isinstance(part, str) else not isinstance(part, FundingRow)


@cache
def _need_label(need: str) -> str:
    block, _, field = need.partition(".")
    if field:
        return cell_name(block, field)
    return label(need) if need in glossary() else need
