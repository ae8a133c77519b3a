"""What approved targets change in a form that exists: row by row, keeping what the clerk wrote."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from typing import Any

from jiheng.standards import Layout
from jiheng.terms import notation, plain
from jiheng.web.apps.evaluations.changes import row_name
from jiheng.web.apps.evaluations.document import Document, value_at, without_key
from jiheng.web.apps.evaluations.edits import Edit
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.readonly import approved_cells
from jiheng.web.apps.imports.cell_changes import Changes, funding_row
from jiheng.web.apps.imports.fields import TOTAL
from jiheng.web.apps.imports.numbers import in_fund_unit
from jiheng.web.apps.imports.targets import ApprovedIndicator, ApprovedTargets, parts_of

Row = dict[str, Any]
LEVELS = ("level1", "level2", "level3")
_WRITTEN = ("actual", "score", "reason")


def target_changes(form: ProjectForm, wanted: ApprovedTargets, layout: Layout) -> Changes:
    """What *wanted* changes in a form."""
    made, document = Changes(), form.document
    made.set(document, "header.project", wanted.project)
    if wanted.expected:
        made.set(document, "goals.expected", wanted.expected)
    if (amount := budget_text(document, wanted, layout)) is not None:
        path, text = amount
        made.set_amount(document, path, text, approved=True)
    _indicators(made, form, wanted)
    return made


def budget_text(document: Document, wanted: ApprovedTargets, layout: Layout) -> tuple[str, str] | None:
    """Where the approved budget stands, and its text there; None where there is none to set."""
    key = funding_row(document, TOTAL)
    if wanted.budget is None or not key or layout.column("funding", "budget") is None:
        return None
    unit = value_at(document, "fund_unit") or wanted.fund_unit
    return f"funding[{key}].budget", in_fund_unit(wanted.budget, wanted.fund_unit, unit)


def _indicators(made: Changes, form: ProjectForm, wanted: ApprovedTargets) -> None:
    document: Document = form.document
    free = list(document["indicators"])
    taken = {id(approved): _matching(free, approved) for approved in _best_first(free, wanted)}
    after = ""
    for number, approved in enumerate(wanted.indicators, 1):
        row = taken.get(id(approved))
        key = row["key"] if row else f"k{form.version + 1}i{number}"
        if row:
            _change(made, document, key, approved)
        else:
            made.edits.append(Edit(f"indicators[{key}]", None, row_of(approved), after))
            made.approved.update(cells_of(key, approved))
        after = key
    made.edits.extend(_left_over(made, free, approved_cells(form)))


def _best_first(free: list[Row], wanted: ApprovedTargets) -> Iterator[ApprovedIndicator]:
    """Indicators whose levels all agree choose their row before those that agree in the name alone."""
    have = {tuple(plain(row.get(name, "")) for name in LEVELS) for row in free}
    agrees = [tuple(plain(getattr(a, name)) for name in LEVELS) in have for a in wanted.indicators]
    pairs = tuple(zip(wanted.indicators, agrees, strict=True))
    yield from (approved for approved, same in pairs if same)
    yield from (approved for approved, same in pairs if not same)


def _matching(free: list[Row], approved: ApprovedIndicator) -> Row | None:
    """The row with the same name, best with the same levels too; taken out of *free*."""
    alike = [row for row in free if plain(row.get("level3", "")) == plain(approved.level3)]
    if not alike:
        return None
    best = max(
        alike, key=lambda row: sum(plain(row.get(n, "")) == plain(getattr(approved, n)) for n in LEVELS)
    )
    free.remove(best)
    return best


def _change(made: Changes, document: Document, key: str, approved: ApprovedIndicator) -> None:
    path = f"indicators[{key}]"
    for name in LEVELS:
        made.set(document, f"{path}.{name}", getattr(approved, name))
    _target(made, document, path, approved)
    if approved.points:
        made.set_amount(document, f"{path}.points", approved.points, approved=True)


def _target(made: Changes, document: Document, path: str, approved: ApprovedIndicator) -> None:
    have, want = value_at(document, f"{path}.target"), approved.target.text
    made.approved[f"{path}.target"] = want
    if plain(have) == plain(want):
        made.approved[f"{path}.target"] = have
        return
    parts = parts_of(approved.target)
    if "text" in parts:
        made.edits.append(Edit(f"{path}.target", have, want))
        return
    for name, text in parts.items():
        if (old := value_at(document, f"{path}.target.{name}")) != text:
            made.edits.append(Edit(f"{path}.target.{name}", old, text))


def _left_over(made: Changes, free: list[Row], approved: Mapping[str, str]) -> Iterator[Edit]:
    """Rows that the approval does not name: empty ones go, those in which the clerk wrote stay."""
    for row in free:
        was_approved = f"indicators[{row['key']}].level3" in approved
        written = [row.get(name, "") for name in (_WRITTEN if was_approved else ("level3", *_WRITTEN))]
        if all(notation.is_empty(text) for text in written):
            yield Edit(f"indicators[{row['key']}]", without_key(row), None)
        else:
            made.notes.append(f"批复中没有指标“{row_name(row)}”，自评表上原有的这一行保留，请填报人核对")


def row_of(approved: ApprovedIndicator) -> Row:
    """A new row of a form."""
    levels = {name: getattr(approved, name) for name in LEVELS}
    blank = dict.fromkeys(("level1_points", *_WRITTEN), "")
    return {**levels, **blank, "target": dict(parts_of(approved.target)), "points": approved.points}


def cells_of(key: str, approved: ApprovedIndicator) -> Mapping[str, str]:
    """The cells of a new row that are approved."""
    cells = {name: getattr(approved, name) for name in LEVELS} | {"target": approved.target.text}
    if approved.points:
        cells["points"] = approved.points
    return {f"indicators[{key}].{name}": text for name, text in cells.items()}
