"""Web pages, also those that are called ``.xls``: tables to grids, what stands around them to paragraphs.

What a page does not show is no text of it; what it is made of beside its matter (menus, scripts, forms of
search) is none either. Nothing that a page refers to is fetched.
"""

from __future__ import annotations

from lxml import etree
from lxml.html import HtmlElement, HTMLParser, document_fromstring

from jiheng.model import Problem
from jiheng.reading.content import html_of, unreadable
from jiheng.reading.document import Document, Extract, Grid
from jiheng.reading.html.flow import Flow, content_of
from jiheng.reading.html.styles import Styles
from jiheng.reading.nesting import Lines, aligned, blocks_of
from jiheng.reading.package import unsafe
from jiheng.reading.text import read_text

_MOST_TAGS = 1_000_000
_SAME_EDGE = 4  # thousandths of a table's width
_SMALLER = "请只保留自评表部分，另存后重试"
_HIDDEN = "网页里有不显示的自评表，没有读取"
_HIDDEN_FIX = "如需读取，请在浏览器里让它显示出来，再另存网页后重试"


def read_html(data: bytes) -> Extract | Problem:
    """The page in the bytes of a web page, whatever its encoding."""
    found = html_of(data)
    if isinstance(found, Problem):
        return found
    page = _parsed(found.text)
    if isinstance(page, Problem):
        return page
    flow = content_of(page, Styles(str(sheet.text or "") for sheet in page.iter("style")))
    if flow.is_too_large:
        return unsafe("网页的单元格过多，不予读取", _SMALLER)
    hidden = (Document(tuple(blocks_of(part))) for part in flow.hidden)
    unseen = tuple((document, unreadable(_HIDDEN, _HIDDEN_FIX)) for document in hidden)
    return Extract((_document(flow),), found.problems, unseen)


def _parsed(text: str) -> HtmlElement | Problem:
    if text.count("<") > _MOST_TAGS:
        return unsafe("网页的内容过多，不予读取", _SMALLER)
    parser = HTMLParser(encoding="utf-8", remove_comments=True, remove_pis=True, no_network=True)
    try:
        page: HtmlElement = document_fromstring(text.encode("utf-8", "replace"), parser=parser)
    except (etree.LxmlError, ValueError, AssertionError):
        return unreadable("网页的内容已损坏或为空，不能读取", "请在浏览器里打开，另存网页后重试")
    if any(error.type == etree.ErrorTypes.ERR_RESOURCE_LIMIT for error in parser.error_log):
        return unsafe("网页的层次过深，不予读取", _SMALLER)
    return page


def _document(flow: Flow) -> Document:
    """A page without any table is read by its lines."""
    document = Document(tuple(blocks_of(aligned(flow.content, _SAME_EDGE))))
    if any(isinstance(block, Grid) for block in document.blocks):
        return document
    return read_text("\n".join(item.text for item in flow.content if isinstance(item, Lines)))
