"""What one reading may use, by the kind of its document."""

from __future__ import annotations

from dataclasses import dataclass

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
# Recognising text calculates some ten seconds a page, and does so in threads.
_BY_KIND = {"image": Limits(memory=3072 * MIB, cpu=240, wall=300, threads=True)}


def limits_of(kind: str) -> Limits:
    """The limits for a document of *kind*, as ``content.kind_of`` names it."""
    return _BY_KIND.get(kind, _MOST)
