"""``index.json``: all publications of a folder for programs, and what publishing again begins with."""

from __future__ import annotations

import hashlib
import json
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from pathlib import Path

from jiheng.model import Form, Problem, ProblemKind
from jiheng.model.serial import document_from_json
from jiheng.writing.site.entry import Entry, entry_from_json

INDEX = "index.json"
_FORMAT = "jiheng-publication/1"
_ADDRESS = re.compile(r"[\w-]+/[\w-]+/[\w-]+/\d+\.[a-z]+", re.ASCII)
_CHECK = "请先用 jiheng publish --check 检查这个文件夹"


@dataclass(frozen=True, slots=True)
class Catalogue:
    """What a folder publishes, by year, unit, project and number; the names as last given."""

    title: str = ""
    publisher: str = ""
    licence: str = ""
    entries: tuple[Entry, ...] = ()

    def latest(self) -> Iterator[Entry]:
        """Of every form the publication that holds."""
        return (entry for entry in self.entries if entry.is_latest)

    def versions(self) -> Mapping[str, list[Entry]]:
        """The publications of every form by its folder, the newest first."""
        found: dict[str, list[Entry]] = {}
        for entry in sorted(self.entries, key=lambda entry: -entry.number):
            found.setdefault(entry.folder, []).append(entry)
        return found

    @property
    def date(self) -> str:
        """The day of the newest publication; empty where there is none."""
        return max((entry.published_at for entry in self.entries), default="")

    def dumped(self) -> bytes:
        """The content of ``index.json``."""
        data = {
            "format": _FORMAT,
            "title": self.title,
            "publisher": self.publisher,
            "license": self.licence,
            "publications": [entry.as_json() for entry in self.entries],
        }
        return f"{json.dumps(data, ensure_ascii=False, indent=1)}\n".encode()


def load(folder: Path) -> Catalogue | Problem:
    """The catalogue of *folder*, an empty one for a folder that is empty or not there."""
    index = folder / INDEX
    if not index.exists():
        if folder.exists() and any(folder.iterdir()):
            return _problem(f"{folder} 里已有别的文件，不是公开文件夹", "请用 -o 给出一个空的或新的文件夹")
        return Catalogue()
    try:
        data = json.loads(index.read_bytes())
        if data["format"] != _FORMAT:
            return _problem(f"{index} 的格式“{data['format']}”无法识别", _CHECK)
        entries = tuple(map(entry_from_json, data["publications"]))
        places = [place for entry in entries for place in (entry.address, *entry.files.values())]
        if not all(map(_ADDRESS.fullmatch, places)):
            return _problem(f"{index} 中有不在本站的地址", _CHECK)
        return Catalogue(str(data["title"]), str(data["publisher"]), str(data["license"]), entries)
    except (ValueError, KeyError, TypeError, AttributeError):
        return _problem(f"{index} 不是公开目录，或已损坏", _CHECK)


def kept(folder: Path, entry: Entry) -> Form | Problem:
    """The form of a publication as its JSON file has it; a Problem where that is not what was published."""
    place = folder / entry.files["json"]
    try:
        data = place.read_bytes()
        if hashlib.sha256(data).hexdigest() != entry.digest:
            return _problem(f"{place} 与公开时不同", _CHECK)
        forms = document_from_json(json.loads(data))
    except (OSError, ValueError):
        return _problem(f"{place} 缺失或已损坏", _CHECK)
    return forms if isinstance(forms, Problem) else forms[0]


def _problem(message: str, fix: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, message, fix)
