"""Follows all links of a published folder from its home, and says what is wrong on the way."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path, PurePosixPath
from urllib.parse import unquote, urlsplit

from jiheng.writing.site.fault import Fault, FaultKind
from jiheng.writing.site.frame import HOME
from jiheng.writing.site.looked import Seen, links_of_style, look

_DATE = "PubDate"


class Crawl:
    """One crawl of *folder*: ``pages`` are those that were reached, ``faults`` what was found."""

    def __init__(self, folder: Path) -> None:
        self.folder = folder
        self.files = set(_files(folder))
        self.pages: dict[str, Seen] = {}
        self.faults: list[Fault] = []
        self._anchors: list[tuple[str, str, str]] = []
        self._follow()
        self._judge()

    def _follow(self) -> None:
        reached, waiting = {HOME}, [HOME]
        while waiting:
            place = waiting.pop()
            for found in self._links(place):
                if found not in reached:
                    reached.add(found)
                    waiting.append(found)
        for lost in sorted(self.files - reached):
            self._fault(FaultKind.UNREACHABLE, lost, "从首页出发走不到这个文件")

    def _links(self, place: str) -> Iterator[str]:
        """The files of the folder to which the file at *place* leads."""
        kind = PurePosixPath(place).suffix
        if kind not in (".html", ".htm", ".css", ".svg"):
            return
        text = (self.folder / place).read_text("utf-8", "replace")
        if kind == ".css":
            links = links_of_style(text)
        else:
            seen = look(text)
            self.pages[place] = seen
            links = seen.links
        for link in dict.fromkeys(links):
            found = self._resolved(place, link)
            if found is not None:
                yield found

    def _resolved(self, place: str, link: str) -> str | None:
        """The file that *link* names; None where it names none, which is a fault."""
        target = _target(place, link)
        if isinstance(target, Fault):
            self.faults.append(target)
            return None
        if target not in self.files:
            self._fault(FaultKind.MISSING, place, f"链接“{link}”没有对应的文件（大小写须一致）")
            return None
        _, _, anchor = link.partition("#")
        if anchor:
            self._anchors.append((place, target, unquote(anchor)))
        return target

    def _judge(self) -> None:
        for place, seen in self.pages.items():
            for script in seen.scripts:
                self._fault(FaultKind.SCRIPT, place, f"网页中有“{script}”，公开网页不应运行任何程序")
            for lack in _lacking(seen):
                self._fault(FaultKind.INCOMPLETE, place, lack)
        for place, target, name in self._anchors:
            if target in self.pages and name not in self.pages[target].ids:
                self._fault(FaultKind.MISSING, place, f"“{target}”中没有位置“#{name}”")

    def _fault(self, kind: FaultKind, place: str, message: str) -> None:
        self.faults.append(Fault(kind, place, message))


def _lacking(seen: Seen) -> Iterator[str]:
    if not seen.title.strip():
        yield "没有标题（title）"
    if not seen.language.startswith("zh"):
        yield "没有注明语言（lang）"
    if not seen.meta.get(_DATE):
        yield f"没有日期（{_DATE}）"
    if seen.headings != 1:
        yield f"应有一个一级标题（h1），现有{seen.headings}个"
    if seen.tables_without_names:
        yield f"有{seen.tables_without_names}个表格没有名称（caption）"


def _target(place: str, link: str) -> str | Fault:
    """The file of the folder that *link* means; a fault where it leads elsewhere."""
    try:
        parts = urlsplit(link)
    except ValueError:
        return Fault(FaultKind.OUTSIDE, place, f"“{link}”不成地址")
    if parts.scheme or parts.netloc or link.startswith(("/", "\\")):
        return Fault(FaultKind.OUTSIDE, place, f"“{link}”不是站内的相对地址")
    if not parts.path:
        return place
    joined = _joined(place, unquote(parts.path))
    return joined or Fault(FaultKind.OUTSIDE, place, f"“{link}”在公开文件夹之外")


def _joined(place: str, path: str) -> str | None:
    """*path* as seen from *place*; None where it leaves the folder."""
    steps = list(PurePosixPath(place).parent.parts)
    for step in path.split("/"):
        if step == "..":
            if not steps:
                return None
            steps.pop()
        elif step not in ("", "."):
            steps.append(step)
    return "/".join(steps)


def _files(folder: Path) -> Iterator[str]:
    """The files below *folder*; links of the file system are no files: elsewhere they lead nowhere."""
    for place, _folders, names in os.walk(folder):
        for name in names:
            path = Path(place, name)
            if path.is_file() and not path.is_symlink():
                yield path.relative_to(folder).as_posix()
