"""Help in Chinese: what typer says itself is said again in the words of our users."""

from __future__ import annotations

import re
from typing import Any

from typer.core import TyperCommand, TyperGroup

_OPTIONS = {
    "help": "显示这段说明",
    "install_completion": "为现在用的 shell 装上命令补全",
    "show_completion": "显示命令补全的脚本，供复制或改动",
}
_FRAME = (
    (re.compile(r"^Usage: ", re.MULTILINE), "用法："),
    (re.compile(r"\[OPTIONS\]"), "[选项]"),
    (re.compile(r"COMMAND \[ARGS\]\.\.\."), "命令 [参数]…"),
    (re.compile(r"[\[{](\w+…)[\]}]\.\.\."), r"[\1]"),
    (re.compile(r"^Arguments:$", re.MULTILINE), "参数："),
    (re.compile(r"^Options:$", re.MULTILINE), "选项："),
    (re.compile(r"^Commands:$", re.MULTILINE), "命令："),
    (re.compile(r" <list\[str\]>"), ""),
    (re.compile(r"\[required\]"), "[必填]"),
    (re.compile(r"\[default: "), "[默认："),
)


class _InChinese:
    def get_params(self, ctx: Any) -> list[Any]:
        """The parameters, those that typer adds with a help of ours."""
        found: list[Any] = super().get_params(ctx)  # type: ignore[misc]
        for parameter in found:
            if parameter.name in _OPTIONS:
                parameter.help = _OPTIONS[parameter.name]
        return found

    def get_help(self, ctx: Any) -> str:
        """The page of help, its headings in Chinese."""
        text: str = super().get_help(ctx)  # type: ignore[misc]
        for english, chinese in _FRAME:
            text = english.sub(chinese, text)
        return text


class Command(_InChinese, TyperCommand):
    """One command."""


class Commands(_InChinese, TyperGroup):
    """The program with all its commands."""
