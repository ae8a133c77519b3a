"""PDF files to pages of characters and ruling lines, by pdfium.

Scripts, actions and foreign attachments of a file are never looked at.
"""

from __future__ import annotations

import pypdfium2_raw as pdfium

from jiheng.model import Problem
from jiheng.reading.content import unreadable
from jiheng.reading.document import Extract
from jiheng.reading.package import unsafe
from jiheng.reading.pages import document_of
from jiheng.reading.pdf.attachments import attached_forms
from jiheng.reading.pdf.opening import AGAIN, opened, pages
from jiheng.reading.pdf.sheets import Sheets

__all__ = ["read_pdf"]

_MOST_PAGES = 2000
_SPLIT = "请只保留自评表所在的页，或拆成几个文件后重试"


def read_pdf(data: bytes) -> Extract | Problem:
    """The tables and the text of all pages, typeset or scanned; a page that cannot be read is named."""
    sheets = Sheets()
    with opened(data) as document:
        if not document:
            return _refused(pdfium.FPDF_GetLastError())
        count = pdfium.FPDF_GetPageCount(document)
        if count > _MOST_PAGES:
            return unsafe(f"文件有{count}页，超过{_MOST_PAGES}页的上限，不予读取", _SPLIT)
        for number, handle in pages(document, range(1, count + 1)):
            sheets.take(number, handle)
        attached, damaged = attached_forms(document)
    return Extract(
        (document_of(sheets.read),),
        (*sheets.problems, *damaged),
        recognised=frozenset(sheets.recognised),
        attached=attached,
    )


def _refused(code: int) -> Problem:
    if code == pdfium.FPDF_ERR_PASSWORD:
        return unreadable("文件有打开密码，不能读取", "请用阅读器打开它，去掉密码另存后重试")
    if code == pdfium.FPDF_ERR_SECURITY:
        return unreadable("文件的加密方式不受支持，不能读取", AGAIN)
    return unreadable("PDF 文件已损坏或不完整，不能打开", AGAIN)
