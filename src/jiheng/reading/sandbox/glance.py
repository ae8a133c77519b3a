"""What a document seems to be, by a glance that no document can make long.

It is taken in the process that asks, and decides only what a reading may use and which reader is loaded ahead
of it. What the document is, is found by whoever reads it.
"""

from __future__ import annotations

import re

from jiheng.reading.joined import JOINED

_SIGNS: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\x89PNG", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"BM", "image"),
    (b"RIFF", "image"),
    (JOINED, "image"),
)
# What a picture says of itself: as it is a stream, it never lies packed in another one.
_PICTURE_IN_PDF = re.compile(rb"/Subtype\s*/Image\b")
_ZIP = b"PK\x03\x04"
_WORD = b"word/"
_MARKUP = b"<"
_BEFORE_MARKUP = b"\xef\xbb\xbf \t\r\n"
_FAR = 64


def glance(data: bytes) -> str:
    """The kind of *data*, most likely; the names are those of ``content.kind_of``."""
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")
    if kind:
        return kind
    if data.startswith(_ZIP):
        return "docx" if _WORD in data else "xlsx"
    return "html" if data[:_FAR].lstrip(_BEFORE_MARKUP).startswith(_MARKUP) else "text"


def may_show_pictures(data: bytes, kind: str) -> bool:
    """True where something in *data*, of *kind* by a glance, may have to be recognised."""
    return kind == "image" or (kind == "pdf" and bool(_PICTURE_IN_PDF.search(data)))
