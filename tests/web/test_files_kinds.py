"""What may be uploaded, and under which name it is kept."""

from __future__ import annotations

import pytest

from jiheng.web.apps.files.kinds import LARGEST, SCANS, FileRefusedError, accepted
from jiheng.web.apps.files.names import safe_name
from uploads import DOCX, JPEG, OFD, PDF, PNG, XLSX, zipped


@pytest.mark.parametrize(
    ("given", "kept"),
    [
        ("合同（第一期）.pdf", "合同（第一期）.pdf"),
        ("../../etc/passwd", "passwd"),
        ("C:\\Users\\甲\\验收单.pdf", "验收单.pdf"),
        ("..", "未命名"),
        ("", "未命名"),
        ("a\u202egnp.exe", "agnp.exe"),
        ("a\x00b\r\nc.pdf", "abc.pdf"),
        ("a\ud800.pdf", "a.pdf"),
        ("  两  个\t空格 .pdf ", "两 个 空格.pdf"),
        ('<b>"x"|?*.png', "_b__x____.png"),
        ("CON.pdf", "_CON.pdf"),
        (".htaccess", "htaccess"),
        ("报告." + "长" * 30, ("报告." + "长" * 30)),
    ],
)
def test_a_name_keeps_its_words_and_loses_what_could_do_harm(given: str, kept: str) -> None:
    assert safe_name(given) == kept


def test_a_name_of_300_signs_is_cut_and_keeps_its_ending() -> None:
    kept = safe_name("长" * 300 + ".pdf")
    assert kept == "长" * 80 + ".pdf"
    assert len(kept.encode()) < 255


@pytest.mark.parametrize(
    ("name", "data", "kind"),
    [
        ("a.pdf", PDF, "PDF"),
        ("a.JPG", JPEG, "JPEG"),
        ("a.png", PNG, "PNG"),
        ("a.docx", DOCX, "DOCX"),
        ("a.xlsx", XLSX, "XLSX"),
        ("a.ofd", OFD, "OFD"),
        ("a.txt", "验收合格".encode("gb18030"), "TXT"),
        ("a.csv", "甲,乙\n".encode(), "TXT"),
    ],
)
def test_kinds_are_found_by_content(name: str, data: bytes, kind: str) -> None:
    assert accepted(name, data).kind == kind


def test_a_name_without_an_ending_gets_that_of_its_kind() -> None:
    assert accepted("合同", PDF).name == "合同.pdf"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("a.xlsx", PDF, "内容是PDF，与名称的结尾“.xlsx”不符"),
        ("a.pdf", PNG, "不符"),
        ("a.pdf", b"", "是空的"),
        ("a.pdf", PDF + bytes(LARGEST), "超过单个文件20MB的上限"),
        ("a.pdf", b"MZ\x90\x00" + bytes(64), "程序或脚本"),
        ("a\u202egnp.exe", PDF, "程序或脚本"),
        ("a.pdf", b"#!/bin/sh\nrm -rf /\n", "程序或脚本"),
        ("a.js", b"alert(1)", "程序或脚本"),
        ("a.docm", DOCX, "宏"),
        ("a.xlsm", XLSX, "宏"),
        ("a.docx", zipped("word/document.xml", "word/vbaProject.bin"), "宏"),
        ("a.zip", zipped("a.pdf"), "压缩包"),
        ("a.docx", zipped("word/document.xml", "xl/workbook.xml"), "压缩包"),
        ("a.docx", b"PK\x03\x04broken", "压缩包"),
        ("a.doc", b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + bytes(600), "旧版"),
        ("a.html", b"<!doctype html><script>alert(1)</script>", "不能识别|网页"),
        ("a.svg", b'<svg xmlns="http://www.w3.org/2000/svg"><script>alert(1)</script></svg>', "网页或 SVG"),
        ("a.txt", "说明 <script>alert(1)</script>".encode(), "网页或 SVG"),
        ("a.txt", bytes(range(256)), "不能识别"),
        ("a.gif", b"GIF89a" + bytes(20), "不能识别"),
    ],
)
def test_what_is_not_taken_is_refused_with_a_sentence(name: str, data: bytes, said: str) -> None:
    with pytest.raises(FileRefusedError, match=said):
        accepted(name, data)


def test_a_scan_is_a_picture_or_a_pdf() -> None:
    assert accepted("a.jpeg", JPEG, SCANS).kind == "JPEG"
    with pytest.raises(FileRefusedError, match="只接受PDF、JPEG、PNG"):
        accepted("a.docx", DOCX, SCANS)
