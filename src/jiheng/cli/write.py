"""``jiheng write``."""

from __future__ import annotations

from typing import Annotated, Optional

import typer

from jiheng.cli.console import fail
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.listing import STDIN
from jiheng.cli.options import Join, MaybeFiles, Output, StandardId, known_standard
from jiheng.cli.outputs import Outputs, format_of, stem
from jiheng.model import Form, Problem
from jiheng.pipeline import written
from jiheng.standards import load
from jiheng.writing import DRAFT, WRITERS, blank, blank_workbook


def write(
    files: MaybeFiles = None,
    to: Annotated[
        Optional[str],
        typer.Option(
            "--to", metavar="KIND", help="写成 pdf、docx、xlsx、html 或 json；不写时看 -o 的后缀，否则 pdf"
        ),
    ] = None,
    standard: StandardId = None,
    blank_id: Annotated[
        Optional[str],
        typer.Option(
            "--blank",
            metavar="ID",
            help="写出这一评分办法的空白表；xlsx 是填报用的表",
            callback=known_standard,
        ),
    ] = None,
    draft: Annotated[bool, typer.Option("--draft", help="每一页印“草稿”水印（JSON 没有）")] = False,
    output: Output = None,
    join: Join = False,
) -> None:
    """按评分办法的版式写出正式的自评表，一个文件里可以有多张表。"""
    kind = format_of(to, output, WRITERS, otherwise="pdf")
    if blank_id is not None:
        _put_blank(Outputs(output), kind, blank_id)
        return
    if not files:
        raise fail("请给出文件，或用 --blank ID 写出空白表。", Exit.USAGE)
    inputs = Inputs(files, are_joined=join)
    if str(output) == STDIN and len(inputs.documents) > 1 and kind != "json":
        raise fail("多个文件不能一起写到标准输出；请用 -o 给出文件夹。", Exit.USAGE)
    outputs = Outputs(output, several=inputs.are_several, inputs=inputs.files)
    for name, reading in inputs.named():
        for form in reading.forms if kind != "json" else ():
            inputs.standard_for(form, standard)
        _put(outputs, stem(name), kind, list(reading.forms), standard, DRAFT if draft else "")
    raise typer.Exit(inputs.exit())


def _put_blank(outputs: Outputs, kind: str, standard: str) -> None:
    """A workbook is made to be filled in, all else to be printed."""
    name = f"空白表-{standard}"
    if kind == "xlsx":
        outputs.put(blank_workbook(load(standard)), f"{name}.{kind}", "1张表")
    else:
        _put(outputs, name, kind, [blank(load(standard))], standard)


def _put(
    outputs: Outputs, name: str, kind: str, forms: list[Form], standard: str | None, watermark: str = ""
) -> None:
    made = written(forms, kind, standard, watermark=watermark)
    if isinstance(made, Problem):
        raise fail(f"{name}：{made}", Exit.UNREADABLE)
    outputs.put(made, f"{name}.{kind}", f"{len(forms)}张表")
