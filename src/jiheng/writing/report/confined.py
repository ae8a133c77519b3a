"""A template of strangers, filled in a process of its own that may use so much and no more."""

from __future__ import annotations

import os
import sys
from collections.abc import Mapping
from contextlib import suppress
from multiprocessing import get_context
from multiprocessing.connection import Connection
from typing import Any

from jiheng.model import Problem, ProblemKind

_SECONDS = 60
_MEMORY = 3 * 1024**3
_DONE, _REFUSED = b"+", b"-"
_FIX = "请从 jiheng report --new-template 写出的模板改起"


def rendered_safely(template: bytes, contents: Mapping[str, Any], title: str) -> bytes | Problem:
    """The document of ``template.rendered``; a Problem where the template cannot be used. Never raises."""
    system = get_context("spawn")
    ours, theirs = system.Pipe(duplex=False)
    process = system.Process(target=_fill, args=(theirs, template, contents, title), daemon=True)
    process.start()
    theirs.close()
    try:
        if not ours.poll(_SECONDS):
            return refused(f"填写模板用时超过{_SECONDS}秒，已停止")
        answer = ours.recv_bytes()
    except EOFError:
        return refused("模板已损坏，或不是 Word 能打开的文件")
    finally:
        process.kill()
        process.join()
        ours.close()
    body = answer[1:]
    return body if answer[:1] == _DONE else refused(body.decode())


def refused(why: str) -> Problem:
    """That the template cannot be used, and *why*."""
    return Problem(ProblemKind.UNREADABLE, f"报告模板不能使用：{why}", _FIX)


def _fill(line: Connection, template: bytes, contents: Mapping[str, Any], title: str) -> None:
    """What the process does; where it ends without an answer, the template is at fault."""
    sys.stderr = open(os.devnull, "w", encoding="utf-8")  # noqa: PTH123, SIM115 - until the process ends
    _limit()
    from jiheng.writing.report.template import TemplateRefusedError, rendered

    try:
        answer = _DONE + rendered(template, contents, title)
    except TemplateRefusedError as error:
        answer = _REFUSED + str(error).encode()
    line.send_bytes(answer)


def _limit() -> None:
    if sys.platform == "win32":
        return
    import resource

    for limit, value in ((resource.RLIMIT_AS, _MEMORY), (resource.RLIMIT_CPU, _SECONDS)):
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))
