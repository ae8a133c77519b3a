"""Documents of strangers, read in processes of their own that may use little and know nothing.

Every document has a fresh process with an empty environment, limits on memory, processor time and what it
may write, and where the system lets it, no network; it is forked from a server that has loaded what reading
needs. However it ends, the answer is a value. On Windows, where no program starts with an empty environment
and there is neither ``fork`` nor ``resource``, every document has a new program, and only the limit of time
is kept.
"""

from __future__ import annotations

import signal
from collections.abc import Iterable, Iterator
from contextlib import suppress
from pathlib import Path
from typing import Any

from jiheng.model import Problem
from jiheng.reading import Reading, bytes_of, doc_of
from jiheng.reading.content import too_large, unreadable
from jiheng.reading.facsimile import Seen
from jiheng.reading.lists import Rows
from jiheng.reading.package import unsafe
from jiheng.reading.sandbox.glance import glance
from jiheng.reading.sandbox.limits import MIB, Limits, limits_of
from jiheng.reading.sandbox.pool import POOL
from jiheng.reading.sandbox.task import OUT_OF_MEMORY, OUT_OF_TIME, Order
from jiheng.reading.wire import reading_from_json, rows_from_json, seen_from_json

__all__ = [
    "POOL",
    "Limits",
    "limits_of",
    "look_safely",
    "open_document_safely",
    "read_many",
    "read_rows_safely",
]

_SMALLER = "请只保留自评表部分，或拆成几个文件后重试"
_AGAIN = "请用生成它的程序打开，另存后重试"


def open_document_safely(data: bytes, name: str, limits: Limits | None = None) -> Reading:
    """The same as ``open_document``, in a process of its own. Never raises."""
    answer = _asked("forms", data, name, limits)
    try:
        return (
            Reading(doc_of(name), (), (answer,)) if isinstance(answer, Problem) else reading_from_json(answer)
        )
    except (ValueError, TypeError, LookupError):
        return Reading(doc_of(name), (), (_broken_off(),))


def look_safely(data: bytes, name: str, limits: Limits | None = None) -> Seen:
    """The same as ``look``, in a process of its own; the forms alone where it fails. Never raises."""
    answer = _asked("look", data, name, limits)
    if not isinstance(answer, Problem):
        with suppress(ValueError, TypeError, LookupError):
            return seen_from_json(answer)
    return Seen(open_document_safely(data, name, limits))


def read_rows_safely(data: bytes, name: str, limits: Limits | None = None) -> tuple[Rows, ...] | Problem:
    """The same as ``read_rows``, in a process of its own. Never raises."""
    answer = _asked("rows", data, name, limits)
    try:
        return answer if isinstance(answer, Problem) else rows_from_json(answer)
    except (ValueError, TypeError, LookupError):
        return _broken_off()


def read_many(paths: Iterable[str]) -> Iterator[tuple[str, Reading]]:
    """Every path with what it gave, in their order, read with all processors. Never raises."""
    return POOL.each(_read_file, paths)


def _read_file(path: str) -> tuple[str, Reading]:
    data = bytes_of(Path(path))
    if isinstance(data, Problem):
        return path, Reading(doc_of(path), (), (data,))
    return path, open_document_safely(data, path)


def _asked(what: str, data: bytes, name: str, limits: Limits | None) -> Any:
    """The answer as JSON, or why there is none."""
    refused = too_large(len(data))
    if refused is not None:
        return refused
    order = Order(what, name, glance(data), limits or limits_of(data))
    try:
        code, answer = POOL.ask(order, data)
    except ValueError:
        return _broken_off()
    except OSError:
        return unreadable("系统忙，暂时不能读取文件", "请稍后重试；如仍不行，请联系管理员检查磁盘和内存")
    return _failure(code, order.limits) or answer


def _failure(code: int, limits: Limits) -> Problem | None:
    """Why a process that ended with *code* gave no answer; None where it gave one."""
    if code == 0:
        return None
    if code == OUT_OF_TIME:
        return unsafe(f"读取用时超过{limits.wall:g}秒，已停止", _SMALLER)
    if code == OUT_OF_MEMORY:
        return unsafe(f"读取占用的内存超过{limits.memory // MIB}MB，已停止", _SMALLER)
    if -code in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
        return unsafe(f"读取所需的计算超过{limits.cpu}秒，已停止", _SMALLER)
    return _broken_off()


def _broken_off() -> Problem:
    return unreadable("读取中断，文件可能已损坏", _AGAIN)
