"""What execution figures change in a form: budgets are settled by them, what was spent can be corrected."""

from __future__ import annotations

from jiheng.standards import Layout
from jiheng.terms import label
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.imports.cell_changes import Changes, funding_row
from jiheng.web.apps.imports.execution import ExecutionFigures
from jiheng.web.apps.imports.numbers import in_fund_unit


def execution_changes(form: ProjectForm, wanted: ExecutionFigures, layout: Layout) -> Changes:
    """What *wanted* changes in a form; columns that its layout does not print are passed over."""
    made, document = Changes(), form.document
    unit = document.get("fund_unit") or wanted.fund_unit
    for (source, column), amount in wanted.amounts.items():
        key = funding_row(document, source)
        if not key:
            made.missing.append(label(source))
        elif layout.column("funding", column) is not None:
            text = in_fund_unit(amount, wanted.fund_unit, unit)
            made.set_amount(document, f"funding[{key}].{column}", text, approved=column != "executed")
    return made
