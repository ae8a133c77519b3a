"""What may be published: no form that is withheld, no personal data, nothing that only the reading saw."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import replace
from typing import TypeVar

from jiheng.checks.case import case_of
from jiheng.checks.catalogue import catalogue
from jiheng.checks.check import Stage
from jiheng.checks.runner import run
from jiheng.model import (
    Finding,
    Form,
    FundingRow,
    Goals,
    Header,
    Indicator,
    Note,
    Problem,
    ProblemKind,
    Status,
    TargetText,
    Total,
)
from jiheng.model.form import NOTHING
from jiheng.model.location import CERTAIN
from jiheng.standards import Standard
from jiheng.terms import label, notation

Part = TypeVar("Part", Header, FundingRow, Goals, Indicator, TargetText, Total, Note)


def is_withheld(form: Form) -> bool:
    """True where 涉密, 不予公开 or anything else stands in the way of publication by decision."""
    return not notation.is_empty(form.header.secrecy)


def personal_data(findings: Iterable[Finding]) -> tuple[Finding, ...]:
    """Of *findings* those that must be taken out of a form before it is published."""
    return tuple(found for found in findings if catalogue()[found.code].blocks is Stage.PUBLICATION)


def public_face(form: Form) -> Form:
    """The form as its page prints it: no places, nor comments and hidden text that a reader came upon.

    Of keys that are none of ours the texts stay, which are printed; what programs nest into a form is not.
    """
    header = form.header if is_withheld(form) else replace(form.header, secrecy="")
    return replace(
        form,
        header=_printed(header),
        funding=tuple(map(_printed, form.funding)),
        goals=_printed(form.goals),
        indicators=tuple(_printed(replace(row, target=_printed(row.target))) for row in form.indicators),
        total=_printed(form.total),
        notes=tuple(map(_printed, form.notes)),
        unbound=(),
        confidence=CERTAIN,
        sources=NOTHING,
        attached=None,
        extra=NOTHING,
    )


def _printed(part: Part) -> Part:
    if not part.extra:
        return part
    texts = {key: value for key, value in part.extra.items() if isinstance(value, str) and value}
    return replace(part, extra=texts or NOTHING)


def obstacle(form: Form, standard: Standard) -> Problem | None:
    """Why *form* must not be published; None where it may."""
    name = f"“{form.header.project}”" if form.header.project else "一张没有项目名称的表"
    if is_withheld(form):
        what = f"{name}不公开：{label('secrecy')}为“{form.header.secrecy}”"
        return Problem(ProblemKind.UNREADABLE, what, f"如可以公开，请先清空{label('secrecy')}")
    checks = [check for check in catalogue().values() if check.blocks is Stage.PUBLICATION]
    outcomes = run(case_of(form, standard), checks)
    found = personal_data(finding for outcome in outcomes for finding in outcome.findings)
    if found:
        more = f"等{len(found)}处" if len(found) > 1 else ""
        return Problem(ProblemKind.UNREADABLE, f"{name}不能公开：{found[0].message}{more}", found[0].fix)
    crashed = next((outcome for outcome in outcomes if outcome.status is Status.CRASHED), None)
    if crashed is not None:
        return Problem(ProblemKind.UNREADABLE, f"{name}不能公开：个人信息检查没有得出结论", crashed.why)
    return None
