"""What a folder of results remembers, so that reading many files can be broken off and gone on with."""

from __future__ import annotations

import hashlib
import json
import os
from collections.abc import Collection, Iterable
from contextlib import suppress
from dataclasses import asdict, dataclass, replace
from importlib import metadata
from pathlib import Path
from typing import Any

import jiheng
from jiheng.model import Problem
from jiheng.reading.wire import problem_from_json, problem_to_json

if os.name == "posix":
    import fcntl

_NAME = ".jiheng-read.jsonl"
_UNFINISHED = ".jiheng-read.part"
_ROOMS = ("model", "terms", "standards", "reading")
_LIBRARIES = ("lxml", "onnxruntime", "openpyxl", "pypdfium2", "python-docx", "rapidocr")


@dataclass(frozen=True, slots=True)
class Entry:
    """One document that was read: the result's file, what it was read from and by, and what was wrong.

    ``source``, ``result`` and ``program`` are digests, ``path`` is where the document was.
    """

    out: str
    doc: str
    source: str
    result: str
    program: str
    problems: tuple[Problem, ...] = ()
    path: str = ""


class Journal:
    """The results in *folder*, each written as a whole or not at all, one line for each.

    A result is entered before it gets its name: every file of ours is in the journal, and one that is
    entered but is not what was entered has to be made again. BlockingIOError where another process writes.
    """

    def __init__(self, folder: Path) -> None:
        folder.mkdir(parents=True, exist_ok=True)
        self._folder = folder
        self._entries = entries(folder)
        self._program = program()
        self._lines = (folder / _NAME).open("ab")
        if os.name == "posix":
            fcntl.flock(self._lines, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._lines.write(b"\n")  # ends a line that was broken off

    def kept(self, out: str, doc: str, source: str) -> Entry | None:
        """The entry of a result that reading the same bytes again would give again."""
        entry = self._entries.get(out)
        if entry is None or (entry.doc, entry.source, entry.program) != (doc, source, self._program):
            return None
        with suppress(OSError):
            if digest((self._folder / out).read_bytes()) == entry.result:
                return entry
        return None

    def put(
        self, out: str, doc: str, source: str, result: bytes, problems: tuple[Problem, ...], path: str
    ) -> None:
        """Writes a result, and enters it."""
        unfinished = self._folder / _UNFINISHED
        unfinished.write_bytes(result)
        self._enter(Entry(out, doc, source, digest(result), self._program, problems, path))
        unfinished.replace(self._folder / out)

    def keep(self, out: str, path: str) -> None:
        """Enters a result anew whose document has been moved."""
        entry = self._entries[out]
        if entry.path != path:
            self._enter(replace(entry, path=path))

    def orphans(self, asked: Collection[str]) -> list[tuple[str, str]]:
        """Results, but for those *asked* for, that have outlived their documents; with where these were."""
        return [
            (entry.out, entry.path)
            for entry in self._entries.values()
            if entry.out not in asked
            and entry.path
            and not Path(entry.path).exists()
            and (self._folder / entry.out).is_file()
        ]

    def drop(self, out: str) -> None:
        """Takes away the result of a document that gives none any more."""
        if out in self._entries:
            (self._folder / out).unlink(missing_ok=True)

    def _enter(self, entry: Entry) -> None:
        line = {**asdict(entry), "problems": list(map(problem_to_json, entry.problems))}
        self._lines.write(json.dumps(line, ensure_ascii=False).encode("utf-8", "backslashreplace") + b"\n")
        self._lines.flush()

    def close(self) -> None:
        """Lets others write."""
        self._lines.close()


def entries(folder: Path) -> dict[str, Entry]:
    """The last entry of every result in *folder*; lines that are none are passed over."""
    found = {}
    with suppress(OSError), (folder / _NAME).open("rb") as lines:
        for line in lines:
            with suppress(ValueError, TypeError, LookupError):
                entry = _entry(json.loads(line))
                found[entry.out] = entry
    return found


def _entry(data: Any) -> Entry:
    return Entry(**{**data, "problems": tuple(map(problem_from_json, data["problems"]))})


def digest(data: bytes) -> str:
    """What stands for some bytes."""
    return hashlib.sha256(data).hexdigest()


def program() -> str:
    """What stands for all that a result depends on besides the document: our files and the libraries."""
    root = Path(jiheng.__file__).parent
    files = sorted(path for room in _ROOMS for path in (root / room).rglob("*.*") if _counts(path))
    return digest(b"".join(path.read_bytes() for path in files) + "".join(_versions()).encode())[:16]


def _counts(path: Path) -> bool:
    return path.suffix in (".py", ".toml")


def _versions() -> Iterable[str]:
    for name in _LIBRARIES:
        with suppress(metadata.PackageNotFoundError):
            yield f"{name} {metadata.version(name)};"
