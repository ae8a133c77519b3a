"""``jiheng read``."""

from __future__ import annotations

import json

import typer
from rich.table import Table

from jiheng.cli.console import page, put_json
from jiheng.cli.inputs import Inputs
from jiheng.cli.options import AsJson, Files, Output
from jiheng.cli.outputs import Outputs, stem
from jiheng.model import Form
from jiheng.model.serial import document_to_json
from jiheng.terms import label


def read(files: Files, as_json: AsJson = False, output: Output = None) -> None:
    """读取自评表：列出读到的表；--json 给出全部栏目、位置和可信度。"""
    inputs = Inputs(files)
    outputs = Outputs(output, several=True)
    for name, reading in inputs.named():
        data = document_to_json(reading.doc, reading.forms)
        if output is not None:
            outputs.put(json.dumps(data, ensure_ascii=False, indent=1).encode(), f"{stem(name)}.json")
        elif as_json:
            put_json(data)
        else:
            for form in reading.forms:
                page().print(_summary(reading.doc, form))
    raise typer.Exit(inputs.exit())


def _summary(doc: str, form: Form) -> Table:
    table = Table(title=f"{doc}：{form.title}（{form.header.year}）", title_justify="left", show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for name in ("project", "department", "unit"):
        table.add_row(label(name), getattr(form.header, name))
    for row in form.funding[:1]:
        table.add_row(
            row.label, f"{row.budget} / {row.adjusted} / {row.executed} {form.fund_unit}，{row.rate}"
        )
    table.add_row(label("indicators"), f"{len(form.indicators)}项")
    table.add_row(label("total"), f"{form.total.score} {form.grade}")
    table.add_row("可信度", f"{form.confidence}")
    return table
