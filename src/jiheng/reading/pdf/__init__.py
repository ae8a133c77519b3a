"""PDF files to pages of characters and ruling lines, by pdfium.

Scripts, actions and attachments of a file are never looked at.
"""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.content import unreadable
from jiheng.reading.document import Extract
from jiheng.reading.package import unsafe
from jiheng.reading.pages import Page, document_of
from jiheng.reading.pdf.opening import opened, pages
from jiheng.reading.pdf.page import has_picture, read_page

__all__ = ["read_pdf"]

_MOST_PAGES = 2000
_SPLIT = "请只保留自评表所在的页，或拆成几个文件后重试"
_AGAIN = "请重新下载文件，或用阅读器打开它，另存（打印）为新的 PDF 后重试"
_PICTURE = "请把这一页另存为图片（.png）后读取，或向发布单位索取有文字的文件"


def read_pdf(data: bytes) -> Extract | Problem:
    """The tables and the text of all pages; a page that cannot be read, or shows a picture only, is named."""
    problems: list[Problem] = []
    with opened(data) as document:
        if not document:
            return _refused(pdfium.FPDF_GetLastError())
        count = pdfium.FPDF_GetPageCount(document)
        if count > _MOST_PAGES:
            return unsafe(f"文件有{count}页，超过{_MOST_PAGES}页的上限，不予读取", _SPLIT)
        found = list(_pages(document, count, problems))
    return Extract((document_of(found),), tuple(problems))


def _pages(document: Any, count: int, problems: list[Problem]) -> Iterator[Page]:
    for number, handle in pages(document, range(1, count + 1)):
        page = read_page(handle, number) if handle else None
        if page is None:
            problems.append(_page_problem(number, "内容已损坏，没有读取", _AGAIN))
        elif page.glyphs or not has_picture(handle):
            yield page
        else:
            problems.append(_page_problem(number, "是图片，没有文字可读", _PICTURE))


def _page_problem(number: int, what: str, fix: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, f"第{number}页{what}", fix, Location(page=number))


def _refused(code: int) -> Problem:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return unreadable("文件有打开密码，不能读取", "请用阅读器打开它，去掉密码另存后重试")
    if code == pdfium.FPDF_ERR_SECURITY:
        return unreadable("文件的加密方式不受支持，不能读取", _AGAIN)
    return unreadable("PDF 文件已损坏或不完整，不能打开", _AGAIN)
