"""``jiheng publish``."""

from __future__ import annotations

from datetime import date as calendar_day
from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.checks.personal_numbers import personal_numbers
from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.options import Licence, StandardId
from jiheng.model import Problem
from jiheng.pipeline import faults_of_site
from jiheng.pipeline import publish as publish_forms
from jiheng.writing.site import Published, Wish


def _day(value: str | None) -> str | None:
    """The option --date: a day that is there."""
    if value is not None:
        try:
            calendar_day.fromisoformat(value)
        except ValueError:
            raise typer.BadParameter(f"“{value}”不是日期，请写成 2025-03-20 这样") from None
    return value


def publish(
    files: Annotated[
        Optional[list[str]],
        typer.Argument(metavar="FILE…", help="文件、文件夹，或 - 表示标准输入；可以多个", show_default=False),
    ] = None,
    folder: Annotated[
        Optional[Path],
        typer.Option(
            "-o", "--output", metavar="DIR", help="公开文件夹；再次公开仍写到同一个", show_default=False
        ),
    ] = None,
    title: Annotated[str, typer.Option("--title", metavar="TEXT", help="网站标题", show_default=False)] = "",
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="公开单位", show_default=False)] = "",
    day: Annotated[
        Optional[str],
        typer.Option(
            "--date", metavar="YYYY-MM-DD", help="公开日期；不写时用今天", callback=_day, show_default=False
        ),
    ] = None,
    note: Annotated[
        str, typer.Option("--note", metavar="TEXT", help="更正说明，与更正后的表一并公开", show_default=False)
    ] = "",
    licence: Licence = "",
    standard: StandardId = None,
    check: Annotated[
        Optional[Path],
        typer.Option("--check", metavar="DIR", help="只检查一个公开文件夹，不公开", show_default=False),
    ] = None,
) -> None:
    """公开文件夹：不含脚本的静态网站，每张表有网页、PDF、Excel 和 JSON，附开放数据；更正保留旧版。"""
    if check is not None:
        if files or folder is not None:
            raise fail("--check 只检查，不与要公开的文件或 -o 同用。", Exit.USAGE)
        raise typer.Exit(_check(check))
    if not files or folder is None:
        raise fail("请给出文件，并用 -o 给出公开文件夹；或用 --check DIR 检查。", Exit.USAGE)
    if personal_numbers(note, "更正说明", None)[0]:
        raise fail("更正说明中有电话、身份证或银行卡号码，它将公开，请先删去。", Exit.USAGE)
    inputs = Inputs(files, apart=frozenset({folder.resolve()}))
    forms = [form for reading in inputs for form in reading.forms]
    if not forms:
        raise typer.Exit(inputs.exit())
    wish = Wish(day or calendar_day.today().isoformat(), title, by, licence, note)  # noqa: DTZ011 - the office's day
    done = publish_forms(forms, folder, wish, standard)
    if isinstance(done, Problem):
        raise fail(str(done), Exit.UNREADABLE)
    _tell(done, folder)
    went = done.new or done.corrected or done.unchanged or done.withdrawn
    raise typer.Exit((Exit.SOME_FAILED if went else Exit.UNREADABLE) if done.problems else inputs.exit())


def _tell(done: Published, folder: Path) -> None:
    for problem in done.problems:
        talk(str(problem))
    for entry in done.corrected:
        talk(f"更正：{entry.project.name}，第{entry.number}版")
    for entry in done.withdrawn:
        talk(f"撤下：{entry.project.name}，各版都已从文件夹删去")
    counts = f"新公开{len(done.new)}张，更正{len(done.corrected)}张，没有变化{done.unchanged}张"
    left = f"，未公开{len(done.problems)}张" if done.problems else ""
    talk(f"{counts}{left}。打开 {folder / 'index.html'} 查看。")


def _check(folder: Path) -> Exit:
    if not (folder / "index.html").is_file():
        raise fail(f"{folder} 里没有 index.html，不是公开文件夹。", Exit.UNREADABLE)
    faults, files = faults_of_site(folder)
    for fault in faults:
        typer.echo(str(fault))
    talk(f"查过{files}个文件，{f'发现{len(faults)}处问题' if faults else '没有发现问题'}。")
    return Exit.FINDINGS if faults else Exit.CLEAN
