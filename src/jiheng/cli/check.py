"""``jiheng check``."""

from __future__ import annotations

import sys
from dataclasses import dataclass
from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.checks import Case, Check, case_of, findings_of, run, run_together, select
from jiheng.checks.fixing import Change, fixed
from jiheng.checks.suppressions import Suppression, read_suppressions, split_suppressed
from jiheng.cli import findings as shown
from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.findings import Judged
from jiheng.cli.inputs import Inputs
from jiheng.cli.listing import STDIN, SUPPRESSIONS
from jiheng.cli.options import Files, Join, Output, StandardId
from jiheng.cli.outputs import Outputs
from jiheng.cli.write_back import write_back
from jiheng.model import Finding, Form, Outcome, Problem, Severity
from jiheng.reading.content import Text, text_of
from jiheng.standards import Standard

FORMATS = ("text", "json", "sarif", "xlsx", "md")
_GRAVE = (Severity.ERROR, Severity.WARNING)


def _codes(value: str | None) -> tuple[str, ...]:
    return tuple(part.strip().upper() for part in (value or "").split(",") if part.strip())


@dataclass(frozen=True, slots=True)
class _Chosen:
    standard: str | None
    checks: tuple[Check, ...]
    suppressions: tuple[Suppression, ...]


def check(
    files: Files,
    standard: StandardId = None,
    format_: Annotated[
        str, typer.Option("--format", metavar="KIND", help="text、json、sarif、xlsx 或 md")
    ] = "text",
    wanted: Annotated[
        Optional[str],
        typer.Option("--select", metavar="CODES", help="只查这些编号（可写前缀，用逗号隔开）"),
    ] = None,
    unwanted: Annotated[
        Optional[str],
        typer.Option("--ignore", metavar="CODES", help="不查这些编号（可写前缀，用逗号隔开）"),
    ] = None,
    suppressions: Annotated[
        Optional[Path],
        typer.Option(
            "--suppressions", metavar="FILE", help=f"已核实可以保留的疑点；默认是输入旁边的 {SUPPRESSIONS}"
        ),
    ] = None,
    fix: Annotated[bool, typer.Option("--fix", help="列出能由其他栏目推出的更正")] = False,
    write: Annotated[
        bool, typer.Option("--write", help="与 --fix 合用：把更正写回 JSON 或 Excel 文件")
    ] = False,
    output: Output = None,
    join: Join = False,
) -> None:
    """逐项校验：疑点在哪里、应是什么、怎么办；每项校验对每张表都有结论。"""
    if format_ not in FORMATS:
        raise fail(f"没有“{format_}”格式；可用：{'、'.join(FORMATS)}", Exit.USAGE)
    chosen = _Chosen(standard, select(_codes(wanted), _codes(unwanted)), _suppressions(suppressions, files))
    if not chosen.checks:
        raise fail("没有符合 --select 和 --ignore 的校验。", Exit.USAGE)
    if write and not fix:
        raise fail("--write 要与 --fix 一起用。", Exit.USAGE)
    inputs = Inputs(files, are_joined=join)
    if fix:
        raise typer.Exit(inputs.exit(findings=_fix(inputs, chosen, write=write)))
    judged: list[Judged] = []
    cases: list[Case] = []
    for document, reading in enumerate(inputs):
        for form in reading.forms:
            case = case_of(form, inputs.standard_for(form, standard))
            cases.append(case)
            judged.append(_judged(document, reading.doc, case, chosen))
    outcomes = run_together(tuple(cases), chosen.checks)
    together = Judged(-1, "", None, "", outcomes, *_split(None, outcomes, chosen))
    if judged:
        Outputs(output or Path(STDIN), inputs=inputs.files).put(
            shown.rendered(format_, judged, together), f"疑点.{format_}"
        )
    raise typer.Exit(inputs.exit(findings=any(map(_is_grave, [*judged, together]))))


def _judged(document: int, doc: str, case: Case, chosen: _Chosen) -> Judged:
    outcomes = run(case, chosen.checks)
    split = _split(case.form, outcomes, chosen)
    return Judged(document, doc, case.form, case.standard.id, outcomes, *split)


def _split(
    form: Form | None, outcomes: tuple[Outcome, ...], chosen: _Chosen
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, str], ...]]:
    """The findings that stand, and the accepted ones with their reasons."""
    return split_suppressed(form, findings_of(outcomes), chosen.suppressions)


def _is_grave(judged: Judged) -> bool:
    return any(finding.severity in _GRAVE for finding in judged.standing)


def _suppressions(path: Path | None, files: list[str]) -> tuple[Suppression, ...]:
    """The accepted findings: of the file asked for, else of those beside the inputs."""
    if path is not None:
        return _read_suppressions(path)
    folders = {Path(name) if Path(name).is_dir() else Path(name).parent for name in files if name != STDIN}
    beside = (folder / SUPPRESSIONS for folder in sorted(folders))
    return tuple(entry for found in beside if found.is_file() for entry in _read_suppressions(found))


def _read_suppressions(path: Path) -> tuple[Suppression, ...]:
    found = text_of(path.read_bytes()) if path.is_file() else None
    if not isinstance(found, Text):
        why = "文件不存在" if found is None else str(found)
        raise fail(f"保留清单 {path} 不能使用：{why}", Exit.USAGE)
    read = read_suppressions(found.text, str(path))
    if isinstance(read, Problem):
        raise fail(str(read), Exit.USAGE)
    return read


def _fix(inputs: Inputs, chosen: _Chosen, *, write: bool) -> bool:
    """Show the safe corrections of every form, or put them back; True where any is left to make."""
    left = False
    for name, reading in inputs.named():
        changes = {
            n: _changes(form, inputs.standard_for(form, chosen.standard), chosen)
            for n, form in enumerate(reading.forms)
        }
        changes = {number: found for number, found in changes.items() if found}
        if not changes:
            talk(f"{name}：没有可以由其他栏目推出的更正。")
        elif write:
            refused = write_back(Path(name), reading.forms, changes)
            talk(f"{name}：{refused or '已写回'}。")
            left = left or bool(refused)
        else:
            left = True
    return left


def _changes(form: Form, standard: Standard, chosen: _Chosen) -> tuple[Change, ...]:
    _, changes = fixed(form, lambda f: _findings(f, standard, chosen))
    for change in changes:
        sys.stdout.write(f"@@ {form.header.project} {change.path}（{change.code}）\n")
        sys.stdout.write(f"-{change.old}\n+{change.new}\n")
    return changes


def _findings(form: Form, standard: Standard, chosen: _Chosen) -> tuple[Finding, ...]:
    case = case_of(form, standard)
    return _split(form, run(case, chosen.checks), chosen)[0]
