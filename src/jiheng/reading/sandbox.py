"""Documents of strangers, read in a process of their own that may use little and knows nothing.

The child has an empty environment, limits on memory, processor time and what it may write, and where the
system lets it, no network. However it ends, the answer is a value. On Windows, where no program starts with
an empty environment and there is no ``resource``, only the limit of time is kept.
"""

from __future__ import annotations

import json
import os
import signal
import subprocess
import sys
import tempfile
from collections.abc import Callable
from contextlib import suppress
from dataclasses import asdict, dataclass
from decimal import Decimal
from typing import IO, Any

from jiheng.model import Problem
from jiheng.model.serial import to_line
from jiheng.reading import Reading, doc_of, open_document
from jiheng.reading.content import too_large, unreadable
from jiheng.reading.lists import Rows, read_rows
from jiheng.reading.package import unsafe
from jiheng.reading.wire import (
    reading_from_json,
    reading_to_json,
    rows_from_json,
    rows_to_json,
)

if sys.platform != "win32":
    import resource

_MIB = 1024 * 1024
_OUT_OF_MEMORY = 77
_SMALLER = "请只保留自评表部分，或拆成几个文件后重试"
_AGAIN = "请用 Excel 或 WPS 打开它，另存后重试"


@dataclass(frozen=True, slots=True)
class Limits:
    """What one reading may use: bytes of memory, seconds of processor and of the clock, bytes of answer."""

    memory: int = 1024 * _MIB
    cpu: int = 20
    wall: float = 40
    answer: int = 256 * _MIB


DEFAULT = Limits()


def open_document_safely(data: bytes, name: str, limits: Limits = DEFAULT) -> Reading:
    """The same as ``open_document``, in a process of its own. Never raises."""
    answer = _asked("forms", data, name, limits)
    try:
        return (
            Reading(doc_of(name), (), (answer,)) if isinstance(answer, Problem) else reading_from_json(answer)
        )
    except (ValueError, TypeError, LookupError):
        return Reading(doc_of(name), (), (_broken_off(),))


def read_rows_safely(data: bytes, name: str, limits: Limits = DEFAULT) -> tuple[Rows, ...] | Problem:
    """The same as ``read_rows``, in a process of its own. Never raises."""
    answer = _asked("rows", data, name, limits)
    try:
        return answer if isinstance(answer, Problem) else rows_from_json(answer)
    except (ValueError, TypeError, LookupError):
        return _broken_off()


def _asked(what: str, data: bytes, name: str, limits: Limits) -> Any:
    """The child's answer as JSON, or why there is none."""
    refused = too_large(len(data))
    if refused is not None:
        return refused
    try:
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
            given.write(data)
            given.seek(0)
            failure = _ran(json.dumps({"what": what, "name": name, **asdict(limits)}), given, taken, limits)
            return failure or _answer(taken, limits)
    except OSError:
        return unreadable("系统忙，暂时不能读取文件", "请稍后重试；如仍不行，请联系管理员检查磁盘和内存")


def _answer(taken: IO[bytes], limits: Limits) -> Any:
    if taken.seek(0, os.SEEK_END) > limits.answer:
        return unsafe("文件内容过多，不予读取", _SMALLER)
    taken.seek(0)
    try:
        return json.loads(taken.read(), parse_float=Decimal)
    except ValueError:
        return _broken_off()


def _ran(order: str, given: IO[bytes], taken: IO[bytes], limits: Limits) -> Problem | None:
    """Runs the child to its end, or ends it; why it gave no answer."""
    command = [sys.executable, "-I", "-m", "jiheng.reading.sandbox", order]
    environment: dict[str, str] | None = {} if sys.platform != "win32" else None
    child = subprocess.Popen(  # noqa: S603
        command, stdin=given, stdout=taken, stderr=subprocess.DEVNULL, env=environment, start_new_session=True
    )
    try:
        code = child.wait(limits.wall)
    except subprocess.TimeoutExpired:
        return unsafe(f"读取用时超过{limits.wall:g}秒，已停止", _SMALLER)
    finally:
        _end(child)
    return _failure(code, limits)


def _end(child: subprocess.Popen[bytes]) -> None:
    """Kills the child and whatever it may have started."""
    with suppress(OSError):
        os.killpg(child.pid, signal.SIGKILL) if hasattr(os, "killpg") else child.kill()
    child.wait()


def _failure(code: int, limits: Limits) -> Problem | None:
    if code == 0:
        return None
    if code == _OUT_OF_MEMORY:
        return unsafe(f"读取占用的内存超过{limits.memory // _MIB}MB，已停止", _SMALLER)
    if -code in (getattr(signal, "SIGXCPU", None), getattr(signal, "SIGKILL", None)):
        return unsafe(f"读取所需的计算超过{limits.cpu}秒，已停止", _SMALLER)
    return _broken_off()


def _broken_off() -> Problem:
    return unreadable("读取中断，文件可能已损坏", _AGAIN)


def _confine(memory: int, cpu: int, answer: int) -> None:
    """Gives up what reading does not need, as far as the system lets it."""
    if sys.platform != "win32":
        for limit, most in (
            (resource.RLIMIT_AS, memory),
            (resource.RLIMIT_CPU, cpu),
            (resource.RLIMIT_FSIZE, answer),
            (resource.RLIMIT_CORE, 0),
            (resource.RLIMIT_NPROC, 0),
        ):
            with suppress(OSError, ValueError):
                resource.setrlimit(limit, (most, most))
    _leave_network()


def _leave_network() -> None:
    """A network of its own, with nothing on it: Linux has them, and Python asks for one since 3.12."""
    leave: Callable[[int], None] | None = getattr(os, "unshare", None)
    if leave is None:
        return
    alone, as_nobody = getattr(os, "CLONE_NEWNET", 0), getattr(os, "CLONE_NEWUSER", 0)
    for flags in (alone, alone | as_nobody):
        with suppress(OSError):
            leave(flags)
            return


def _main(order: str) -> int:
    asked = json.loads(order)
    _confine(asked["memory"], asked["cpu"], asked["answer"])
    data = sys.stdin.buffer.read()
    try:
        if asked["what"] == "rows":
            answer = rows_to_json(read_rows(data))
        else:
            answer = reading_to_json(open_document(data, asked["name"]))
        sys.stdout.buffer.write(to_line(answer).encode())
        sys.stdout.buffer.flush()
    except MemoryError:
        return _OUT_OF_MEMORY
    return 0


if __name__ == "__main__":
    sys.exit(_main(sys.argv[1]))
