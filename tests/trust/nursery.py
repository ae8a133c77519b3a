"""Starts workers, hears what is acknowledged to them, and kills them."""

from __future__ import annotations

import itertools
import json
import os
import signal
import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path
from typing import Any

WORKERS = Path(__file__).with_name("workers.py")
LONGEST = 120
PASSWORD = "Lanjiang-2024"


class Nursery:
    """The process that is forked into workers on one data folder."""

    def __init__(self, data: Path) -> None:
        self.data = data
        self.lines: list[dict[str, Any]] = []
        self._ended = False
        self._news = threading.Condition()
        self._numbers = itertools.count()
        self._process = subprocess.Popen(
            [sys.executable, WORKERS, data], stdin=subprocess.PIPE, stdout=subprocess.PIPE, text=True
        )
        threading.Thread(target=self._listen, daemon=True).start()

    def _listen(self) -> None:
        assert self._process.stdout
        for line in self._process.stdout:
            with self._news:
                self.lines.append(json.loads(line))
                self._news.notify_all()
        with self._news:
            self._ended = True
            self._news.notify_all()

    def _await(self, wanted: Callable[[dict[str, Any]], bool]) -> dict[str, Any]:
        found: list[dict[str, Any]] = []

        def there() -> bool:
            found[:] = [line for line in self.lines if wanted(line)]
            return bool(found) or self._ended

        with self._news:
            self._news.wait_for(there, LONGEST)
        assert found, "nothing was heard of a worker"
        return found[0]

    def start(self, do: str, **arguments: Any) -> int:
        """A worker that does *do*; its pid."""
        assert self._process.stdin
        number = next(self._numbers)
        self._process.stdin.write(json.dumps({"number": number, "do": do, **arguments}) + "\n")
        self._process.stdin.flush()
        return int(self._await(lambda line: line.get("number") == number)["born"])

    def gone(self, pid: int) -> list[dict[str, Any]]:
        """All that the worker said, once it has ended."""
        self._await(lambda line: line.get("gone") == pid)
        with self._news:
            return [line for line in self.lines if line["pid"] == pid]

    def hear(self, pids: list[int], number: int) -> None:
        """Wait until *number* lines came from some of the workers."""
        with self._news:
            enough = self._news.wait_for(
                lambda: sum(line["pid"] in pids for line in self.lines) >= number, LONGEST
            )
        assert enough, "the workers do nothing"

    def kill(self, pid: int) -> list[dict[str, Any]]:
        """End the worker as a power cut would, and hear what was acknowledged to it."""
        os.kill(pid, signal.SIGKILL)
        return self.gone(pid)

    def do(self, do: str, **arguments: Any) -> dict[str, Any]:
        """The last line of a worker that ends by itself."""
        return self.gone(self.start(do, **arguments))[-1]

    def close(self) -> None:
        """No more workers."""
        assert self._process.stdin
        self._process.stdin.close()
        self._process.wait(LONGEST)
