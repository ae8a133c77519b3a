"""What a command was given: files, folders, or ``-``; read one by one, a bad one never stops the rest."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from pathlib import Path

import typer
from rich.progress import track

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.model import Form, ProblemKind
from jiheng.pipeline import Reading, open_document
from jiheng.standards import Standard, standard_ids

STDIN = "-"
_MANY = 20


@dataclass(slots=True)
class Inputs:
    """The documents of one call, and how reading them went."""

    paths: list[str]
    read: int = 0
    failed: int = 0
    unsafe: int = 0
    _files: list[str] = field(default_factory=list)

    def __iter__(self) -> Iterator[Reading]:
        """Every document that gave a form; what is wrong with the others is said on stderr."""
        return (reading for _, reading in self.named())

    def named(self) -> Iterator[tuple[str, Reading]]:
        """The same, each with the path it was read from."""
        self._files = list(_expanded(self.paths))
        if not self._files:
            raise fail("文件夹里没有文件。", Exit.UNREADABLE)
        many = len(self._files) > _MANY and sys.stderr.isatty()
        files = track(self._files, "读取") if many else self._files
        for name in files:
            reading = _read(name)
            for problem in reading.problems:
                talk(f"{reading.doc}：{problem}")
            if reading.forms:
                self.read += 1
                yield name, reading
            else:
                self.failed += 1
                self.unsafe += any(p.kind is ProblemKind.UNSAFE for p in reading.problems)
        if self.failed and len(self._files) > 1:
            talk(f"共{len(self._files)}个文件，读出{self.read}个，{self.failed}个没有读出。")

    @property
    def are_several(self) -> bool:
        """True where more than one document may come: several paths, or a folder."""
        return len(self.paths) > 1 or any(Path(name).is_dir() for name in self.paths)

    def exit(self, *, findings: bool = False) -> Exit:
        """The exit code that the whole call deserves."""
        if self.failed and not self.read:
            return Exit.UNSAFE if self.unsafe else Exit.UNREADABLE
        if self.failed:
            return Exit.SOME_FAILED
        return Exit.FINDINGS if findings else Exit.CLEAN


def _expanded(paths: list[str]) -> Iterator[str]:
    for name in paths:
        path = Path(name)
        if name == STDIN or path.is_file():
            yield name
        elif path.is_dir():
            yield from (str(file) for file in sorted(path.rglob("*")) if _is_document(file, path))
        else:
            raise fail(f"找不到文件或文件夹：{name}", Exit.USAGE)


def _is_document(file: Path, folder: Path) -> bool:
    hidden = any(part.startswith((".", "~$")) for part in file.relative_to(folder).parts)
    return file.is_file() and not hidden


def _read(name: str) -> Reading:
    return open_document(sys.stdin.buffer.read() if name == STDIN else Path(name), name)


def known_standard(value: str | None) -> str | None:
    """The option --standard: an id that is there."""
    if value is not None and value not in standard_ids():
        raise typer.BadParameter(f"没有评分办法“{value}”；可用：{'、'.join(standard_ids())}")
    return value


def say_standard(form: Form, standard: Standard) -> None:
    """Name the standard in use: it may have been recognised rather than asked for."""
    talk(f"{form.header.project or '（无项目名称）'}：评分办法 {standard.id}（{standard.name}）")
