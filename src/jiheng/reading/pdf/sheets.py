"""The pages of a PDF, each read as what it is: text that was typeset, or a picture of paper."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import replace
from typing import Any

from jiheng.model import Location, Problem
from jiheng.reading.content import unreadable
from jiheng.reading.pages import Page
from jiheng.reading.pdf.objects import Drawing, drawing_of
from jiheng.reading.pdf.opening import AGAIN
from jiheng.reading.pdf.page import is_scan, read_page
from jiheng.reading.scan import MOST_PAGES, lacking, too_many

_NAMED = 5
_DAMAGED = unreadable("内容已损坏", AGAIN)


class Sheets:
    """``read`` are the pages so far, in their order; ``recognised`` the numbers of the scanned ones."""

    def __init__(self) -> None:
        self.read: list[Page] = []
        self.recognised: set[int] = set()
        self._left: defaultdict[Problem, list[int]] = defaultdict(list)
        self._lacking = lacking()

    def take(self, number: int, handle: Any) -> None:
        """Reads the page that pdfium has opened, false where it could not."""
        page = self._page(number, handle) if handle else _DAMAGED
        if isinstance(page, Problem):
            self._left[page].append(number)
        else:
            self.read.append(page)

    def _page(self, number: int, handle: Any) -> Page | Problem:
        drawing = drawing_of(handle)
        page = read_page(handle, number, drawing)
        return self._scanned(number, handle, drawing) if is_scan(page, drawing) else page

    def _scanned(self, number: int, handle: Any, drawing: Drawing) -> Page | Problem:
        if self._lacking:
            return self._lacking
        if len(self.recognised) == MOST_PAGES:
            return too_many()
        from jiheng.reading.pdf.scanned import recognised

        page = recognised(handle, drawing, number)
        if isinstance(page, Page):
            self.recognised.add(number)
        return page

    @property
    def problems(self) -> list[Problem]:
        """Why pages were not read, each reason once."""
        return [_named(why, numbers) for why, numbers in self._left.items()]


def _named(why: Problem, numbers: Sequence[int]) -> Problem:
    pages = "、".join(map(str, numbers[:_NAMED])) + (f"等{len(numbers)}" if len(numbers) > _NAMED else "")
    return replace(why, message=f"第{pages}页没有读取：{why.message}", at=Location(page=numbers[0]))
