"""What kind of document some bytes are, and their text; by content, never by name."""

from __future__ import annotations

import codecs
import re
import zipfile
from dataclasses import dataclass
from io import BytesIO

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.joined import JOINED
from jiheng.reading.refusals import refusal

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
    (JOINED, "images"),
    (b"{\\rtf", "rtf"),
    (b"Rar!\x1a\x07", "archive"),
    (b"7z\xbc\xaf\x27\x1c", "archive"),
    (b"\x1f\x8b", "archive"),
)
# Which part a zip holds, in the order of how surely it tells.
_ZIPPED: tuple[tuple[str, str], ...] = (
    ("xl/workbook.bin", "xlsb"),
    ("word/document", "docx"),
    ("xl/", "xlsx"),
    ("word/", "docx"),
    ("OFD.xml", "ofd"),
)
_OPEN_DOCUMENT = ((b"opendocument.text", "odt"), (b"opendocument.spreadsheet", "ods"))
# What a zip raises whose list of parts cannot be read.
NO_ZIP = (zipfile.BadZipFile, OSError, ValueError, NotImplementedError, LookupError)
_PDF_WITHIN = 1024  # so far into a file may its mark stand, as other programs have it
_MARKUP = re.compile(
    r"\s*(?:<\?xml[^>]*>\s*)?(?:<!--(?>.*?-->)\s*)*+<(?:!doctype\s+html|html|head|body|table|div|meta|style|title"
    r"|script|link|p|h[1-6]|center|form|section|main|article|font|span|tr)\b",
    re.IGNORECASE | re.DOTALL,
)
_OFFICE_XML = (
    ("urn:schemas-microsoft-com:office:spreadsheet", "excel-xml"),
    ("schemas.microsoft.com/office/word/2003/wordml", "word-xml"),
    ("schemas.microsoft.com/office/2006/xmlPackage", "word-xml"),
)
_MESSAGE = re.compile(r"\s*(?:[\w-]+:[^\n]*\n(?:[ \t][^\n]*\n)*)*?mime-version:", re.IGNORECASE)
_CHARSET = re.compile(
    rb"<(?:meta|\?xml)\b[^>]*?(?:charset|encoding)\s*=\s*[\"']?\s*([\w.:-]+)", re.IGNORECASE
)
_CHINESE = {"gb2312": "gb18030", "gbk": "gb18030", "gb_2312-80": "gb18030", "x-gbk": "gb18030"}
_CONTROL = re.compile(r"[\x00-\x08\x0e-\x1b\x1c-\x1f]")
_BOMS: tuple[tuple[bytes, str], ...] = (
    (codecs.BOM_UTF8, "utf-8"),
    (codecs.BOM_UTF16_LE, "utf-16-le"),
    (codecs.BOM_UTF16_BE, "utf-16-be"),
)
_AS_TEXT = "请把表格内容另存为纯文本（.txt，UTF-8）或本软件的 JSON 后重试"


@dataclass(frozen=True, slots=True)
class Text:
    """The text of a document, and what was wrong with its bytes."""

    text: str
    problems: tuple[Problem, ...] = ()


def kind_of(data: bytes) -> str:
    """The format of *data*: pdf, xlsx, docx, html, mhtml, image, images, or one that ``refusals`` knows.

    It is text where it is nothing else.
    """
    head = data[:_HEAD]
    kind = next((kind for sign, kind in _SIGNATURES if head.startswith(sign)), "")
    if kind:
        return kind
    if head.startswith(_ZIP):
        return _kind_of_zip(data)
    if (head[:2] == b"BM" and b"\x00" in head) or (head[:4] == b"RIFF" and head[8:12] == b"WEBP"):
        return "image"
    return _kind_of_text(head) or ("pdf" if b"%PDF-" in head[:_PDF_WITHIN] else "text")


def _kind_of_zip(data: bytes) -> str:
    """By the names of its parts; by what can be found in it where it is damaged."""
    opened = next((kind for sign, kind in _OPEN_DOCUMENT if sign in data[:_PDF_WITHIN]), "")
    if opened:
        return opened
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            names = archive.namelist()
    except NO_ZIP:
        return next((kind for sign, kind in _ZIPPED if sign.encode() in data), "zip")
    return next((kind for sign, kind in _ZIPPED if any(name.startswith(sign) for name in names)), "zip")


def _kind_of_text(head: bytes) -> str:
    """The kind of markup or of message, ``""`` for what is neither."""
    mark = next(((mark, encoding) for mark, encoding in _BOMS if head.startswith(mark)), (b"", "latin-1"))
    text = head[len(mark[0]) :].decode(mark[1], errors="replace")
    xml = next((kind for sign, kind in _OFFICE_XML if text.lstrip().startswith("<?xml") and sign in text), "")
    if xml and "<html" not in text.lower():
        return xml
    return "html" if _MARKUP.match(text) else "mhtml" if _MESSAGE.match(text) else ""


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


def html_of(data: bytes) -> Text | Problem:
    """The text of a web page: by its mark, as UTF-8 where it is that, as the page says, else as GB18030."""
    refused = too_large(len(data))
    if refused is not None:
        return refused
    said = _CHARSET.search(data[:_HEAD])
    name = said[1].decode().lower() if said else ""
    found = _decoded(data, _CHINESE.get(name, name))
    return found or unreadable("无法识别网页的文字编码", "请在浏览器里打开，另存网页后重试")


def _other_format(data: bytes) -> Problem | None:
    kind = kind_of(data)
    return None if kind == "text" else refusal(kind, data)


def _decoded(data: bytes, said: str = "") -> Text | None:
    """The text by its mark, as UTF-8, in the encoding that it says of itself, as GB18030."""
    for mark, encoding in _BOMS:
        if data.startswith(mark):
            return _mended(data[len(mark) :], encoding)
    for encoding in filter(None, ("utf-8", said, "gb18030")):
        if encoding == "gb18030" and (mended := _mended(data, "utf-8")) is not None:
            return mended
        try:
            return Text(data.decode(encoding))
        except (UnicodeError, LookupError):
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
