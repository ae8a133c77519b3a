"""As many workers as there are processors, and who may use them."""

from __future__ import annotations

import atexit
import json
import os
import tempfile
from collections import deque
from collections.abc import Callable, Iterable, Iterator
from concurrent.futures import Future, ThreadPoolExecutor
from contextlib import contextmanager
from decimal import Decimal
from queue import Empty, LifoQueue
from typing import IO, Any, TypeVar

from jiheng.reading.sandbox.task import Order
from jiheng.reading.sandbox.worker import Once, Worker

_PATIENCE = 60  # seconds until whoever waits for a worker is told to come again
_AHEAD = 4  # results a worker that may wait for the one before them
_Item = TypeVar("_Item")
_Result = TypeVar("_Result")


class Pool:
    """Workers that may be used from any thread; the one that was used last is the next."""

    def __init__(self, size: int | None = None) -> None:
        self.size = size or processors()
        kind = Worker if hasattr(os, "fork") else Once
        self._workers = [kind() for _ in range(self.size)]
        self._idle = self._all()

    def _all(self) -> LifoQueue[Worker | Once]:
        idle: LifoQueue[Worker | Once] = LifoQueue()
        for worker in self._workers:
            idle.put(worker)
        return idle

    def ask(self, order: Order, data: bytes) -> tuple[int, Any]:
        """How the process ended that read *data*, and its answer as JSON.

        ValueError for an answer that is none. OSError where the system has no room for another process.
        """
        with tempfile.TemporaryFile() as given, tempfile.TemporaryFile() as taken:
            given.write(data)
            given.flush()
            with self._worker() as worker:
                code = worker.run(order, given, taken)
            return code, None if code else _answer(taken, order.limits.answer)

    @contextmanager
    def _worker(self) -> Iterator[Worker | Once]:
        try:
            worker = self._idle.get(timeout=_PATIENCE)
        except Empty as error:
            raise TimeoutError from error
        try:
            yield worker
        finally:
            self._idle.put(worker)

    def close(self) -> None:
        """Ends all workers, whatever they are doing. The pool can still be used, and starts others."""
        for worker in self._workers:
            worker.end()

    def forget(self) -> None:
        """Leaves the servers to the process that this one was forked from; nobody here uses a worker yet."""
        for worker in self._workers:
            worker.forget()
        self._idle = self._all()

    def each(self, do: Callable[[_Item], _Result], items: Iterable[_Item]) -> Iterator[_Result]:
        """*do* of every item, in the order of the items; as many at once as there are workers.

        Only a few results are ahead of whoever takes them.
        """
        waiting: deque[Future[_Result]] = deque()
        threads = ThreadPoolExecutor(self.size)
        try:
            for item in items:
                waiting.append(threads.submit(do, item))
                if len(waiting) >= _AHEAD * self.size:
                    yield waiting.popleft().result()
            while waiting:
                yield waiting.popleft().result()
        finally:
            threads.shutdown(wait=False, cancel_futures=True)


def _answer(taken: IO[bytes], most: int) -> Any:
    if taken.seek(0, os.SEEK_END) > most:
        raise ValueError
    taken.seek(0)
    return json.loads(taken.read(), parse_float=Decimal)


def processors() -> int:
    """How many processors this process may use."""
    if hasattr(os, "sched_getaffinity"):
        return len(os.sched_getaffinity(0))
    return os.cpu_count() or 1


POOL = Pool()
atexit.register(POOL.close)
if hasattr(os, "register_at_fork"):
    os.register_at_fork(after_in_child=POOL.forget)
