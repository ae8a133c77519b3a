"""What a process gives up before it reads what strangers send; as far as the system lets it."""

from __future__ import annotations

import ctypes
import os
import signal
import sys
from contextlib import suppress

from jiheng.reading.sandbox.limits import Limits

if sys.platform != "win32":
    import resource

_NEW_USER, _NEW_NETWORK = 0x10000000, 0x40000000  # CLONE_NEWUSER, CLONE_NEWNET
_DIE_WITH_PARENT = 1  # PR_SET_PDEATHSIG


def confine(limits: Limits) -> None:
    """Takes memory, processor time, files, and other processes away from this process, for good."""
    if sys.platform == "win32":
        return
    most = {
        resource.RLIMIT_AS: limits.memory,
        resource.RLIMIT_CPU: limits.cpu,
        resource.RLIMIT_FSIZE: limits.answer,
        resource.RLIMIT_CORE: 0,
    }
    if not limits.threads:  # the system counts threads as processes
        most[resource.RLIMIT_NPROC] = 0
    for limit, value in most.items():
        with suppress(OSError, ValueError):
            resource.setrlimit(limit, (value, value))


def leave_network() -> None:
    """Moves this process, and with it those that it forks, into a network with nothing on it."""
    if sys.platform == "linux":
        system = ctypes.CDLL(None)
        if system.unshare(_NEW_NETWORK) != 0:
            system.unshare(_NEW_USER | _NEW_NETWORK)


def end_with(parent: int) -> None:
    """Lets this process be killed when *parent*, which forked it, ends."""
    if sys.platform == "linux":
        ctypes.CDLL(None).prctl(_DIE_WITH_PARENT, signal.SIGKILL)
        if os.getppid() != parent:
            os._exit(1)
