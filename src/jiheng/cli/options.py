"""The arguments and options that commands share."""

from __future__ import annotations

from pathlib import Path
from typing import Annotated, Optional

import typer

from jiheng.cli.inputs import known_standard

Files = Annotated[
    list[str],
    typer.Argument(metavar="FILE…", help="文件、文件夹，或 - 表示标准输入；可以多个", show_default=False),
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
