"""Where results go: stdout, one file, or a folder with one file for each document."""

from __future__ import annotations

import sys
from collections.abc import Collection, Iterable
from dataclasses import dataclass, field
from pathlib import Path

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.cli.listing import STDIN
from jiheng.cli.replacing import may_replace

_FILES = {".pdf", ".docx", ".xlsx", ".html", ".json", ".md", ".sarif", ".txt"}
_BINARY = {".pdf", ".docx", ".xlsx"}


@dataclass(slots=True)
class Outputs:
    """The results of one call. ``place`` is the option -o; ``several`` makes a folder of it.

    Two documents of the same name never overwrite each other, the second becomes ``name-2``; and no result
    overwrites one of ``inputs``, nor a file that is no result of ours or that somebody has changed.
    """

    place: Path | None
    several: bool = False
    inputs: Iterable[str] = ()
    _taken: set[Path] = field(default_factory=set)

    def __post_init__(self) -> None:
        """Refuse a file's name where a folder is needed: several results do not fit into one file."""
        if self.several and self.place is not None and self.place.suffix in _FILES:
            raise fail(f"有多个结果，-o 应给出文件夹，而不是文件 {self.place}。", Exit.USAGE)
        self._taken = {Path(name).resolve() for name in self.inputs}

    def put(self, data: bytes, name: str, note: str = "") -> None:
        """Write one result and say where; *name* is its file name where -o names no file."""
        if self.place is not None and str(self.place) == STDIN:
            if Path(name).suffix in _BINARY and sys.stdout.isatty():
                raise fail(f"{Path(name).suffix} 文件不能显示在终端里；请用 -o 给出文件名。", Exit.USAGE)
            sys.stdout.flush()
            sys.stdout.buffer.write(data)
            sys.stdout.buffer.flush()
            return
        path = self.reserved(name)
        if path.is_file() and not may_replace(path.read_bytes(), data):
            raise fail(
                f"没有写出：已有的 {path} 不是绩衡写出的同类文件，或写出后又改动过。"
                "请换一个名称，或先把它移走。",
                Exit.USAGE,
            )
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)
        talk(f"已写出 {path}{f'（{note}）' if note else ''}")

    def reserved(self, name: str) -> Path:
        """Where a result of this name belongs; no other gets the place."""
        return self._free(self._path(name))

    def _path(self, name: str) -> Path:
        if self.place is None:
            return Path(name)
        return self.place / name if self.several or self.place.is_dir() else self.place

    def _free(self, path: Path) -> Path:
        wanted, number = path, 1
        while path.resolve() in self._taken:
            number += 1
            path = wanted.with_stem(f"{wanted.stem}-{number}")
        self._taken.add(path.resolve())
        return path


def format_of(to: str | None, place: Path | None, known: Collection[str], otherwise: str) -> str:
    """The format asked for: by --to, else by the ending of -o."""
    ending = "" if place is None else place.suffix.lstrip(".")
    kind = to or (ending if ending in known else otherwise)
    if kind not in known:
        raise fail(f"不能写成“{kind}”；可用：{'、'.join(known)}", Exit.USAGE)
    if ending in known and ending != kind:
        raise fail(f"--to {kind} 与文件名 {place} 的后缀不一致。", Exit.USAGE)
    return kind


def stem(name: str) -> str:
    """The name of an input without folder and ending; 标准输入 for ``-``."""
    return "标准输入" if name == STDIN else Path(name).stem
