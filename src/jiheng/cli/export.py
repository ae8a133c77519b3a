"""``jiheng export``."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs
from jiheng.cli.listing import STDIN
from jiheng.cli.options import Files, Licence, Output, StandardId
from jiheng.model import Form, Problem
from jiheng.pipeline import open_data, publishable
from jiheng.writing.opendata import KINDS, About, Flavour, Headings, packed

_PLACE = Path("开放数据")


def export(
    files: Files,
    to: Annotated[str, typer.Option("--to", metavar="KIND", help="写成 csv、parquet 或 json")] = "csv",
    headings: Annotated[
        Optional[Headings],
        typer.Option("--headings", help="列名用中文（zh）或英文标识（en）；不写时用中文", show_default=False),
    ] = None,
    excel: Annotated[
        bool,
        typer.Option("--excel", help="CSV 供 Excel 打开：带 BOM，公式样的文字、长代码前加撇号，可还原"),
    ] = False,
    by: Annotated[str, typer.Option("--by", metavar="NAME", help="公开单位", show_default=False)] = "",
    licence: Licence = "",
    standard: StandardId = None,
    output: Output = None,
) -> None:
    """开放数据：许多张表合成几个数据表，附数据说明；涉密、不予公开和含个人信息的表不收。"""
    if to not in KINDS:
        raise fail(f"开放数据不能写成“{to}”；可用：{'、'.join(KINDS)}", Exit.USAGE)
    if excel and to != "csv":
        raise fail("--excel 只用于 CSV。", Exit.USAGE)
    if headings is not None and to == "json":
        raise fail("JSON 的键名固定用英文标识，程序才能读回；--headings 用于 csv 和 parquet。", Exit.USAGE)
    inputs = Inputs(files)
    forms, left_out = public_forms(inputs, standard)
    if not forms:
        raise typer.Exit(Exit.UNREADABLE if left_out else inputs.exit())
    flavour = Flavour(headings or Headings.ZH, guarded=excel)
    made = open_data(forms, to, flavour, About(publisher=by, licence=licence))
    if isinstance(made, Problem):
        raise fail(str(made), Exit.UNREADABLE)
    _put(dict(made), output or _PLACE, inputs)
    talk(f"共{len(forms)}张表")
    raise typer.Exit(Exit.SOME_FAILED if left_out else inputs.exit())


def public_forms(inputs: Inputs, standard: str | None) -> tuple[list[Form], int]:
    """All forms that may be published, and how many may not; why is said on stderr."""
    forms, left_out = [], 0
    for name, reading in inputs.named():
        may, may_not = publishable(reading.forms, standard)
        forms += may
        left_out += len(may_not)
        for problem in may_not:
            talk(f"{name}：{problem}")
    if left_out:
        talk(f"有{left_out}张表没有收入。")
    return forms, left_out


def _put(made: dict[str, bytes], place: Path, inputs: Inputs) -> None:
    """Into a folder, or packed where *place* is a zip or standard output."""
    if str(place) == STDIN:
        sys.stdout.flush()
        sys.stdout.buffer.write(packed(made))
        return
    if place.suffix == ".zip":
        made, folder = {place.name: packed(made)}, place.parent
    else:
        folder = place
    taken = {Path(name).resolve() for name in inputs.files}
    for name in made:
        if (folder / name).resolve() in taken:
            raise fail(f"{folder / name} 是输入的文件，不能覆盖；请用 -o 给出别的文件夹。", Exit.USAGE)
    folder.mkdir(parents=True, exist_ok=True)
    for name, data in made.items():
        (folder / name).write_bytes(data)
    talk(f"已写出 {place}")
