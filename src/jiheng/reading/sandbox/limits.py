"""What one reading may use: more where there is a picture to be recognised."""

from __future__ import annotations

from dataclasses import dataclass

from jiheng.reading.sandbox.glance import glance, may_show_pictures

MIB = 1024 * 1024


@dataclass(frozen=True, slots=True)
class Limits:
    """Memory and answer in bytes, seconds of processor and of the clock; and whether it may have threads."""

    memory: int = 1024 * MIB
    cpu: int = 20
    wall: float = 40
    answer: int = 256 * MIB
    threads: bool = False


_MOST = Limits()
# Recognising text calculates up to fifteen seconds a page, and does so in threads.
_RECOGNISING = Limits(memory=3072 * MIB, cpu=360, wall=300, threads=True)


def limits_of(data: bytes) -> Limits:
    """The limits for a document, by a glance at it."""
    return _RECOGNISING if may_show_pictures(data, glance(data)) else _MOST
