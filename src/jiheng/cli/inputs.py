"""What a command was given: files, folders, or ``-``; read with all processors, a bad one stops none."""

from __future__ import annotations

import sys
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, field
from decimal import Decimal
from pathlib import Path

from jiheng.cli.console import fail, in_view, talk
from jiheng.cli.exits import Exit
from jiheng.cli.joining import page_hints
from jiheng.cli.listing import STDIN, listed
from jiheng.cli.tally import Tally
from jiheng.model import Form, Problem
from jiheng.model.location import OCR
from jiheng.pipeline import Reading, standard_for
from jiheng.reading import bytes_of, doc_of
from jiheng.reading.joined import join
from jiheng.reading.sandbox import POOL, open_document_safely
from jiheng.standards import Standard

_DOUBTFUL = Decimal("0.6")
_DOUBT = "读出的内容不可靠，请对照原件核对"
_OF_PICTURES = "；重新拍照或扫描时，请放平、照全、光线均匀"
_OF_TEXTS = "；如果是从 PDF 提取的文字，请直接读取 PDF"


@dataclass(slots=True)
class Inputs:
    """The documents of one call, and how reading them went. Files that are *apart* are in no folder.

    Files that *are joined* are the pages of one document, which is called by the name of the first.
    """

    paths: list[str]
    apart: frozenset[Path] = frozenset()
    are_joined: bool = False
    files: list[str] = field(init=False)
    tally: Tally = field(default_factory=Tally)
    incomplete: list[str] = field(default_factory=list)
    _named: set[str] = field(default_factory=set)

    def __post_init__(self) -> None:
        """List the files before the first is read: what a command writes is no input."""
        self.files = list(listed(self.paths, self.apart))
        if not self.files:
            raise fail("文件夹里没有文件。", Exit.UNREADABLE)

    def __iter__(self) -> Iterator[Reading]:
        """Every document that gave a form; what is wrong with the others is said on stderr."""
        return (reading for _, reading in self.named())

    def named(self) -> Iterator[tuple[str, Reading]]:
        """The same, each with the path it was read from, in their order."""
        documents = self.documents
        readings = POOL.each(read_safely, documents)
        for (name, *_), reading in zip(documents, in_view(readings, len(documents), self.tally), strict=True):
            self.tally.add(has_forms=bool(reading.forms), problems=reading.problems)
            self.tell(name, reading.problems, reading.forms)
            if reading.forms:
                yield name, reading
        if len(documents) > 1:
            self.tally.tell()
            self.tell_of_pages()

    def tell(self, name: str, problems: Sequence[Problem], forms: Sequence[Form]) -> None:
        """What is wrong with one document, on stderr."""
        for problem in problems:
            talk(f"{name}：{problem}")
        doubtful = next((form for form in forms if form.confidence < _DOUBTFUL), None)
        if doubtful is not None:
            talk(f"{name}：{_DOUBT}{_instead(doubtful)}。")
        if problems:
            self.incomplete.append(name)

    def tell_of_pages(self) -> None:
        """Which of the files that were not read wholly look like pages of one document."""
        for hint in page_hints(self.incomplete):
            talk(hint)

    def standard_for(self, form: Form, wanted: str | None) -> Standard:
        """The standard for *form*, named once on stderr: it may have been recognised, not asked for."""
        chosen = standard_for(form, wanted)
        if chosen.id not in self._named:
            self._named.add(chosen.id)
            talk(f"评分办法：{chosen.id}（{chosen.name}）")
        return chosen

    @property
    def documents(self) -> list[tuple[str, ...]]:
        """The files of each document."""
        return [tuple(self.files)] if self.are_joined else [(name,) for name in self.files]

    @property
    def are_several(self) -> bool:
        """True where more than one document may come: several paths, or a folder."""
        if self.are_joined:
            return False
        return len(self.paths) > 1 or any(Path(name).is_dir() for name in self.paths)

    def exit(self, *, findings: bool = False) -> Exit:
        """The exit code that the whole call deserves; a document read in part has failed in part."""
        if self.tally.failed and not self.tally.read:
            return Exit.UNSAFE if self.tally.unsafe else Exit.UNREADABLE
        if self.tally.failed:
            return Exit.SOME_FAILED
        return Exit.FINDINGS if findings else Exit.CLEAN


def _instead(form: Form) -> str:
    """What gives a surer reading of the same form."""
    sources = form.sources.values()
    if any(source.method == OCR for source in sources):
        return _OF_PICTURES
    return _OF_TEXTS if any(source.at.line for source in sources) else ""


def read_safely(files: Sequence[str]) -> Reading:
    """What is in the files of one document, read in a process of its own."""
    data = data_of(files)
    if isinstance(data, Problem):
        return Reading(doc_of(files[0]), (), (data,))
    return open_document_safely(data, files[0])


def data_of(files: Sequence[str]) -> bytes | Problem:
    """What is in a file, on standard input, or in several files that are joined."""
    if len(files) == 1:
        return sys.stdin.buffer.read() if files[0] == STDIN else bytes_of(Path(files[0]))
    found = [data_of([name]) for name in files]
    refused = next((data for data in found if isinstance(data, Problem)), None)
    return refused or join([data for data in found if isinstance(data, bytes)])
