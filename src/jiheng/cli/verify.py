"""``jiheng verify``."""

from __future__ import annotations

import typer

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.options import Data

_MOST_SHOWN = 200


def verify(data: Data = None) -> None:
    """核验操作记录和全部表格没有被绕过程序改动；可在使用中运行。"""
    from jiheng.web.running.opening import RunError, database_errors, folder_of, set_up_existing

    try:
        set_up_existing(folder_of(data))
        from jiheng.web.running.verification import Chain
        from jiheng.web.running.verification import verify as run

        chain, count = Chain(), 0
        with database_errors():
            for count, fault in enumerate(run(chain), 1):
                if count <= _MOST_SHOWN:
                    typer.echo(str(fault))
    except RunError as error:
        raise fail(f"{error}。", Exit.UNREADABLE) from None
    if count:
        talk(f"发现{count}处不符" + (f"，只列出前{_MOST_SHOWN}处。" if count > _MOST_SHOWN else "。"))
        raise typer.Exit(Exit.FINDINGS)
    talk(f"核验通过：共{chain.length}条操作记录，末条校验码 {chain.end[:16]}。")
