"""The shape of a backup: a ZIP with the database, the files, the keys, the anchor, and a manifest.

``manifest.json``: ``format`` 1, ``version`` of Jiheng, ``made`` (UTC), ``entries`` and ``hash`` of the audit
chain's end, and ``files``: the SHA-256 of every other member by its name.
"""

from __future__ import annotations

import hashlib
import shutil
from pathlib import Path, PurePosixPath
from typing import IO, Protocol

from jiheng.web.config.folder import DataFolder

FORMAT = 1
MANIFEST = "manifest.json"
_FOLDER = DataFolder(Path())
DATABASE = _FOLDER.database.name
KEYS = _FOLDER.keys_file.name
ANCHOR = _FOLDER.anchor.name
FILES = _FOLDER.files.name
_PIECE = 1024 * 1024


class Sink(Protocol):
    """Something that can be written to."""

    def write(self, data: bytes, /) -> object:
        """Take *data*."""
        ...


class _Hashing:
    """Hands on what is written, and hashes it on the way."""

    def __init__(self, sink: Sink) -> None:
        self.sink = sink
        self.digest = hashlib.sha256()

    def write(self, data: bytes, /) -> int:
        self.digest.update(data)
        self.sink.write(data)
        return len(data)


def copy(source: IO[bytes], sink: Sink) -> str:
    """Copy piece by piece; returns the SHA-256 of what was copied."""
    hashing = _Hashing(sink)
    shutil.copyfileobj(source, hashing, _PIECE)
    return hashing.digest.hexdigest()


def is_safe(name: str) -> bool:
    """True for the names that a backup may hold: no way leads out of the folder."""
    path = PurePosixPath(name)
    if name in (DATABASE, KEYS, ANCHOR):
        return True
    inside = path.parts[:1] == (FILES,) and len(path.parts) > 1
    return inside and ".." not in path.parts and "\\" not in name and path.as_posix() == name


def members(folder: Path) -> list[tuple[str, Path]]:
    """The uploaded files of a data folder, as they are called in a backup."""
    root = folder / FILES
    found = (path for path in root.rglob("*") if path.is_file() and not path.name.startswith("."))
    return sorted((path.relative_to(folder).as_posix(), path) for path in found)


def hash_of_text(text: str) -> str:
    """The SHA-256 of *text* in UTF-8."""
    return hashlib.sha256(text.encode()).hexdigest()
