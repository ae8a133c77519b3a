"""What is wrong with a call, in Chinese."""

from __future__ import annotations

import re
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
_UNKNOWN = re.compile(r"No such command '([^']*)'(.*)", re.DOTALL)
_QUOTED = re.compile(r"'([^']*)'")
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
    if unknown := _UNKNOWN.match(message):
        meant = "、".join(f"“{command}”" for command in _QUOTED.findall(unknown[2]))
        return f"没有命令“{unknown[1]}”{f'，是不是{meant}？' if meant else '。'}{_HELP}"
    if any(ord(character) > 0x2E7F for character in message):
        return message
    return f"{name} 的值不能用。{_HELP}" if name else f"用法不对（{message}）。{_HELP}"
