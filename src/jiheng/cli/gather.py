"""Many documents into a folder of results: what has been read is not read again."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import closing
from dataclasses import dataclass
from pathlib import Path

from jiheng.cli.console import fail, in_view, talk
from jiheng.cli.exits import Exit
from jiheng.cli.inputs import Inputs, data_of
from jiheng.cli.journal import Journal, digest, entries
from jiheng.cli.listing import PROBLEMS, STDIN
from jiheng.cli.outputs import Outputs, stem
from jiheng.model import Problem
from jiheng.model.serial import document_to_json, to_line
from jiheng.reading import doc_of
from jiheng.reading.sandbox import POOL, open_document_safely
from jiheng.reading.wire import problem_to_json

_NAMED = 20


@dataclass(frozen=True, slots=True)
class _Found:
    """What one file gave: a result, or none, or the one that is there already."""

    name: str
    out: str
    doc: str
    source: str
    result: bytes | None
    problems: tuple[Problem, ...]
    is_kept: bool = False


def gather(inputs: Inputs, folder: Path) -> Exit:
    """Reads every input into ``NAME.json`` in *folder*; the exit code."""
    outputs = Outputs(folder, several=True, inputs=inputs.files)
    names = [(name, outputs.reserved(f"{stem(name)}.json").name) for name in inputs.files]
    try:
        journal = Journal(folder)
    except BlockingIOError as error:
        raise fail(f"另一个 jiheng 正在写这个文件夹：{folder}", Exit.USAGE) from error
    unread = folder / PROBLEMS
    with closing(journal), unread.open("w", encoding="utf-8", errors="backslashreplace") as problems:
        try:
            readings = POOL.each(lambda asked: _found(journal, *asked), names)
            for found in in_view(readings, len(names), inputs.tally):
                _keep(journal, found)
                problems.writelines(_lines(found))
                inputs.tally.add(
                    has_forms=found.is_kept or found.result is not None,
                    problems=found.problems,
                    kept=found.is_kept,
                )
                if found.problems:
                    inputs.incomplete.append(found.name)
        except KeyboardInterrupt:
            talk("没有读完；再次运行同一命令，会接着读剩下的文件。")
            raise
        finally:
            _tell(inputs, folder)
            _tell_orphans(folder, journal.orphans({out for _, out in names}))
    if not inputs.tally.failed:
        unread.unlink()
    return inputs.exit()


def own_results(folder: Path) -> frozenset[Path]:
    """What lies in *folder* because we have put it there, and the folder; resolved paths."""
    place = folder.resolve()
    return frozenset({place, *(place / out for out in entries(folder))})


def _found(journal: Journal, name: str, out: str) -> _Found:
    """Runs in a thread: reads one file, where it has not been read."""
    doc = doc_of(name)
    data = data_of([name])
    if isinstance(data, Problem):
        return _Found(name, out, doc, "", None, (data,))
    source = digest(data)
    entry = journal.kept(out, doc, source)
    if entry is not None:
        return _Found(name, out, doc, source, None, entry.problems, is_kept=True)
    reading = open_document_safely(data, name)
    result = f"{to_line(document_to_json(reading.doc, reading.forms))}\n".encode() if reading.forms else None
    return _Found(name, out, doc, source, result, reading.problems)


def _keep(journal: Journal, found: _Found) -> None:
    if found.result is not None:
        journal.put(found.out, found.doc, found.source, found.result, found.problems, _place(found.name))
    elif found.is_kept:
        journal.keep(found.out, _place(found.name))
    else:
        journal.drop(found.out)


def _place(name: str) -> str:
    return "" if name == STDIN else str(Path(name).resolve())


def _lines(found: _Found) -> Iterator[str]:
    """The problems of one file, a line each; ``read`` says whether it gave forms all the same."""
    is_read = found.is_kept or found.result is not None
    for problem in found.problems:
        yield f"{to_line({'file': found.name, 'read': is_read, **problem_to_json(problem)})}\n"


def _tell(inputs: Inputs, folder: Path) -> None:
    tally = inputs.tally
    before = f"（其中{tally.kept}个以前已读，没有再读）" if tally.kept else ""
    talk(f"读出{tally.read}个文件{before}，结果在 {folder}。")
    tally.tell()
    inputs.tell_of_pages()
    if tally.failed:
        talk(f"逐个文件的原因和处理办法：{folder / PROBLEMS}")


def _tell_orphans(folder: Path, orphans: list[tuple[str, str]]) -> None:
    """Results that other commands would still count; taking them away is for the person to decide."""
    if not orphans:
        return
    talk(f"{folder} 里有{len(orphans)}个以前的结果，原件已不在原处，仍会被其他命令读入；不需要的请删除：")
    for out, path in orphans[:_NAMED]:
        talk(f"  {out}（原件 {path}）")
    if len(orphans) > _NAMED:
        talk(f"  另有{len(orphans) - _NAMED}个")
