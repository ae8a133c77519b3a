"""Word documents: their paragraphs, tables and text boxes, as far as they are shown.

What was deleted while changes were tracked is no text, nor is what is hidden; headers, footers, notes and
comments are no part of a form.
"""

from __future__ import annotations

import posixpath
import zipfile
from io import BytesIO

from lxml import etree

from jiheng.model import Problem
from jiheng.reading.content import unreadable
from jiheng.reading.document import Document, Extract, Grid
from jiheng.reading.docx.elements import child
from jiheng.reading.docx.flow import Flow, content_of
from jiheng.reading.docx.shape import Shape
from jiheng.reading.nesting import Lines, aligned, blocks_of
from jiheng.reading.package import BROKEN, parts_of, unsafe
from jiheng.reading.text import read_text

_MOST_TAGS = 2_000_000
_SAME_EDGE = 60  # twips: a millimetre
_FAILS = (*BROKEN, etree.LxmlError, TypeError, AttributeError)
_AGAIN = "请用 Word 或 WPS 文字打开它，另存为新的 .docx 后重试"
_SMALLER = "请只保留自评表部分，另存后重试"


def read_docx(data: bytes) -> Extract | Problem:
    """The document in the bytes of a ``.docx`` or ``.docm``; macros are never looked at."""
    names = parts_of(data, _MOST_TAGS)
    if isinstance(names, Problem):
        return names
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            flow = _flow(archive, names)
        if flow.is_too_large:
            return unsafe("文档的单元格过多或层次过深，不予读取", _SMALLER)
        return Extract((_document(flow),))
    except RecursionError:
        return unsafe("文档的层次过深，不予读取", _SMALLER)
    except _FAILS:
        return unreadable("文档的内容已损坏或不合规范，不能读取", _AGAIN)


def _flow(archive: zipfile.ZipFile, names: frozenset[str]) -> Flow:
    main = _target(archive, "_rels/.rels", "", "officeDocument")
    folder, name = posixpath.split(main)
    links = posixpath.join(folder, "_rels", f"{name}.rels")
    parts = {}
    for kind in ("styles", "numbering"):
        path = _target(archive, links, folder, kind) if links in names else ""
        parts[kind] = _parsed(archive, path) if path in names else None
    body = child(_parsed(archive, main), "body")
    if body is None:
        raise LookupError(main)
    return content_of(body, Shape(parts["styles"], parts["numbering"]))


def _target(archive: zipfile.ZipFile, links: str, folder: str, kind: str) -> str:
    """The part of *kind* that is linked; ``""`` where there is none."""
    for link in _parsed(archive, links):
        if posixpath.basename(link.get("Type", "")) == kind:
            return posixpath.normpath(posixpath.join("/", folder, link.get("Target", ""))).lstrip("/")
    return ""


def _parsed(archive: zipfile.ZipFile, path: str) -> etree._Element:
    parser = etree.XMLParser(
        resolve_entities=False, no_network=True, load_dtd=False, remove_comments=True, remove_pis=True
    )
    return etree.fromstring(archive.read(path), parser)


def _document(flow: Flow) -> Document:
    """A document without any table is read by its lines."""
    document = Document(tuple(blocks_of(aligned(flow.content, _SAME_EDGE))))
    if any(isinstance(block, Grid) for block in document.blocks):
        return document
    return read_text("\n".join(item.text for item in flow.content if isinstance(item, Lines)))
