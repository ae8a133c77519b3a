"""``jiheng read``."""

from __future__ import annotations

import typer
from rich.table import Table

from jiheng.cli.console import fail, page, put_json, talk
from jiheng.cli.exits import Exit
from jiheng.cli.gather import gather, own_results
from jiheng.cli.inputs import Inputs
from jiheng.cli.listing import STDIN
from jiheng.cli.options import AsJson, Files, Join, Output, Show
from jiheng.cli.outputs import Outputs, stem
from jiheng.cli.show import show as show_page
from jiheng.model import Form
from jiheng.model.serial import document_to_json, to_line
from jiheng.pipeline import marks_of
from jiheng.terms import label

_OTHERS = (".txt", ".pdf", ".xlsx", ".docx", ".html", ".md", ".csv", ".sarif")


def read(
    files: Files, as_json: AsJson = False, output: Output = None, show: Show = None, join: Join = False
) -> None:
    """读取自评表：列出读到的表；--json 给出全部栏目、位置和可信度；--show 在原件上标出读到的值。

    给文件夹时用 -o 指定存放结果的文件夹：中断后再次运行同一命令，只读还没有读过和有改动的文件。
    """
    inputs = Inputs(files, own_results(output) if output is not None else frozenset(), join)
    if show is not None:
        raise typer.Exit(show_page(inputs, show))
    if output is not None and not inputs.are_several and output.suffix.lower() in _OTHERS:
        raise fail(f"读取结果写成 JSON：-o 应给出 .json 文件或文件夹，而不是 {output}。", Exit.USAGE)
    one_file = not inputs.are_several and output is not None and output.suffix == ".json"
    outputs = Outputs(output, several=not one_file, inputs=inputs.files)
    if inputs.are_several and output is not None and str(output) != STDIN:
        raise typer.Exit(gather(inputs, output))
    for name, reading in inputs.named():
        if not as_json and output is None:
            for form in reading.forms:
                page().print(_summary(reading.doc, form))
            continue
        unsure = sum(map(_unsure, reading.forms))
        if unsure:
            talk(f"{name}：{_to_look_at(unsure)}。")
        data = document_to_json(reading.doc, reading.forms)
        if output is not None:
            outputs.put(f"{to_line(data)}\n".encode(), f"{stem(name)}.json")
        else:
            put_json(data)
    raise typer.Exit(inputs.exit())


def _summary(doc: str, form: Form) -> Table:
    table = Table(title=f"{doc}：{form.title}（{form.header.year}）", title_justify="left", show_header=False)
    table.add_column(justify="right")
    table.add_column()
    for name in ("project", "department", "unit"):
        table.add_row(label(name), getattr(form.header, name))
    for row in form.funding[:1]:
        for name in ("budget", "adjusted", "executed"):
            table.add_row(label(name), _amount(getattr(row, name), form.fund_unit))
        table.add_row(label("rate"), row.rate)
    table.add_row(label("indicators"), f"{len(form.indicators)}项")
    table.add_row(label("total"), f"{form.total.score} {form.grade}")
    unsure = _unsure(form)
    look = f"，{_to_look_at(unsure)}" if unsure else ""
    table.add_row("可信度", f"{int(form.confidence * 100)}%{look}")
    return table


def _amount(printed: str, unit: str) -> str:
    """An amount with its unit; what is none, as it is printed."""
    has_digits = any(map(str.isdecimal, printed))
    return f"{printed} {unit}" if has_digits else printed or "（空）"


def _unsure(form: Form) -> int:
    """How many values ``--show`` marks, to be looked at."""
    return sum(mark.is_unsure for mark in marks_of(form) if mark.path)


def _to_look_at(count: int) -> str:
    return f"{count}个值请核对，用 --show 查看"
