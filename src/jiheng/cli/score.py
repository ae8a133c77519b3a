"""``jiheng score``."""

from __future__ import annotations

import typer
from rich.table import Table

from jiheng.cli.console import page, put_json
from jiheng.cli.inputs import Inputs
from jiheng.cli.options import AsJson, Files, Join, StandardId
from jiheng.model import Form, Line, Scorecard
from jiheng.model.serial_results import points_to_text, scorecard_to_json
from jiheng.scoring import score as score_form
from jiheng.terms import label


def score(files: Files, standard: StandardId = None, as_json: AsJson = False, join: Join = False) -> None:
    """重新计算每一项得分，写明算式和依据，并指出与表上得分的差别。"""
    inputs = Inputs(files, are_joined=join)
    for reading in inputs:
        cards = [(form, score_form(form, inputs.standard_for(form, standard))) for form in reading.forms]
        if as_json:
            put_json({"doc": reading.doc, "forms": [_as_json(form, card) for form, card in cards]})
        else:
            for form, card in cards:
                _show(form, card)
    raise typer.Exit(inputs.exit())


def _as_json(form: Form, card: Scorecard) -> dict[str, object]:
    return {"project": form.header.project, **scorecard_to_json(card)}


def _show(form: Form, card: Scorecard) -> None:
    table = Table(title=form.header.project, title_justify="left")
    for name in (label("level3"), label("points"), "表上得分", "计算得分", "算式"):
        table.add_column(name, justify="right" if name != "算式" else "left", overflow="fold")
    for line in (card.execution, *card.indicators):
        # A line that was met needs no sum: its figures stand on the form.
        working = line.rule if line.met or line.adopted else line.working
        points = points_to_text(line.points) or ""
        table.add_row(line.name, points, line.printed, _computed(line), working)
    table.add_section()
    total = f"{points_to_text(card.total)} {card.grade}"
    full = points_to_text(card.full_points) or ""
    partial = "有未计分的行，总分不完整" if card.partial else ""
    table.add_row(label("total"), full, f"{card.printed_total} {card.printed_grade}", total, partial)
    page().print(table)
    for item in card.deductions:
        page().print(f"  扣{points_to_text(item.points)}分：{item.why}\n      依据：{item.clause}")


def _computed(line: Line) -> str:
    return points_to_text(line.score) or "—"
