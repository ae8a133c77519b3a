"""What follows from what was typed (rates, scores, total, grade), filled in until somebody types another."""

from __future__ import annotations

from collections.abc import Iterator
from decimal import Decimal

from jiheng.model import Form, Number, Scorecard, round_half_up
from jiheng.scoring import applicable_cap, figures, grade_of, score
from jiheng.standards import Standard
from jiheng.terms import notation
from jiheng.web.apps.evaluations.document import Document, form_of, keyed, keys, value_at, with_value
from jiheng.web.apps.evaluations.edits import Edit

_ROUNDS = 2  # the total follows from the scores that were filled in before it


def follow(before: Document, after: Document, standard: Standard) -> tuple[Document, tuple[Edit, ...]]:
    """*after* with its derived cells renewed, and the edits that did so.

    A derived cell is renewed where it is blank or still shows what followed from *before*; any other value
    was typed by somebody and stays.
    """
    edits: list[Edit] = []
    was = derived(before, standard)
    for _ in range(_ROUNDS):
        for path, new in derived(after, standard).items():
            current = value_at(after, path)
            if current != new and (notation.is_empty(current) or current == was.get(path)):
                edits.append(Edit(path, current, new, auto=True))
                after = with_value(after, path, new)
    return after, tuple(edits)


def derived(document: Document, standard: Standard) -> dict[str, str]:
    """The derived cells and what should stand in them; ``""`` where nothing can be derived yet."""
    form = form_of(document)
    card = score(form, standard)
    found = {keyed(document, path): text for path, text in _funds(form, card, standard)}
    for key, line in zip(keys(document, "indicators"), card.indicators, strict=True):
        if not line.adopted:
            found[f"indicators[{key}].score"] = _text(line.score)
    return {**found, **_total(form, card, standard)}


def _funds(form: Form, card: Scorecard, standard: Standard) -> Iterator[tuple[str, str]]:
    layout = standard.layout
    understood = figures(form)
    for index, row in enumerate(understood.funding):
        budget, executed = row.annual_budget, row.executed
        if layout.column("funding", "rate") is not None:
            yield f"funding[{index}].rate", _rate(budget, executed)
        if index == understood.total_row and layout.column("funding", "score") is not None:
            yield f"funding[{index}].score", _text(card.execution.score)


def _rate(budget: Number | None, executed: Number | None) -> str:
    if budget is None or executed is None:
        return ""
    rate = 100 * executed.value / budget.value if budget.value else Decimal(0)
    return f"{round_half_up(rate, 2):f}"


def _total(form: Form, card: Scorecard, standard: Standard) -> dict[str, str]:
    """Points, score and grade of the form: of the scores that stand on it, under the standard's cap."""
    rules = standard.rules(notation.year_of(form.header.year))
    printed = [
        notation.number(text) for text in (card.execution.printed, *(r.score for r in form.indicators))
    ]
    found = {"total.points": _text(card.full_points), "total.score": ""}
    total = None
    if all(printed):
        earned = sum((number.value for number in printed if number), Decimal(0))
        cap = applicable_cap(card.execution.rate, rules)
        total = earned if cap is None else min(earned, cap.most)
        found["total.score"] = _text(total)
    if standard.layout.grade:
        found["grade"] = "" if total is None else grade_of(total, rules)
    return found


def _text(value: Decimal | None) -> str:
    return "" if value is None else f"{round_half_up(value, 2):f}"
