"""Data on stdout, talk on stderr."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import Any, Protocol, TypeVar

import typer
from rich.console import Console
from rich.progress import BarColumn, MofNCompleteColumn, Progress, TextColumn, TimeRemainingColumn

from jiheng.cli.exits import Exit
from jiheng.model.serial import to_line

_PIPE_WIDTH = 120
_MANY = 20
_Item = TypeVar("_Item")


class Failures(Protocol):
    """Whatever counts failures."""

    failed: int


def talk(message: str) -> None:
    """One line to the person at the terminal."""
    sys.stderr.write(f"{message}\n")


def fail(message: str, code: Exit) -> typer.Exit:
    """Say what is wrong; the caller raises what this returns."""
    talk(message)
    return typer.Exit(code)


def put_json(value: Any) -> None:
    """One JSON object on one line."""
    sys.stdout.write(to_line(value) + "\n")


def page() -> Console:
    """Where tables are drawn; as wide as the terminal, and wide enough for a file."""
    width = None if sys.stdout.isatty() else _PIPE_WIDTH
    return Console(width=width, highlight=False, markup=False, emoji=False)


def in_view(items: Iterable[_Item], total: int, failures: Failures) -> Iterator[_Item]:
    """*items* as they come; a bar shows how far they are, where they are many and somebody watches."""
    if total <= _MANY or not sys.stderr.isatty():
        yield from items
        return
    columns = (
        TextColumn("读取"),
        BarColumn(),
        MofNCompleteColumn(),
        TextColumn("{task.fields[failed]}"),
        TextColumn("剩余"),
        TimeRemainingColumn(),
    )
    with Progress(*columns, console=Console(stderr=True)) as progress:
        task = progress.add_task("", total=total, failed="")
        for item in items:
            yield item
            failed = f"未读全{failures.failed}个" if failures.failed else ""
            progress.update(task, advance=1, failed=failed)
