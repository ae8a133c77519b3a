"""A PDF file opened by pdfium, and its pages one after the other; whatever happens, all is closed again."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.reading.pdf.fonts import open_library

AGAIN = "请重新下载文件，或用阅读器打开它，另存（打印）为新的 PDF 后重试"


@contextmanager
def opened(data: bytes) -> Iterator[Any]:
    """The document in *data*, false where pdfium cannot open it; why not, ``FPDF_GetLastError`` says."""
    open_library()
    document = pdfium.FPDF_LoadMemDocument64(data, len(data), None)
    try:
        yield document
    finally:
        if document:
            pdfium.FPDF_CloseDocument(document)


def pages(document: Any, numbers: Iterable[int]) -> Iterator[tuple[int, Any]]:
    """Each of the pages, counted from 1, as long as it is looked at; false where it cannot be opened."""
    for number in numbers:
        handle = pdfium.FPDF_LoadPage(document, number - 1)
        try:
            yield number, handle
        finally:
            if handle:
                pdfium.FPDF_ClosePage(handle)
