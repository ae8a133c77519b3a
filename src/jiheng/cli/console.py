"""Data on stdout, talk on stderr."""

from __future__ import annotations

import sys
from typing import Any

import typer
from rich.console import Console

from jiheng.cli.exits import Exit
from jiheng.model.serial import to_line

_PIPE_WIDTH = 120


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
