"""Pictures of pages to pages of rules and characters, and these to one document.

The libraries are those of the extra ``jiheng[scan]``; without them every picture is answered with how to get
them. Nothing is downloaded: the model stands in the wheel of RapidOCR.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import replace
from importlib.util import find_spec
from itertools import chain
from typing import TYPE_CHECKING

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.content import kind_of, unreadable
from jiheng.reading.document import Extract
from jiheng.reading.joined import part
from jiheng.reading.pages import Page, document_of

if TYPE_CHECKING:
    from jiheng.reading.scan.upright import Picture

__all__ = ["MOST_PAGES", "lacking", "page_of", "read_joined", "read_scan", "read_scans", "too_many"]

MOST_PAGES = 20
"""So many pages of a document are recognised: it takes up to fifteen seconds a page."""
_NEEDED = ("cv2", "numpy", "onnxruntime", "PIL", "rapidocr")


def lacking() -> Problem | None:
    """What has to be installed before pictures can be read; None where nothing has."""
    if all(find_spec(name) for name in _NEEDED):
        return None
    return Problem(ProblemKind.UNREADABLE, "没有安装图片识别组件", '请运行 pip install "jiheng[scan]" 后重试')


def too_many() -> Problem:
    """What is said of the pages beyond those that are recognised."""
    return unreadable(f"一次最多识别{MOST_PAGES}页图片", "请只保留自评表所在的页，或拆成几个文件后重试")


def page_of(picture: Picture, number: int, dpi: float | None = None) -> Page:
    """The page in a grey picture, or one in the colours blue, green, red; *number* counts from 1.

    Lengths are points of the page after it was turned upright. Only where nothing is ``lacking``.
    """
    from jiheng.reading.scan.page import page_of as read

    return read(picture, number, dpi)


def read_scan(data: bytes) -> Extract | Problem:
    """The pages in an image file, as one document."""
    return read_scans([data])


def read_scans(datas: Sequence[bytes]) -> Extract | Problem:
    """The pages in several image files, in their order, as one document; one bad file spoils it."""
    refused = lacking()
    if refused is not None:
        return refused
    from jiheng.reading.scan.picture import pictures

    pages: list[Page] = []
    left: tuple[Problem, ...] = ()
    for found in chain.from_iterable(map(pictures, datas)):
        if isinstance(found, Problem):
            return found
        number = len(pages) + 1
        if number > MOST_PAGES:
            left = (_left_from(number),)
            break
        pages.append(page_of(found.points, number, found.dpi))
    return Extract((document_of(pages),), left, recognised=frozenset(page.number for page in pages))


def _left_from(number: int) -> Problem:
    why = too_many()
    return replace(why, message=f"第{number}页起没有读取：{why.message}", at=Location(page=number))


def read_joined(data: bytes) -> Extract | Problem:
    """The same, of image files that were put together by ``joined.join``."""
    try:
        files = part(data)
    except ValueError:
        return unreadable("文件已损坏，不是合并的图片", "请重新选择各页的图片")
    if any(kind_of(file) != "image" for file in files):
        return unreadable("合并读取的文件不全是图片", "请只选择同一张表各页的图片")
    return read_scans(files)
