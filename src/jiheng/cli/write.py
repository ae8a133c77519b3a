"""``jiheng write``."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from jiheng.cli.console import fail
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs, known_standard
from jiheng.cli.options import Output, StandardId
from jiheng.cli.outputs import Outputs, stem
from jiheng.model import Form, Problem
from jiheng.pipeline import written
from jiheng.standards import load
from jiheng.writing import WRITERS, blank


def write(
    files: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="FILE…", help="文件、文件夹，或 - 表示标准输入", show_default=False),
    ] = None,
    to: Annotated[str, typer.Option("--to", metavar="KIND", help="写成 pdf、xlsx 或 json")] = "pdf",
    standard: StandardId = None,
    blank_id: Annotated[
        Optional[str],
        typer.Option("--blank", metavar="ID", help="写出这一评分办法的空白表", callback=known_standard),
    ] = None,
    output: Output = None,
) -> None:
    """按评分办法的版式写出正式的自评表，一个文件里可以有多张表。"""
    if to not in WRITERS:
        raise fail(f"不能写成“{to}”；可用：{'、'.join(WRITERS)}", Exit.USAGE)
    if blank_id is not None:
        _put(Outputs(output), f"空白表-{blank_id}", to, [blank(load(blank_id))], blank_id)
        return
    if not files:
        raise fail("请给出文件，或用 --blank ID 写出空白表。", Exit.USAGE)
    inputs = Inputs(files)
    outputs = Outputs(output, several=inputs.are_several)
    for name, reading in inputs.named():
        _put(outputs, stem(name), to, list(reading.forms), standard)
    raise typer.Exit(inputs.exit())


def _put(outputs: Outputs, name: str, kind: str, forms: list[Form], standard: str | None) -> None:
    made = written(forms, kind, standard)
    if isinstance(made, Problem):
        raise fail(f"{name}：{made}", Exit.UNREADABLE)
    outputs.put(made, f"{name}.{kind}", f"{len(forms)}张表")
