"""``jiheng report``."""

from __future__ import annotations

from typing import Annotated

import typer

from jiheng.cli.console import fail
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.options import Files, Output, StandardId
from jiheng.cli.outputs import Outputs
from jiheng.scoring import score

_KINDS = ("xlsx",)


def report(
    files: Files,
    to: Annotated[str, typer.Option("--to", metavar="KIND", help="写成 xlsx")] = "xlsx",
    standard: StandardId = None,
    output: Output = None,
) -> None:
    """汇总表：每个项目一行，单位合计按原数精确相加。"""
    if to not in _KINDS:
        raise fail(f"汇总表不能写成“{to}”；可用：{'、'.join(_KINDS)}", Exit.USAGE)
    inputs = Inputs(files)
    lines = [
        (form, score(form, inputs.standard_for(form, standard)))
        for reading in inputs
        for form in reading.forms
    ]
    if lines:
        from jiheng.writing.summary import workbook  # the workbook library is slow to load

        made = workbook(lines)
        Outputs(output, inputs=inputs.files).put(made, "汇总表.xlsx", f"{len(lines)}个项目")
    raise typer.Exit(inputs.exit())
