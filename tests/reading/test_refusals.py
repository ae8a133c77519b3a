"""Formats that are not read: each is named by its content, and answered with what to do about it."""

import zipfile
from io import BytesIO

import docx
import pypdfium2
import pytest
from PIL import Image
from workbooks import zipped

from jiheng.model import ProblemKind
from jiheng.reading import open_document
from jiheng.reading.content import kind_of

OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 504


def ole(*streams):
    """The start of an old Office file with a directory that names these streams."""
    entries = (name.encode("utf-16-le").ljust(128, b"\0") for name in ("Root Entry", *streams))
    return OLE + b"".join(entries)


def stored(name, content):
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_STORED) as archive:
        archive.writestr(name, content)
    return made.getvalue()


REFUSED = (
    ("old Word", ole("WordDocument", "1Table"), "（.doc、.wps）", "Word 或 WPS 文字打开，另存为 .docx"),
    ("old Excel", ole("Workbook"), "（.xls、.et）", "Excel 或 WPS 表格打开，另存为 .xlsx"),
    ("older Excel", ole("Book"), "（.xls）", "另存为 .xlsx"),
    ("a talk", ole("PowerPoint Document"), "演示文稿", "复制到 Word 或 Excel"),
    ("something old", ole("Contents"), "（.doc、.xls、.wps、.et）", "另存为 .docx 或 .xlsx"),
    ("a password", ole("EncryptedPackage"), "打开密码", "去掉密码"),
    ("rtf", b"{\\rtf1\\ansi x}", "RTF", "另存为 .docx"),
    ("ofd", zipped({"OFD.xml": b"<ofd/>"}), "OFD", "导出或打印为 PDF"),
    ("xlsb", zipped({"[Content_Types].xml": b"<Types/>", "xl/workbook.bin": b"x"}), "xlsb", "另存为 .xlsx"),
    ("zip", zipped({"自评表/甲.txt": b"x"}), "压缩包", "解压"),
    ("a zip of a Word file", stored("a.docx", zipped({"word/document.xml": b"<w/>"})), "压缩包", "解压"),
    ("rar", b"Rar!\x1a\x07\x01\x00", "压缩包", "解压"),
    ("gz", b"\x1f\x8b\x08", "压缩包", "解压"),
    ("odt", stored("mimetype", b"application/vnd.oasis.opendocument.text"), ".odt", "另存为 .docx"),
    ("ods", stored("mimetype", b"application/vnd.oasis.opendocument.spreadsheet"), ".ods", "另存为 .xlsx"),
    (
        "Excel 2003 XML",
        b'<?xml version="1.0"?>\n<?mso-application progid="Excel.Sheet"?>\n'
        b'<Workbook xmlns="urn:schemas-microsoft-com:office:spreadsheet">',
        "Excel 2003 XML",
        "另存为 .xlsx",
    ),
    (
        "Word 2003 XML",
        b'<?xml version="1.0"?><w:wordDocument xmlns:w="http://schemas.microsoft.com/office/word/2003/wordml">',
        "Word 2003 XML",
        "另存为 .docx",
    ),
)


@pytest.mark.parametrize(
    ("data", "what", "fix"), [row[1:] for row in REFUSED], ids=[row[0] for row in REFUSED]
)
def test_a_format_is_named_and_answered_with_what_to_do(data, what, fix):
    reading = open_document(data, "自评表.txt")
    [problem] = reading.problems
    assert problem.kind is ProblemKind.UNREADABLE
    assert what in problem.message
    assert fix in problem.fix
    assert reading.forms == ()


def test_each_kind_has_words_of_its_own():
    words = {open_document(row[1]).problems[0].message for row in REFUSED}
    assert len(words) == len(REFUSED) - 2  # zips are alike, and so are the other archives


def test_a_stream_is_one_only_where_a_directory_names_it():
    data = ole("Contents") + b"x" + "WordDocument".encode("utf-16-le") + b"\0\0"
    assert ".doc、.xls" in open_document(data).problems[0].message


def test_text_that_speaks_of_formats_is_text():
    for text in (
        b"a <table> in a text",
        b"%d items\nMIME-Version",
        b"Subject: x\n\ny",
        "<绩效>自评表".encode(),
    ):
        assert kind_of(text) == "text"


@pytest.mark.parametrize(
    ("name", "promised"), [("坏.pdf", "PDF"), ("坏.XLSX", "Excel 工作簿"), ("dir.txt/坏.jpg", "图片")]
)
def test_bytes_that_are_nothing_are_told_to_be_no_such_file(name, promised):
    data = bytes(range(128, 256)) * 20
    (problem,) = open_document(data, name).problems
    assert problem.message.endswith(f"结尾，内容却不是{promised}")
    assert "重新取得" in problem.fix
    assert "文字编码" in open_document(data, "坏.txt").problems[0].message
    (text,) = open_document("不是自评表".encode(), name).problems
    assert text.message == "没有找到绩效自评表"


@pytest.mark.parametrize("kind", ["pdf", "png", "html", "docx"])
def test_a_blank_page_is_told_to_be_blank(kind):
    made = BytesIO()
    if kind == "pdf":
        paper = pypdfium2.PdfDocument.new()
        paper.new_page(595, 842)
        paper.save(made)
    elif kind == "png":
        Image.new("L", (900, 1200), 255).save(made, "PNG")
    elif kind == "docx":
        docx.Document().save(made)
    else:
        made.write(b"<!DOCTYPE html><html><body> <table><tr><td> </td></tr></table></body></html>")
    (problem,) = open_document(made.getvalue(), f"空.{kind}").problems
    assert problem.message == "页面是空白的，没有读到文字"


def test_a_mistake_in_json_has_its_place_once():
    (problem,) = open_document(b'{"a":', "坏.json").problems
    assert str(problem).startswith("JSON 有语法错误，在这一行的第6个字符（第1行）。")
