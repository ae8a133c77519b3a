"""``jiheng restore``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit


def restore(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="jiheng backup 生成的文件")],
    data: Annotated[Path, typer.Option("--data", metavar="DIR", help="恢复到这个空的或不存在的文件夹")],
) -> None:
    """把备份恢复到一个空文件夹，核验无误后才算完成。"""
    from jiheng.web.running.opening import RunError
    from jiheng.web.running.restore import restore as run

    try:
        entries = run(file, data)
    except RunError as error:
        raise fail(f"{error}。", Exit.UNREADABLE) from None
    talk(f"已恢复到 {data}：{entries}条操作记录，核验通过。用 jiheng serve --data {data} 启动。")
