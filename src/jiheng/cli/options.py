"""The arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.standards import standard_ids


def known_standard(value: str | None) -> str | None:
    """The option --standard: an id that is there."""
    if value is not None and value not in standard_ids():
        raise typer.BadParameter(f"没有评分办法“{value}”；可用：{'、'.join(standard_ids())}")
    return value


Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="文件、文件夹，或 - 表示标准输入；可以多个", show_default=False),
]
MaybeFiles = Annotated[
    Optional[list[str]],
    typer.Argument(metavar="FILE…", help="文件、文件夹，或 - 表示标准输入", show_default=False),
]
StandardId = Annotated[
    Optional[str],
    typer.Option("--standard", metavar="ID", help="评分办法；不写时按版式选用", callback=known_standard),
]
AsJson = Annotated[bool, typer.Option("--json", help="输出 JSON，每个文件一行")]
Output = Annotated[
    Optional[Path],
    typer.Option(
        "-o", "--output", metavar="PATH", help="写到文件或文件夹；- 表示标准输出", show_default=False
    ),
]
Licence = Annotated[
    str,
    typer.Option(
        "--license", metavar="NAME", help="数据的许可，由公开单位决定；不写则不注明", show_default=False
    ),
]
Join = Annotated[bool, typer.Option("--join", help="把几个图片文件当作同一份文件的各页，按给出的顺序")]
Show = Annotated[
    Optional[Path],
    typer.Option(
        "--show",
        metavar="HTML",
        help="写出一个网页：在原件的页面上标出读到的值和把握；不含脚本，不联网",
        show_default=False,
    ),
]
Data = Annotated[
    Optional[Path],
    typer.Option(
        "--data",
        metavar="DIR",
        help="数据文件夹；不写时看环境变量 JIHENG_DATA，否则 jiheng-data",
        show_default=False,
    ),
]
