"""``jiheng report``."""

from __future__ import annotations

from collections.abc import Sequence
from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.checks import catalogue
from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.options import MaybeFiles, Output, StandardId
from jiheng.cli.outputs import Outputs, format_of
from jiheng.model import Form, Problem, ProblemKind
from jiheng.pipeline import check_together, evaluate
from jiheng.scoring import score
from jiheng.writing.report import KINDS, Judged, template_of
from jiheng.writing.report import report as written

_FORMATS = ("xlsx", "docx")


def _known_kind(value: str | None) -> str | None:
    if value is not None and value not in KINDS:
        raise typer.BadParameter(f"没有“{value}”的模板；可用：{'、'.join(KINDS)}")
    return value


def report(
    files: MaybeFiles = None,
    to: Annotated[
        Optional[str],
        typer.Option("--to", metavar="KIND", help="写成 xlsx 或 docx；不写时看 -o 的后缀，否则 xlsx"),
    ] = None,
    template: Annotated[
        Optional[Path],
        typer.Option("--template", metavar="DOCX", help="用这个 Word 模板写报告", show_default=False),
    ] = None,
    new_template: Annotated[
        Optional[str],
        typer.Option(
            "--new-template",
            metavar="KIND",
            help=f"写出{'或'.join(KINDS)}的 Word 模板，供修改后用于 --template",
            callback=_known_kind,
        ),
    ] = None,
    standard: StandardId = None,
    output: Output = None,
) -> None:
    """汇总表（xlsx），或报告（docx）：一张表写自评报告，多张表写汇总分析报告，须由人写的地方标出。"""
    if new_template is not None:
        Outputs(output).put(template_of(new_template), f"{new_template}模板.docx")
        return
    if not files:
        raise fail("请给出文件，或用 --new-template KIND 写出报告模板。", Exit.USAGE)
    kind = _format(to, output, template)
    inputs = Inputs(files)
    forms = [(reading.doc, form) for reading in inputs for form in reading.forms]
    if forms and kind == "xlsx":
        _summary(inputs, [form for _, form in forms], standard, output)
    elif forms:
        _report(inputs, forms, standard, template, output)
    raise typer.Exit(inputs.exit())


def _format(to: str | None, output: Path | None, template: Path | None) -> str:
    """The format asked for: by --to, by the ending of -o, or because there is a template."""
    kind = format_of(to, output, _FORMATS, otherwise="xlsx" if template is None else "docx")
    if template is not None and kind != "docx":
        raise fail("--template 只用于 Word 报告（--to docx）。", Exit.USAGE)
    return kind


def _summary(inputs: Inputs, forms: Sequence[Form], standard: str | None, output: Path | None) -> None:
    from jiheng.writing.summary import workbook  # the workbook library is slow to load

    made = workbook([(form, score(form, inputs.standard_for(form, standard))) for form in forms])
    Outputs(output, inputs=inputs.files).put(made, "汇总表.xlsx", f"{len(forms)}个项目")


def _report(
    inputs: Inputs,
    forms: Sequence[tuple[str, Form]],
    standard: str | None,
    template: Path | None,
    output: Path | None,
) -> None:
    for _, form in forms:
        inputs.standard_for(form, standard)
    judged = [
        Judged(doc, form, found.scorecard, found.outcomes)
        for doc, form in forms
        for found in [evaluate(form, standard)]
    ]
    titles = {check.code: check.title for check in catalogue().values()}
    together = check_together([form for _, form in forms], standard) if len(forms) > 1 else ()
    made = written(judged, titles, together, None if template is None else template.read_bytes())
    if isinstance(made, Problem):
        unsafe = made.kind is ProblemKind.UNSAFE
        raise fail(str(made), Exit.UNSAFE if unsafe else Exit.UNREADABLE)
    name = KINDS[len(forms) > 1]
    Outputs(output, inputs=[*inputs.files, *([str(template)] if template else [])]).put(
        made, f"{name}.docx", f"{len(forms)}张表"
    )
    talk("标为“【请填写：……】”的地方须由人填写。")
