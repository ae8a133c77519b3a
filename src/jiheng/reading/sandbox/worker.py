"""Processes that read, as the process sees them that asks."""

from __future__ import annotations

import os
import signal
import socket
import subprocess
import sys
from contextlib import suppress
from typing import IO

from jiheng.reading.sandbox.task import OUT_OF_TIME, Order

_GRACE = 10  # seconds that a server may take longer than its fork may
_BROKEN = 1


class Worker:
    """A server that reads one document at a time; started when it is needed, and anew when it has died."""

    def __init__(self) -> None:
        self._process: subprocess.Popen[bytes] | None = None
        self._line: socket.socket | None = None

    def run(self, order: Order, given: IO[bytes], taken: IO[bytes]) -> int:
        """How the process ended that was to read *given* into *taken*. OSError where none can be started."""
        told = self._told(order, given, taken) or self._told(order, given, taken)
        return int(told or _BROKEN)

    def _told(self, order: Order, given: IO[bytes], taken: IO[bytes]) -> bytes:
        """What the server says; nothing where it is gone, and then the next call starts another."""
        line = self._line or self._started()
        line.settimeout(order.limits.wall + _GRACE)
        try:
            taken.truncate(0)
            socket.send_fds(line, [b"."], [given.fileno(), taken.fileno()])
            line.sendall(order.as_line())
            told = line.recv(16)
        except TimeoutError:
            told = b"%d" % OUT_OF_TIME
            self.end()
        except ConnectionError:
            told = b""
        if not told:
            self.end()
        return told

    def _started(self) -> socket.socket:
        ours, theirs = socket.socketpair()
        try:
            self._process = _started([], theirs)
        except OSError:
            ours.close()
            raise
        finally:
            theirs.close()
        self._line = ours
        return ours

    def end(self) -> None:
        """Ends the server and what it may be reading."""
        line, process, self._line, self._process = self._line, self._process, None, None
        if line is not None:
            with suppress(OSError):
                line.shutdown(socket.SHUT_RDWR)
            line.close()
        if process is not None:
            _end(process, patience=1)

    def forget(self) -> None:
        """Leaves the server to the process that this one was forked from."""
        if self._line is not None:
            self._line.close()
        self._line, self._process = None, None


class Once:
    """In the place of a worker where there is no fork: a new process for every document."""

    def run(self, order: Order, given: IO[bytes], taken: IO[bytes]) -> int:
        """How the process ended that was to read *given* into *taken*. OSError where none can be started."""
        child = _started([order.as_line().decode()], given, taken)
        try:
            return child.wait(order.limits.wall)
        except subprocess.TimeoutExpired:
            return OUT_OF_TIME
        finally:
            _end(child)

    def end(self) -> None:
        """There is nothing to end."""

    forget = end


def _started(
    arguments: list[str], given: socket.socket | IO[bytes], taken: IO[bytes] | int = subprocess.DEVNULL
) -> subprocess.Popen[bytes]:
    """The program of this package, without an environment, which Windows lets no program start without."""
    environment: dict[str, str] | None = {} if sys.platform != "win32" else None
    return subprocess.Popen(  # noqa: S603
        [sys.executable, "-I", "-m", "jiheng.reading.sandbox", *arguments],
        stdin=given.fileno(),
        stdout=taken,
        stderr=subprocess.DEVNULL,
        env=environment,
        start_new_session=True,
    )


def _end(process: subprocess.Popen[bytes], patience: float = 0) -> None:
    """Kills a process, if it does not end by itself, and whatever else is in its session."""
    with suppress(subprocess.TimeoutExpired):
        process.wait(patience)
    with suppress(OSError):
        os.killpg(process.pid, signal.SIGKILL) if hasattr(os, "killpg") else process.kill()
    process.wait()
