"""Which files a command means: those that are named, and what may be a form in the folders."""

from __future__ import annotations

import os
from collections import Counter
from collections.abc import Iterator
from pathlib import Path

from jiheng.cli.console import fail, talk
from jiheng.cli.exits import Exit
from jiheng.reading import can_read

STDIN = "-"
SUPPRESSIONS = "jiheng-suppress.toml"
# What the commands put beside the forms.
PROBLEMS = "读取问题.jsonl"
_RESULTS = {PROBLEMS, "疑点.xlsx", "汇总表.xlsx"}
# Formats of other programs are taken as well: they are answered with what to do.
_KINDS = {
    ".txt": "text", ".text": "text", ".json": "text", ".jsonl": "text",
    ".pdf": "pdf", ".xlsx": "xlsx", ".xlsm": "xlsx", ".docx": "docx", ".docm": "docx",
    ".html": "html", ".htm": "html", ".xhtml": "html", ".mht": "mhtml", ".mhtml": "mhtml",
    ".png": "image", ".jpg": "image", ".jpeg": "image", ".tif": "image", ".tiff": "image", ".bmp": "image",
    ".webp": "image",
    ".doc": "text", ".xls": "text", ".wps": "text", ".et": "text", ".rtf": "text", ".ofd": "text",
    ".odt": "text", ".ods": "text", ".xlsb": "text",
}  # fmt: skip
_LONGEST_ENDING = 6


def listed(paths: list[str], apart: frozenset[Path]) -> Iterator[str]:
    """Every file of *paths* in order, folders with all below; what is *apart* (resolved) is in no folder.

    A file that is named is taken whatever it is called. In a folder, other formats are counted and named.
    """
    for name in paths:
        path = Path(name)
        if name != STDIN and (not name or not path.exists()):
            raise fail(f"找不到文件或文件夹：{name}", Exit.USAGE)
        if name == STDIN or not path.is_dir():
            yield name
        else:
            yield from _documents(path, apart)


def _documents(folder: Path, apart: frozenset[Path]) -> Iterator[str]:
    passed: Counter[str] = Counter()
    root = folder.resolve()
    for place, folders, names in os.walk(folder, onerror=_cannot_enter):
        here = Path(place)
        real = root / here.relative_to(folder)
        folders[:] = sorted(name for name in folders if not name.startswith(".") and real / name not in apart)
        for name in sorted(names):
            if name.startswith((".", "~$")) or name == SUPPRESSIONS or real / name in apart:
                continue
            ending = _ending(name)
            if name in _RESULTS or (ending and not can_read(_KINDS.get(ending, "other"))):
                passed[ending] += 1
            else:
                yield str(here / name)
    if passed:
        which = "、".join(f"{ending} {count}个" for ending, count in passed.most_common())
        talk(f"{folder}：跳过{passed.total()}个其他格式的文件（{which}）。")


def is_picture(name: str) -> bool:
    """True where a file is called as pictures are."""
    return _KINDS.get(_ending(Path(name).name)) == "image"


def _ending(name: str) -> str:
    """The ending of a file's name; empty for what only looks like one, as in 附件1.自评表."""
    ending = Path(name).suffix.lower()
    return ending if ending.isascii() and len(ending) <= _LONGEST_ENDING else ""


def _cannot_enter(error: OSError) -> None:
    raise fail(f"无法打开文件夹：{error.filename}", Exit.UNREADABLE)
