"""A draft says so across every page, and is read as the form that it is."""

import re
import zipfile
from io import BytesIO

import pytest
from paper import SAMPLE
from pypdfium2 import PdfDocument

from jiheng.pipeline import written
from jiheng.reading import open_document
from jiheng.writing import DRAFT


def made(kind: str, watermark: str = DRAFT) -> bytes:
    data = written([SAMPLE, SAMPLE], kind, watermark=watermark)
    assert isinstance(data, bytes)
    return data


def part(data: bytes, pattern: str) -> list[str]:
    with zipfile.ZipFile(BytesIO(data)) as archive:
        return [archive.read(name).decode() for name in archive.namelist() if re.fullmatch(pattern, name)]


def test_every_page_of_a_pdf_shows_it():
    document = PdfDocument(made("pdf"))
    texts = [page.get_textpage().get_text_range() for page in document]
    assert len(texts) >= 2
    assert all(DRAFT in text for text in texts)


def test_every_section_of_a_word_document_shows_it():
    data = made("docx")
    [header] = part(data, r"word/header\.xml")
    assert f'string="{DRAFT}"' in header
    [body] = part(data, r"word/document\.xml")
    assert body.count("headerReference") == body.count("<w:sectPr") == 2


def test_every_worksheet_shows_it_in_print():
    sheets = part(made("xlsx"), r"xl/worksheets/sheet\d+\.xml")
    assert len(sheets) == 2
    assert all(DRAFT in re.search("<oddHeader>(.+?)</oddHeader>", sheet)[1] for sheet in sheets)


def test_a_web_page_shows_it_by_its_style_alone():
    page = made("html").decode()
    assert page.count(f'data-watermark="{DRAFT}"') == 2
    assert f">{DRAFT}" not in page


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html", "json"])
def test_a_draft_is_read_as_the_form_that_it_is(kind: str):
    drafts, others = open_document(made(kind)), open_document(made(kind, ""))
    assert drafts == others
    assert drafts.problems == ()


@pytest.mark.parametrize("kind", ["pdf", "docx", "xlsx", "html"])
def test_a_watermark_is_text_and_nothing_else(kind: str):
    hostile = made(kind, '"><script>&Cx#panic()</script>')
    assert len(open_document(hostile).forms) == 2
    if kind == "html":
        assert b"<script" not in hostile
