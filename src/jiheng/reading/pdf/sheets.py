"""The pages of a PDF, each read as what it is: text that was typeset, or a picture of paper."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Any

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.pages import Page
from jiheng.reading.pdf.objects import Drawing, drawing_of
from jiheng.reading.pdf.page import is_scan, read_page
from jiheng.reading.scan import MOST_PAGES, lacking, too_many

AGAIN = "请重新下载文件，或用阅读器打开它，另存（打印）为新的 PDF 后重试"
_NAMED = 5


class Sheets:
    """``read`` are the pages so far, in their order; ``recognised`` the numbers of the scanned ones."""

    def __init__(self) -> None:
        self.read: list[Page] = []
        self.recognised: set[int] = set()
        self._problems: list[Problem] = []
        self._left: list[int] = []
        self._lacking = lacking()

    def take(self, number: int, handle: Any) -> None:
        """Reads the page that pdfium has opened, false where it could not."""
        if not handle:
            self._problems.append(_problem([number], "内容已损坏，没有读取", AGAIN))
            return
        drawing = drawing_of(handle)
        page = read_page(handle, number, drawing)
        if not is_scan(page, drawing):
            self.read.append(page)
        elif self._lacking or len(self.recognised) == MOST_PAGES:
            self._left.append(number)
        else:
            self._recognise(handle, drawing, number)

    def _recognise(self, handle: Any, drawing: Drawing, number: int) -> None:
        from jiheng.reading.pdf.scanned import recognised

        page = recognised(handle, drawing, number)
        if isinstance(page, Problem):
            self._problems.append(_problem([number], f"没有读取：{page.message}", page.fix))
        else:
            self.read.append(page)
            self.recognised.add(number)

    @property
    def problems(self) -> Sequence[Problem]:
        """What could not be read, and why; pages for the same reason together."""
        if not self._left:
            return self._problems
        why = self._lacking or too_many()
        return [*self._problems, _problem(self._left, f"是图片，没有读取：{why.message}", why.fix)]


def _problem(numbers: Sequence[int], what: str, fix: str) -> Problem:
    named = "、".join(map(str, numbers[:_NAMED])) + (f"等{len(numbers)}" if len(numbers) > _NAMED else "")
    return Problem(ProblemKind.UNREADABLE, f"第{named}页{what}", fix, Location(page=numbers[0]))
