"""Whether a result may take the place of a file that is there: of a result of ours alone, left as it was.

Our results bear no day, or the first day that a zip can have; whatever program saves them writes one.
"""

from __future__ import annotations

import re
import zipfile
from io import BytesIO

from jiheng.reading.content import NO_ZIP, kind_of

_DAY = b"1980-01-01T00:00:00Z"
_CORE = "docProps/core.xml"
_MODIFIED = re.compile(rb"<dcterms:modified[^>]*>([^<]*)<")
_SOMEBODY = re.compile(rb"<(?:dc:creator|cp:lastModifiedBy)>[^<]")
# What stands in every result of ours; in a text, at its beginning.
_PDF = b"/ModDate(D:19800101000000Z)"
_PAGE = b"default-src 'none'"
_TEXTS = tuple(
    sign.encode()
    for sign in (
        '{"doc": ',
        '{"together": ',
        "■ ",
        "| 文件 | 项目 |",
        '{"$schema": "https://json.schemastore.org/sarif',
    )
)


def may_replace(there: bytes, made: bytes) -> bool:
    """True where what is *there* is empty, or a result of the same format that nobody has saved since."""
    kind = kind_of(there)
    if not there or there == made:
        return True
    if kind != kind_of(made):
        return False
    if kind in ("xlsx", "docx"):
        return _is_untouched(there, is_dated=kind == "xlsx")
    if kind in ("pdf", "html"):
        return (_PDF if kind == "pdf" else _PAGE) in there
    return kind == "text" and there.startswith(_TEXTS)


def _is_untouched(data: bytes, *, is_dated: bool) -> bool:
    try:
        with zipfile.ZipFile(BytesIO(data)) as parts:
            core = parts.read(_CORE) if _CORE in parts.namelist() else b""
    except NO_ZIP:
        return False
    days = _MODIFIED.findall(core)
    return all(day == _DAY for day in days) and bool(days) >= is_dated and not _SOMEBODY.search(core)
