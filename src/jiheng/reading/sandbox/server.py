"""A process that has loaded what reading needs, and forks itself for every document.

Its standard input is a socket. There come, one after the other, two files (the document, and where the answer
goes) and a line (the order); back goes how the fork ended. It has one thread and never looks into a document
itself. When the socket closes, it ends, and with it the fork.
"""

from __future__ import annotations

import gc
import os
import select
import signal
import socket
import sys
import time
from contextlib import suppress

from jiheng.reading import load_reader, open_document
from jiheng.reading.sandbox.confinement import end_with, leave_network
from jiheng.reading.sandbox.limits import Limits
from jiheng.reading.sandbox.task import OUT_OF_MEMORY, OUT_OF_TIME, Order, order_from, perform

# Read once at the start, so that every fork finds the glossary and the layouts of the standards prepared.
_SAMPLE = """项目支出绩效自评表
（2024年度）
项目名称 示例项目
主管部门 示例局 实施单位 示例局
项目资金（万元） 年初预算数 全年预算数 全年执行数 分值 执行率 得分
年度资金总额 1.00 1.00 1.00 10 100.00 10.00
一级指标 二级指标 三级指标 年度指标值 实际完成值 分值 得分 偏差原因分析及改进措施
产出指标 数量指标 示例数量 ≥1个 1个 90 90
总分 100 100.00
"""


# How libraries in C end for want of memory.
_CRASHES = (signal.SIGABRT, signal.SIGSEGV, signal.SIGTRAP, signal.SIGILL)


class Server:
    """The socket to whoever asks, and how the end of a fork is told."""

    def __init__(self, line: socket.socket) -> None:
        self._line = line
        self._orders = line.makefile("rb")
        self._ended, self._bell = os.pipe()
        os.set_blocking(self._bell, False)
        signal.signal(signal.SIGCHLD, lambda *_: None)
        signal.set_wakeup_fd(self._bell, warn_on_full_buffer=False)

    def serve(self) -> None:
        """Answers until nobody asks any more."""
        while files := socket.recv_fds(self._line, 1, 2)[1]:
            order = order_from(self._orders.readline())
            load_reader(order.kind)
            gc.freeze()
            child = self._fork(order, files)
            for file in files:
                os.close(file)
            self._line.sendall(b"%d\n" % self._wait(child, order.limits))

    def _fork(self, order: Order, files: list[int]) -> int:
        server, child = os.getpid(), os.fork()
        if child == 0:
            code = 1
            try:
                self._leave(server)
                with open(files[0], "rb") as given, open(files[1], "wb") as taken:  # noqa: PTH123
                    code = perform(order, given, taken)
            finally:
                os._exit(code)
        return child

    def _leave(self, server: int) -> None:
        """What only the server needs is not for its fork."""
        gc.enable()
        signal.set_wakeup_fd(-1)
        signal.signal(signal.SIGCHLD, signal.SIG_DFL)
        os.setsid()
        end_with(server)
        self._orders.close()
        self._line.close()
        os.close(self._ended)
        os.close(self._bell)

    def _wait(self, child: int, limits: Limits) -> int:
        """How the fork ended; it is ended when its time is over, or nobody waits for it."""
        until, line = time.monotonic() + limits.wall, self._line.fileno()
        ended, status, used = 0, 0, None
        while not ended and (left := until - time.monotonic()) > 0:
            ready, _, _ = select.select([self._ended, line], [], [], left)
            if line in ready:
                break
            if self._ended in ready:
                os.read(self._ended, 512)
            ended, status, used = os.wait4(child, os.WNOHANG)
        with suppress(OSError):
            os.killpg(child, signal.SIGKILL)
        if used is not None and ended:
            code = os.waitstatus_to_exitcode(status)
            return OUT_OF_MEMORY if -code in _CRASHES and _has_filled(used.ru_maxrss, limits) else code
        with suppress(OSError):
            os.kill(child, signal.SIGKILL)
        os.waitpid(child, 0)
        return OUT_OF_TIME


def _has_filled(peak: int, limits: Limits) -> bool:
    """True where most of the memory was in use; the system counts in KiB, that of Apple in bytes."""
    unit = 1 if sys.platform == "darwin" else 1024
    return peak * unit * 2 > limits.memory


def main() -> None:
    """Serves whoever holds the other end of standard input."""
    leave_network()
    gc.disable()
    open_document(_SAMPLE.encode(), "sample")
    line = socket.socket(fileno=os.dup(0))
    silent = os.open(os.devnull, os.O_RDONLY)
    os.dup2(silent, 0)
    os.close(silent)
    with suppress(ConnectionError):
        Server(line).serve()
