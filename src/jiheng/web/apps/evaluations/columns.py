"""The columns beside the document, for lists and sums; always derived, never typed."""

from __future__ import annotations

from collections import Counter
from decimal import Decimal

from jiheng.checks.publishing import is_withheld
from jiheng.model import Form, Severity
from jiheng.scoring import figures, grade_of
from jiheng.standards import Standard
from jiheng.terms import notation
from jiheng.web.apps.evaluations.amounts import fen_of, whole
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import judged

BLANKS = frozenset({"STR101", "STR102", "STR103", "STR105", "STR107"})
"""Checks that only say what is not filled in yet: while somebody fills, that is no 疑点."""


def set_columns(row: ProjectForm) -> None:
    """Renew the derived columns of a form from its document."""
    known = judged(row)
    form, findings = known.form, known.findings
    funds = figures(form).total_funds
    budget = None if funds is None or funds.annual_budget is None else funds.annual_budget.value
    executed = None if funds is None or funds.executed is None else funds.executed.value
    score = notation.number(form.total.score)
    row.project = form.header.project[:256] or row.project
    row.budget_fen = _fen(budget, form.fund_unit)
    row.executed_fen = _fen(executed, form.fund_unit)
    row.rate = None if not budget or executed is None else whole(executed / budget * 10000)
    row.self_total = None if score is None else whole(score.value * 100)
    row.grade = _grade(form, known.standard)
    row.blanks = sum(finding.code in BLANKS for finding in findings)
    found = Counter(finding.severity for finding in findings if finding.code not in BLANKS)
    row.errors, row.warnings = found[Severity.ERROR], found[Severity.WARNING]
    row.withheld = is_withheld(form)


def _grade(form: Form, standard: Standard) -> str:
    """The grade on the form; that of its total where the layout prints none."""
    total = notation.number(form.total.score)
    if standard.layout.grade or total is None:
        return form.grade[:32]
    return grade_of(total.value, standard.rules(notation.year_of(form.header.year)))


def _fen(amount: Decimal | None, unit: str) -> int | None:
    return None if amount is None else fen_of(amount, unit)
