"""``jiheng explain``."""

from __future__ import annotations

from difflib import get_close_matches
from typing import Annotated, Optional

import typer
from rich.markdown import Markdown
from rich.table import Table

from jiheng.checks import catalogue, sources
from jiheng.checks import page as page_of
from jiheng.cli.console import fail, page
from jiheng.cli.exits import Exit
from jiheng.terms import label


def explain(
    code: Annotated[
        Optional[str],
        typer.Argument(metavar="CODE", help="校验编号，例如 FND207；不写时列出全部", show_default=False),
    ] = None,
) -> None:
    """说明一项校验：查什么、为什么、例外、怎么办、例子和依据。"""
    if code is None:
        page().print(_list())
        return
    item = catalogue().get(code.upper())
    if item is None:
        near = get_close_matches(code.upper(), catalogue(), n=3)
        hint = f"是不是 {'、'.join(near)}？" if near else "jiheng explain 列出全部编号。"
        raise fail(f"没有编号为“{code}”的校验。{hint}", Exit.USAGE)
    page().print(Markdown(page_of(item)))
    page().print(f"\n级别：{label(item.severity)}")
    for cited, standards in sources(item).items():
        page().print(f"依据：{cited}（{'、'.join(standards)}）")


def _list() -> Table:
    table = Table(title="校验目录", title_justify="left")
    for name in ("编号", "级别", "查什么"):
        table.add_column(name)
    for item in catalogue().values():
        table.add_row(item.code, label(item.severity), item.title)
    return table
