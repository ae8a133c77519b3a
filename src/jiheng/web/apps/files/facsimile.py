"""What a file looks like, kept until it is taken, and shown with the values of one of its forms."""

from __future__ import annotations

import json
import zlib

from jiheng.model import Form
from jiheng.model.facsimile import Facsimile, Picture, facsimile_from_json, facsimile_to_json
from jiheng.model.serial import to_line
from jiheng.pipeline import marks_of
from jiheng.reading.facsimile import pages_of
from jiheng.web.apps.files.models import FormFile
from jiheng.writing.facsimile import fragment

_LARGEST = 32 * 1024 * 1024
"""Bytes of a packed facsimile; a file that looks like more is not shown."""


def packed(facsimile: Facsimile) -> bytes:
    """As it is stored; empty for nothing, and for too much."""
    if not facsimile:
        return b""
    data = zlib.compress(to_line(facsimile_to_json(facsimile)).encode(), 1)
    return data if len(data) <= _LARGEST else b""


def unpacked(data: bytes) -> Facsimile:
    """What ``packed`` made."""
    return facsimile_from_json(json.loads(zlib.decompress(data))) if data else ()


def shown(file: FormFile, form: Form) -> str:
    """The file as elements of a page, with what was read of *form* marked; of a PDF its pages alone."""
    pages = pages_of([form])
    views = tuple(
        view
        for view in unpacked(bytes(file.facsimile))
        if not isinstance(view, Picture) or view.page in pages
    )
    return fragment(views, tuple(marks_of(form)))
