"""``jiheng backup``."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated

import typer

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.options import Data


def backup(
    file: Annotated[Path, typer.Argument(metavar="FILE.zip", help="备份写到这个文件，须不存在")],
    data: Data = None,
) -> None:
    """把数据库、附件和密钥备份成一个文件；可在使用中运行。"""
    from jiheng.web.running.backup import backup as run
    from jiheng.web.running.opening import RunError

    try:
        made = run(file, data)
    except RunError as error:
        raise fail(f"{error}。", Exit.UNREADABLE) from None
    talk(f"已备份到 {file}：{made.entries}条操作记录，{made.files}个附件。其中含有密钥，请妥善保管。")
