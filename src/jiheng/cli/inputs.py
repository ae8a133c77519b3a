"""What a command was given: files, folders, or ``-``; read one by one, a bad one never stops the rest."""

from __future__ import annotations

import os
import sys
from collections.abc import Iterator
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from rich.console import Console
from rich.progress import track

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.model import Form, ProblemKind
from jiheng.pipeline import Reading, open_document, standard_for
from jiheng.standards import Standard

STDIN = "-"
SUPPRESSIONS = "jiheng-suppress.toml"
_RESULTS = {"疑点.xlsx", "汇总表.xlsx"}  # what the commands put beside the forms
_MANY = 20
_DOUBTFUL = Decimal("0.6")
_OTHER_FORMATS = {
    ".pdf", ".xls", ".docx", ".doc", ".wps", ".et", ".html", ".htm", ".png", ".jpg", ".jpeg", ".zip",
    ".md", ".toml", ".sarif", ".csv",
}  # fmt: skip


@dataclass(slots=True)
class Inputs:
    """The documents of one call, and how reading them went."""

    paths: list[str]
    files: list[str] = field(init=False)
    read: int = 0
    failed: int = 0
    unsafe: int = 0
    _named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """List the files before the first is read: what a command writes is no input."""
        self.files = list(_expanded(self.paths))
        if not self.files:
            raise fail("文件夹里没有文件。", Exit.UNREADABLE)

    def __iter__(self) -> Iterator[Reading]:
        """Every document that gave a form; what is wrong with the others is said on stderr."""
        return (reading for _, reading in self.named())

    def named(self) -> Iterator[tuple[str, Reading]]:
        """The same, each with the path it was read from."""
        many = len(self.files) > _MANY and sys.stderr.isatty()
        for name in track(self.files, "读取", console=Console(stderr=True)) if many else self.files:
            reading = _read(name)
            for problem in reading.problems:
                talk(f"{name}：{problem}")
            self.failed += bool(reading.problems)
            if reading.forms:
                self.read += 1
                self._warn_of_doubt(name, reading)
                yield name, reading
            else:
                self.unsafe += any(p.kind is ProblemKind.UNSAFE for p in reading.problems)
        if self.failed and len(self.files) > 1:
            talk(f"共{len(self.files)}个文件，{self.failed}个没有读出或没有读全。")

    def _warn_of_doubt(self, name: str, reading: Reading) -> None:
        if any(form.confidence < _DOUBTFUL for form in reading.forms):
            talk(f"{name}：文字顺序可能错乱，读出的内容不可靠；请用 pdftotext -layout 重新提取文字后再试。")

    def standard_for(self, form: Form, wanted: str | None) -> Standard:
        """The standard for *form*, named once on stderr: it may have been recognised, not asked for."""
        chosen = standard_for(form, wanted)
        if chosen.id not in self._named:
            self._named.add(chosen.id)
            talk(f"评分办法：{chosen.id}（{chosen.name}）")
        return chosen

    @property
    def are_several(self) -> bool:
        """True where more than one document may come: several paths, or a folder."""
        return len(self.paths) > 1 or any(Path(name).is_dir() for name in self.paths)

    def exit(self, *, findings: bool = False) -> Exit:
        """The exit code that the whole call deserves; a document read in part has failed in part."""
        if self.failed and not self.read:
            return Exit.UNSAFE if self.unsafe else Exit.UNREADABLE
        if self.failed:
            return Exit.SOME_FAILED
        return Exit.FINDINGS if findings else Exit.CLEAN


def _expanded(paths: list[str]) -> Iterator[str]:
    for name in paths:
        path = Path(name)
        if name != STDIN and (not name or not path.exists()):
            raise fail(f"找不到文件或文件夹：{name}", Exit.USAGE)
        if name == STDIN or not path.is_dir():
            yield name
        else:
            yield from _documents(path)


def _documents(folder: Path) -> Iterator[str]:
    """What may be a document in *folder* and below; other formats are counted, hidden files are not."""
    passed = 0
    for place, folders, names in os.walk(folder, onerror=_cannot_enter):
        folders[:] = sorted(name for name in folders if not name.startswith("."))
        for name in sorted(names):
            if name.startswith((".", "~$")) or name == SUPPRESSIONS:
                continue
            if name in _RESULTS or Path(name).suffix.lower() in _OTHER_FORMATS:
                passed += 1
            else:
                yield str(Path(place) / name)
    if passed:
        talk(f"{folder}：跳过{passed}个其他格式的文件。")


def _cannot_enter(error: OSError) -> None:
    raise fail(f"无法打开文件夹：{error.filename}", Exit.UNREADABLE)


def _read(name: str) -> Reading:
    return open_document(sys.stdin.buffer.read() if name == STDIN else Path(name), name)
