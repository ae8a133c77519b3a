"""The program ``jiheng``: its commands, and how it ends when something is wrong with us."""

from __future__ import annotations

import errno
import os
import sys
from contextlib import suppress
from types import TracebackType
from typing import NoReturn

import typer

from jiheng.cli.backup import backup
from jiheng.cli.check import check
from jiheng.cli.exits import Exit
from jiheng.cli.explain import explain
from jiheng.cli.export import export
from jiheng.cli.help import Command, Commands
from jiheng.cli.publish import publish
from jiheng.cli.read import read
from jiheng.cli.report import report
from jiheng.cli.restore import restore
from jiheng.cli.score import score
from jiheng.cli.serve import serve
from jiheng.cli.standards import standards
from jiheng.cli.usage import UsageError, usage
from jiheng.cli.verify import verify
from jiheng.cli.write import write

app = typer.Typer(
    name="jiheng",
    cls=Commands,
    help="绩衡：财政项目支出绩效自评表的读取、评分、校验、编制和汇总。",
    no_args_is_help=True,
    pretty_exceptions_enable=False,
    rich_markup_mode=None,
    context_settings={"help_option_names": ["-h", "--help"]},
)
for _command in (
    read,
    score,
    check,
    write,
    report,
    export,
    publish,
    explain,
    standards,
    serve,
    verify,
    backup,
    restore,
):
    app.command(_command.__name__, cls=Command)(_command)

_INTERRUPTED = 130  # as shells have it: 128 and the number of the signal
_REASONS = {
    errno.ENOENT: "没有这个文件或文件夹",
    errno.EACCES: "没有权限读写",
    errno.EPERM: "没有权限读写",
    errno.EROFS: "所在的磁盘是只读的",
    errno.ENOSPC: "磁盘已满，没有写完",
    errno.EISDIR: "这是文件夹，不是文件",
    errno.ENOTDIR: "路径中有一段不是文件夹",
    errno.EEXIST: "已有同名的文件",
    errno.ENAMETOOLONG: "文件名太长",
}


def main() -> None:
    """Run the program. Whatever goes wrong is one Chinese line, never a traceback."""
    sys.stdin, sys.stdout, sys.stderr = (
        stream or open(os.devnull, mode, encoding="utf-8")  # noqa: PTH123, SIM115  closed by the caller
        for stream, mode in ((sys.stdin, "r"), (sys.stdout, "w"), (sys.stderr, "w"))
    )
    for stream in (sys.stdout, sys.stderr):
        stream.reconfigure(encoding="utf-8", errors="backslashreplace")  # type: ignore[union-attr]
    sys.excepthook = _our_fault
    try:
        # Not app(): that would put typer's own hook over ours.
        code = typer.main.get_command(app).main(standalone_mode=False) or Exit.CLEAN
        if code == _INTERRUPTED:
            _stop()
        sys.exit(code)
    except UsageError as error:
        sys.stderr.write(f"{usage(error)}\n")
        sys.exit(Exit.USAGE)
    except BrokenPipeError:
        # The reader of our output went away, as `head` does: nothing is wrong.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
    except OSError as error:
        where = f"：{error.filename}" if error.filename else ""
        sys.stderr.write(f"{_REASONS.get(error.errno or 0, '无法读写文件')}{where}\n")
        sys.exit(Exit.UNREADABLE)


def _stop() -> NoReturn:
    """Ends at once: nobody waits until the files that are being read have been read."""
    sys.stderr.write("已中断。\n")
    with suppress(OSError):
        sys.stdout.flush()
    os._exit(_INTERRUPTED)


def _our_fault(kind: type[BaseException], error: BaseException, _trace: TracebackType | None) -> None:
    if issubclass(kind, KeyboardInterrupt):
        _stop()
    sys.stderr.write(f"程序内部错误：{kind.__name__}: {error}。请连同输入文件一起反馈给绩衡项目。\n")
    sys.stderr.flush()
    os._exit(Exit.OUR_FAULT)
