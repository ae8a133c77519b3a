"""What is wrong with a call, in Chinese."""

from __future__ import annotations

from typing import cast

import typer

# typer hands on only one kind of usage error by name; all others share its parent.
UsageError = cast("type[Exception]", typer.BadParameter.__mro__[1])

_SHAPES = {
    "MissingParameter": "缺少{name}",
    "NoSuchOption": "没有选项 {name}",
    "NoSuchCommand": "没有命令 {name}",
    "BadOptionUsage": "选项 {name} 用法不对",
}
_HELP = "用 jiheng --help 或 jiheng 命令 --help 查看用法。"


def usage(error: BaseException) -> str:
    """One line: what is wrong with the call, and where to look."""
    kind = type(error).__name__
    parameter = getattr(error, "param", None)
    name = getattr(error, "option_name", None) or getattr(error, "command_name", None)
    if parameter is not None:
        name = parameter.metavar if parameter.param_type_name == "argument" else parameter.opts[0]
    if kind in _SHAPES and name:
        return f"{_SHAPES[kind].format(name=name)}。{_HELP}"
    message = str(getattr(error, "message", "") or error)
    if message.startswith("No such command"):
        return f"没有命令{message.removeprefix('No such command').rstrip('.')}。{_HELP}"
    chinese = any(ord(character) > 0x2E7F for character in message)
    return message if chinese else f"用法不对（{message}）。{_HELP}"
