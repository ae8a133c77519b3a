"""A zipped document looked through before a library opens it: what it is, and that it is no bomb."""

from __future__ import annotations

import re
import zipfile
import zlib
from io import BytesIO
from typing import IO

from jiheng.model import Location, Problem, ProblemKind
from jiheng.reading.content import NO_ZIP, unreadable

# What unpacking raises for a damaged zip.
BROKEN = (*NO_ZIP, zlib.error, EOFError)
_LARGEST = 200 * 1024 * 1024  # bytes, all parts unpacked
_MOST_PARTS = 5000
_CHUNK = 1024 * 1024
_OVERLAP = 64
# What no office program writes into its parts: a document type, with which entities come.
_DOCTYPE = re.compile(rb"<!(?:DOCTYPE|ENTITY)", re.IGNORECASE)
_ENCODING = re.compile(rb"^\s*<\?xml[^>]*encoding\s*=\s*[\"']([\w.-]+)", re.IGNORECASE)
_ENCODINGS = {b"utf-8", b"us-ascii", b"ascii"}
_WIDE = (b"\xff\xfe", b"\xfe\xff", b"<\x00", b"\x00<")
_UTF8_MARK = b"\xef\xbb\xbf"
_PICTURES = "/media/"  # an SVG picture may have a document type; no library opens it here
_AGAIN = "请用 Office 或 WPS 打开它，另存为新的 .xlsx 或 .docx 后重试"
_FEWER = "请删去表格以外的空白行列和格式，或把自评表复制到新的文件后重试"
_NOT_SAFE = "请用 Office 或 WPS 打开它，把自评表复制到新的文件后重试"


def unsafe(message: str, fix: str = _NOT_SAFE, sheet: str = "") -> Problem:
    """A problem of an input that is refused because reading it could do harm."""
    return Problem(ProblemKind.UNSAFE, message, fix, Location(sheet=sheet))


def damaged() -> Problem:
    """The answer to a file that is not what it begins as."""
    return unreadable("文件已损坏，不能解开", "请重新下载或复制文件；如仍不行，" + _AGAIN)


def parts_of(data: bytes, most_tags: int) -> frozenset[str] | Problem:
    """The names of the parts in the zip *data*, each unpacked once and looked at; why not, as a Problem.

    Sizes are those of the bytes that come out, whatever the file says of itself. More than *most_tags*
    pieces of markup in all parts together are too many.
    """
    try:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            return _looked_through(archive, most_tags)
    except BROKEN:
        return damaged()


def _looked_through(archive: zipfile.ZipFile, most_tags: int) -> frozenset[str] | Problem:
    entries = archive.infolist()
    if len(entries) > _MOST_PARTS or sum(entry.file_size for entry in entries) > _LARGEST:
        return unsafe(f"文件解开后超过{_LARGEST // (1024 * 1024)}MB，或部件过多，不予读取")
    if any(entry.flag_bits & 1 for entry in entries):
        return unreadable("文件有密码，不能读取", "请去掉密码后重试")
    names = frozenset(entry.filename for entry in entries)
    if len(names) < len(entries):
        return unsafe("文件中有同名的部件，不予读取")
    tags = 0
    for entry in entries:
        with archive.open(entry) as part:
            counted = _tags(part, is_picture=_PICTURES in entry.filename)
        if isinstance(counted, Problem):
            return counted
        tags += counted
        if tags > most_tags:
            return unsafe("文件中的单元格或格式过多，不予读取", _FEWER)
    return names


def _tags(part: IO[bytes], *, is_picture: bool) -> int | Problem:
    """How much markup a part holds; read to its end, which also proves its checksum."""
    tail, count, is_markup = b"", 0, None
    while chunk := part.read(_CHUNK):
        if is_markup is None:
            if not _is_utf8(chunk):
                return unsafe("文件的部件不是 UTF-8 编码，不予读取")
            is_markup = chunk.removeprefix(_UTF8_MARK).lstrip().startswith(b"<")
        if is_markup:
            if not is_picture and _DOCTYPE.search(tail + chunk):
                return unsafe("文件的部件带有文档类型或实体定义，不予读取")
            count += chunk.count(b"<")
        tail = chunk[-_OVERLAP:]
    return count


def _is_utf8(head: bytes) -> bool:
    """True for a part whose markup, if it has any, is written in ASCII: what is looked for can be seen."""
    said = _ENCODING.match(head.removeprefix(_UTF8_MARK))
    return not head.startswith(_WIDE) and (said is None or said[1].lower() in _ENCODINGS)
