"""The data that a PDF carries beside its pages, as our own writer attaches it."""

from __future__ import annotations

from collections.abc import Iterator
from ctypes import byref, c_ulong, c_ushort, create_string_buffer
from typing import Any

import pypdfium2_raw as pdfium

from jiheng.model import Form, Problem
from jiheng.reading.content import text_of, unreadable
from jiheng.reading.records import read_records

_NAME = "forms.json"
_LARGEST = 64 * 1024 * 1024
_FIX = "页面已照常读取；请向编制单位索取原件"


def attached_forms(document: Any) -> tuple[tuple[Form, ...], tuple[Problem, ...]]:
    """The forms in the attached ``forms.json``, and what is wrong with it; no other attachment is opened."""
    forms: list[Form] = []
    problems: list[Problem] = []
    for data in _named(document):
        found = text_of(data) if data else None
        records = None if found is None or isinstance(found, Problem) else read_records(found.text)
        if records is None or records.problems or not records.forms:
            problems.append(unreadable("文件附带的数据已损坏，可能被改动过", _FIX))
        else:
            forms += records.forms
    return tuple(forms), tuple(problems)


def _named(document: Any) -> Iterator[bytes]:
    """Every attachment of our name; empty where it cannot be opened or is too large to be ours."""
    for number in range(pdfium.FPDFDoc_GetAttachmentCount(document)):
        handle = pdfium.FPDFDoc_GetAttachment(document, number)
        if handle and _name(handle) == _NAME:
            yield _content(handle)


def _name(handle: Any) -> str:
    buffer = (c_ushort * (len(_NAME) + 2))()
    size = pdfium.FPDFAttachment_GetName(handle, buffer, 2 * len(buffer))
    return bytes(buffer)[: size - 2].decode("utf-16-le", "replace") if 2 <= size <= 2 * len(buffer) else ""


def _content(handle: Any) -> bytes:
    size = c_ulong()
    if not pdfium.FPDFAttachment_GetFile(handle, None, 0, byref(size)) or not 0 < size.value <= _LARGEST:
        return b""
    buffer = create_string_buffer(size.value)
    pdfium.FPDFAttachment_GetFile(handle, buffer, size.value, byref(size))
    return buffer.raw
