"""What a command's end says: 0 clean · 1 findings · 2 usage · 3 unreadable · 4 some failed · 5 unsafe."""

from __future__ import annotations

from enum import IntEnum


class Exit(IntEnum):
    """The exit codes of every command."""

    CLEAN = 0
    FINDINGS = 1
    USAGE = 2
    UNREADABLE = 3
    SOME_FAILED = 4
    UNSAFE = 5
    OUR_FAULT = 70
