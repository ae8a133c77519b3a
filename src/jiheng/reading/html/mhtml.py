"""Web pages in one file (``.mht``, ``.mhtml``), as browsers, Word, Excel and office systems save them."""

from __future__ import annotations

from collections.abc import Iterator
from email import message_from_bytes

from jiheng.model import Problem
from jiheng.reading.content import unreadable
from jiheng.reading.document import Extract
from jiheng.reading.html import read_html

_MOST_PAGES = 200


def read_mhtml(data: bytes) -> Extract | Problem:
    """Every page in the file: what stands on one belongs to no form on another."""
    found = [read_html(page) for page in _pages(data)]
    read = [extract for extract in found if isinstance(extract, Extract)]
    if not read:
        refused = (problem for problem in found if isinstance(problem, Problem))
        return next(refused, unreadable("文件里没有网页", "请在浏览器里打开，另存为网页后重试"))
    return Extract(
        tuple(document for extract in read for document in extract.documents),
        tuple(problem for extract in read for problem in extract.problems),
        tuple(hidden for extract in read for hidden in extract.unseen),
    )


def _pages(data: bytes) -> Iterator[bytes]:
    pages = 0
    for part in message_from_bytes(data).walk():
        if part.get_content_type() == "text/html" and pages < _MOST_PAGES:
            pages += 1
            content = part.get_payload(decode=True)
            yield content if isinstance(content, bytes) else b""
