"""``jiheng standards``."""

from __future__ import annotations

from typing import Annotated, Optional

import typer
from rich.table import Table

from jiheng.cli.console import fail, page
from jiheng.cli.exits import Exit
from jiheng.standards import Standard, load, standard_ids, words


def standards(
    standard_id: Annotated[
        Optional[str],
        typer.Argument(metavar="ID", help="评分办法的编号；不写时列出全部", show_default=False),
    ] = None,
) -> None:
    """列出评分办法；写明编号时给出每一个数值、生效日期、依据和可信程度。"""
    if standard_id is None:
        page().print(_list())
        return
    if standard_id not in standard_ids():
        raise fail(f"没有评分办法“{standard_id}”；可用：{'、'.join(standard_ids())}", Exit.USAGE)
    page().print(_detail(load(standard_id)))


def _list() -> Table:
    table = Table(title="评分办法", title_justify="left")
    for name in ("编号", "名称", "地区", "说明"):
        table.add_column(name, overflow="fold")
    for standard in map(load, standard_ids()):
        table.add_row(standard.id, standard.name, standard.region, standard.about)
    return table


def _detail(standard: Standard) -> Table:
    title = f"{standard.id} {standard.name}（{' ← '.join(standard.chain)}）\n{standard.about}"
    table = Table(title=title, title_justify="left")
    for name in words.HEADINGS:
        table.add_column(name, overflow="fold")
    for row in words.table(standard):
        table.add_row(*row)
    return table
