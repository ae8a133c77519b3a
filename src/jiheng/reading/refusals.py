"""Formats that are not read: which one it is, and which program saves it as one that is."""

from __future__ import annotations

from jiheng.model import Problem, ProblemKind

_AS_TEXT = "请把表格内容另存为纯文本（.txt，UTF-8）或本软件的 JSON 后重试"
_UNPACK = "请先解压，再逐个选择其中的文件，或选择解压后的文件夹"
_TO_DOCX = "请用 Word 或 WPS 文字打开，另存为 .docx 后重试"
_TO_XLSX = "请用 Excel 或 WPS 表格打开，另存为 .xlsx 后重试"
_REFUSALS = {
    "pdf": ("PDF", _AS_TEXT),
    "image": ("图片", _AS_TEXT),
    "rtf": ("RTF 文档（.rtf）", _TO_DOCX),
    "ofd": ("OFD 版式文件（.ofd）", "请用 OFD 阅读软件打开，导出或打印为 PDF 后重试"),
    "odt": ("OpenDocument 文档（.odt）", "请用 WPS 文字或 LibreOffice 打开，另存为 .docx 后重试"),
    "ods": ("OpenDocument 表格（.ods）", "请用 WPS 表格或 LibreOffice 打开，另存为 .xlsx 后重试"),
    "xlsb": ("Excel 二进制工作簿（.xlsb）", "请用 Excel 打开，另存为 .xlsx 后重试"),
    "word-xml": ("Word 2003 XML 文档", _TO_DOCX),
    "excel-xml": (
        "Excel 2003 XML 表格（常以 .xls 命名）",
        _TO_XLSX,
    ),
    "zip": ("压缩包（.zip）", _UNPACK),
    "archive": ("压缩包（.rar、.7z、.gz）", _UNPACK),
}
# What old Office files hold, by the name of one of their streams; the first that is there tells.
_STREAMS = (
    ("WordDocument", "旧版 Word 或 WPS 文字文档（.doc、.wps）", _TO_DOCX),
    ("Workbook", "旧版 Excel 或 WPS 表格（.xls、.et）", _TO_XLSX),
    ("Book", "旧版 Excel 表格（.xls）", _TO_XLSX),
    ("PowerPoint Document", "演示文稿（.ppt、.dps）", "请把其中的自评表复制到 Word 或 Excel 里保存后重试"),
)
_OLD = (
    "旧版 Word、Excel 或 WPS 文件（.doc、.xls、.wps、.et）",
    "请用 Word、Excel 或 WPS 打开，另存为 .docx 或 .xlsx 后重试",
)
_ENCRYPTED = "EncryptedPackage"  # Office keeps what has a password in such a stream
_LOCKED = "文件有打开密码，不能读取"
_UNLOCK = "请用 Word、Excel 或 WPS 打开，去掉密码，另存后重试"

# What a name promises by its ending.
_PROMISED = {
    **dict.fromkeys((".pdf",), "PDF"),
    **dict.fromkeys((".docx", ".docm", ".doc"), "Word 文档"),
    **dict.fromkeys((".xlsx", ".xlsm", ".xls"), "Excel 工作簿"),
    **dict.fromkeys((".png", ".jpg", ".jpeg", ".tif", ".tiff", ".bmp", ".webp"), "图片"),
}


def misnamed(ending: str) -> Problem | None:
    """What is said of a file that is nothing readable, and no such file as its *ending* promises."""
    if ending not in _PROMISED:
        return None
    what = f"文件名以 {ending} 结尾，内容却不是{_PROMISED[ending]}"
    return Problem(ProblemKind.UNREADABLE, what, "文件可能没有下载或复制完整，请重新取得后重试")


def refusal(kind: str, data: bytes) -> Problem:
    """Why *data* of this kind, as ``content.kind_of`` names it, is not read, and what to do."""
    if kind != "ole":
        return _not_read(*_REFUSALS.get(kind, (kind.upper(), _AS_TEXT)))
    if _holds(data, _ENCRYPTED):
        return Problem(ProblemKind.UNREADABLE, _LOCKED, _UNLOCK)
    found = next(((name, fix) for stream, name, fix in _STREAMS if _holds(data, stream)), _OLD)
    return _not_read(*found)


def _not_read(name: str, fix: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, f"尚不支持该格式：{name}", fix)


def _holds(data: bytes, stream: str) -> bool:
    """True where a directory of *data* names *stream*: entries have 128 bytes, first the name."""
    name = stream.encode("utf-16-le") + b"\0\0"
    place = data.find(name)
    while place >= 0 and place % 128:
        place = data.find(name, place + 1)
    return place >= 0
