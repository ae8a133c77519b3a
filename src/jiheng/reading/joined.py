"""Several image files as the pages of one document, in one piece that can be handed to another process."""

from __future__ import annotations

import json
from collections.abc import Sequence

JOINED = b"jiheng: pages of one document\n"


def join(files: Sequence[bytes]) -> bytes:
    """The files one behind the other, and how long each is."""
    lengths = json.dumps([len(data) for data in files]).encode()
    return b"".join((JOINED, lengths, b"\n", *files))


def part(data: bytes) -> list[bytes]:
    """The files that ``join`` put together; ValueError for anything else."""
    lengths, mark, rest = data.removeprefix(JOINED).partition(b"\n")
    asked = json.loads(lengths) if mark else None
    if not isinstance(asked, list) or not all(isinstance(n, int) and n >= 0 for n in asked):
        raise ValueError
    if sum(asked) != len(rest):
        raise ValueError
    files, start = [], 0
    for length in asked:
        files.append(rest[start : start + length])
        start += length
    return files
