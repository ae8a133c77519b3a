"""``jiheng serve``."""

from __future__ import annotations

from typing import Annotated

import typer

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.options import Data


def serve(
    data: Data = None,
    host: Annotated[str, typer.Option("--host", metavar="地址", help="监听的地址")] = "127.0.0.1",
    port: Annotated[
        int, typer.Option("--port", metavar="端口", min=1, max=65535, help="端口；被占用时用下一个空闲的")
    ] = 8000,
    demo: Annotated[bool, typer.Option("--demo", help="建立并打开一个虚构城市的演示")] = False,
) -> None:
    """启动网页应用；首次启动时建立数据文件夹。"""
    # The other commands do without Django, and start in a fraction of the time.
    from jiheng.web.running.opening import RunError
    from jiheng.web.running.serving import serve as run

    try:
        run(data=data, host=host, port=port, demo=demo, say=talk)
    except RunError as error:
        raise fail(f"{error}。", Exit.UNREADABLE) from None
