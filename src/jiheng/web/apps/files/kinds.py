"""What a file is, by its content; its name must say the same."""

from __future__ import annotations

import re
import zipfile
from collections.abc import Collection
from dataclasses import dataclass
from io import BytesIO

from jiheng.model import Problem
from jiheng.reading.content import NO_ZIP, text_of
from jiheng.web.apps.files.names import ending_of, safe_name

MIB = 1024 * 1024
LARGEST = 20 * MIB


class FileRefusedError(Exception):
    """A file that is not taken; the message says why and what to do, in Chinese."""


@dataclass(frozen=True, slots=True)
class Kind:
    """A kind of file that is taken: its name, the endings it may have, and its media type."""

    id: str
    endings: tuple[str, ...]
    media_type: str


_OFFICE = "application/vnd.openxmlformats-officedocument"
KINDS = {
    kind.id: kind
    for kind in (
        Kind("PDF", ("pdf",), "application/pdf"),
        Kind("JPEG", ("jpg", "jpeg"), "image/jpeg"),
        Kind("PNG", ("png",), "image/png"),
        Kind("DOCX", ("docx",), f"{_OFFICE}.wordprocessingml.document"),
        Kind("XLSX", ("xlsx",), f"{_OFFICE}.spreadsheetml.sheet"),
        Kind("OFD", ("ofd",), "application/ofd"),
        Kind("TXT", ("txt", "csv"), "text/plain"),
    )
}
SCANS = ("PDF", "JPEG", "PNG")
"""What a scanner gives."""

_SIGNS = ((b"%PDF-", "PDF"), (b"\xff\xd8\xff", "JPEG"), (b"\x89PNG\r\n\x1a\n", "PNG"))
_PARTS = (("word/document.xml", "DOCX"), ("xl/workbook.xml", "XLSX"), ("OFD.xml", "OFD"))
_PROGRAMS = (b"MZ", b"\x7fELF", b"\xcf\xfa\xed\xfe", b"\xca\xfe\xba\xbe", b"#!", b"!<arch>")
_PROGRAM_ENDINGS = frozenset(
    "exe com bat cmd msi scr pif dll lnk hta cpl js jse vbs vbe wsf ps1 sh jar apk app dmg iso reg".split()  # noqa: SIM905
)
_MACRO_ENDINGS = frozenset("docm dotm xlsm xltm xlam pptm potm ppam ppsm xlsb".split())  # noqa: SIM905
_OLD_OFFICE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_MARKUP = re.compile(r"<(?:!doctype|\?xml|html|svg|script|iframe|body|head|style)\b", re.IGNORECASE)
_SEEN = 64 * 1024
_MOST_PARTS = 5000


@dataclass(frozen=True, slots=True)
class Accepted:
    """A file that may be kept: under a safe name, of a known kind."""

    name: str
    kind: str
    data: bytes


def accepted(given: str, data: bytes, kinds: Collection[str] = tuple(KINDS)) -> Accepted:
    """The file that came under the name *given*; FileRefusedError where it is not one of *kinds*."""
    name = safe_name(given)
    refuse_harmful(name, data)
    found = _kind_of(data)
    if found not in kinds:
        raise FileRefusedError(f"“{name}”是{found}文件，这里只接受{'、'.join(kinds)}")
    endings = KINDS[found].endings
    if "." not in name:
        name = f"{name}.{endings[0]}"
    elif ending_of(name) not in endings:
        raise FileRefusedError(
            f"“{name}”的内容是{found}，与名称的结尾“.{ending_of(name)}”不符，请核对是否选错了文件"
        )
    return Accepted(name, found, data)


def refuse_harmful(name: str, data: bytes) -> None:
    """FileRefusedError for what is empty, too large, a program, or has macros in it."""
    if not data:
        raise FileRefusedError(f"“{name}”是空的，请检查文件是否保存完整")
    refuse_large(name, len(data))
    if ending_of(name) in _PROGRAM_ENDINGS or data.startswith(_PROGRAMS):
        raise FileRefusedError(f"“{name}”是程序或脚本，不能上传；请换成 PDF、图片、DOCX、XLSX、OFD 或 TXT")
    if ending_of(name) in _MACRO_ENDINGS or any("vbaproject" in part.lower() for part in _parts(data)):
        raise FileRefusedError(f"“{name}”可能含有宏，不能上传；请另存为不含宏的 .docx、.xlsx 或 PDF")


def refuse_large(name: str, size: int) -> None:
    """FileRefusedError for more bytes than a file may have."""
    if size > LARGEST:
        raise FileRefusedError(
            f"“{name}”超过单个文件{LARGEST // MIB}MB的上限，请只保留需要的部分，或拆成几个文件后重试"
        )


def _kind_of(data: bytes) -> str:
    """The id of a kind; FileRefusedError with what it is instead."""
    kind = next((kind for sign, kind in _SIGNS if data.startswith(sign)), "")
    if kind:
        return kind
    if data.startswith(_OLD_OFFICE):
        raise FileRefusedError("这是旧版 Word、Excel 或 WPS 文件，请另存为 .docx、.xlsx 或 PDF 后上传")
    if data.startswith(b"PK"):
        return _zipped(data)
    found = text_of(data)
    if isinstance(found, Problem) or found.problems:
        raise FileRefusedError(f"不能识别文件的内容；可以上传的有{'、'.join(KINDS)}")
    if _MARKUP.search(found.text[:_SEEN]):
        raise FileRefusedError("这是网页或 SVG 文件，其中可能带有脚本，不能上传；请打印成 PDF 后上传")
    return "TXT"


def _zipped(data: bytes) -> str:
    names = _parts(data)
    found = [kind for part, kind in _PARTS if part in names]
    if len(found) != 1 or len(names) > _MOST_PARTS:
        raise FileRefusedError("不接受压缩包，请解压后逐个上传；如是 Word、Excel、OFD 文件，请另存后重试")
    return found[0]


def _parts(data: bytes) -> frozenset[str]:
    """The names of the parts of a zip, none of them unpacked; of anything else, none."""
    if not data.startswith(b"PK"):
        return frozenset()
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return frozenset(archive.namelist())
    except NO_ZIP:
        return frozenset()
