"""What kind of document some bytes are, and their text; by content, never by name."""

from __future__ import annotations

import codecs
import re
from dataclasses import dataclass

from jiheng.model import Location, Problem, ProblemKind

LARGEST = 20 * 1024 * 1024
_HEAD = 4096
_ZIP = b"PK\x03\x04"
_MOST_DAMAGE = 50
_DOS_END = b"\x1a"  # how DOS programs end a text

_SIGNATURES: tuple[tuple[bytes, str], ...] = (
    (b"%PDF-", "pdf"),
    (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "ole"),
    (b"\x89PNG\r\n\x1a\n", "image"),
    (b"\xff\xd8\xff", "image"),
    (b"GIF8", "image"),
    (b"II*\x00", "image"),
    (b"MM\x00*", "image"),
    (b"{\\rtf", "rtf"),
)
_ZIPPED: tuple[tuple[bytes, str], ...] = (
    (b"word/document", "docx"),
    (b"xl/", "xlsx"),
    (b"word/", "docx"),
    (b"OFD.xml", "ofd"),
)
_NAMES = {
    "pdf": "PDF",
    "ole": "旧版 Word 或 Excel（.doc、.xls、.wps、.et）",
    "image": "图片",
    "rtf": "RTF",
    "docx": "Word（.docx）",
    "xlsx": "Excel（.xlsx）",
    "ofd": "OFD",
    "zip": "压缩包",
    "html": "网页（HTML）",
}
_PDF_WITHIN = 1024  # so far into a file may its mark stand, as other programs have it
_MARKUP = re.compile(
    rb"\s*(?:<\?xml[^>]*>\s*)?(?:<!--.*?-->\s*)*<(?:!doctype html|html|head|body|table|div|meta|style)",
    re.IGNORECASE | re.DOTALL,
)
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f]")
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_ENCRYPTED = "EncryptedPackage".encode("utf-16-le")  # Office keeps what has a password in such a stream
_AS_TEXT = "请把表格内容另存为纯文本（.txt，UTF-8）或本软件的 JSON 后重试"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document, and what was wrong with its bytes."""

    text: str
    problems: tuple[Problem, ...] = ()


def kind_of(data: bytes) -> str:
    """The format of *data*: pdf, xlsx, docx, html, image, ole, rtf, ofd, zip, or text for all others."""
    head = data[:_HEAD]
    kind = next((kind for sign, kind in _SIGNATURES if head.startswith(sign)), "")
    if kind:
        return kind
    if head.startswith(_ZIP):
        return next((kind for sign, kind in _ZIPPED if sign in data), "zip")
    if (head[:2] == b"BM" and b"\x00" in head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    if _MARKUP.match(head.removeprefix(codecs.BOM_UTF8)):
        return "html"
    return "pdf" if b"%PDF-" in head[:_PDF_WITHIN] else "text"


def is_workbook(data: bytes) -> bool:
    """True for a zip that holds an Excel workbook, whatever its file is called."""
    return kind_of(data) == "xlsx"


def unreadable(message: str, fix: str, line: int | None = None) -> Problem:
    """A problem of an input that cannot be read, or not as a whole."""
    return Problem(ProblemKind.UNREADABLE, message, fix, Location(line=line))


def too_large(size: int) -> Problem | None:
    """The refusal of a file that no set of forms is as large as."""
    if size <= LARGEST:
        return None
    megabytes = -(-size // (1024 * 1024))
    return unreadable(
        f"文件约{megabytes}MB，超过{LARGEST // (1024 * 1024)}MB的上限",
        "请只保留自评表部分，或拆成几个文件后重试",
    )


def text_of(data: bytes) -> Text | Problem:
    """The text in *data*: UTF-8, UTF-16 with a byte order mark, or GB18030; else what it is instead."""
    refused = too_large(len(data)) or _other_format(data)
    if refused is not None:
        return refused
    if not data.strip():
        return unreadable("文件是空的", "请检查文件是否保存完整")
    found = _decoded(data.rstrip(_DOS_END))
    if found is None:
        return unreadable("无法识别文字编码", "请用 UTF-8 或 GB18030 编码重新保存为纯文本")
    if _CONTROL.search(found.text):
        return _binary(found.text)
    return found


def _other_format(data: bytes) -> Problem | None:
    kind = kind_of(data)
    if kind == "text":
        return None
    if _ENCRYPTED in data:
        return unreadable("文件有打开密码，不能读取", "请用 Excel 或 WPS 去掉密码，另存后重试")
    return unreadable(f"尚不支持该格式：{_NAMES[kind]}", _AS_TEXT)


def _decoded(data: bytes) -> Text | None:
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding)
    for encoding in ("utf-8", "gb18030"):
        if encoding == "gb18030" and (mended := _mended(data, "utf-8")) is not None:
            return mended
        try:
            return Text(data.decode(encoding))
        except UnicodeDecodeError:
            continue
    return _mended(data, "gb18030")


def _mended(data: bytes, encoding: str) -> Text | None:
    """The text with its few undecodable bytes replaced; None where they are not few."""
    text = data.decode(encoding, errors="replace")
    damage = text.count("\ufffd")
    if not damage:
        return Text(text)
    wide = sum(not char.isascii() for char in text)
    if damage * _MOST_DAMAGE > wide:
        return None
    line = text.count("\n", 0, text.index("\ufffd")) + 1
    problem = unreadable(
        f"有{damage}处文字已损坏，以“\ufffd”代替", "请对照原件改正，或重新保存为 UTF-8 纯文本", line
    )
    return Text(text, (problem,))


def _binary(text: str) -> Problem:
    line = text.count("\n", 0, _CONTROL.search(text).start()) + 1  # type: ignore[union-attr]
    return unreadable("文件含有不可显示的控制字符，不是纯文本", _AS_TEXT, line)
