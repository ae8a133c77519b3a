"""Workbooks made to harm whoever reads them, by name."""

import struct
import zipfile
from io import BytesIO

from test_workbook import filled_book
from workbooks import book_of, parts, saved, with_part, zipped

SHEET = "xl/worksheets/sheet1.xml"
MAIN = b"http://schemas.openxmlformats.org/spreadsheetml/2006/main"
_LAUGHS = b"<!DOCTYPE l [<!ENTITY a0 'ha'>%b]>" % b"".join(
    b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def _sheet(body, head=b""):
    part = b'%b<worksheet xmlns="%b">%b</worksheet>' % (head, MAIN, body)
    return with_part(saved(filled_book()), SHEET, part)


def _cell_text(text, head):
    return _sheet(
        b'<sheetData><row r="1"><c r="A1" t="inlineStr"><is><t>%b</t></is></c></row></sheetData>' % text, head
    )


def _forged_size():
    """The zip says that the sheet is 10 bytes long; 300 MB come out."""
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts(saved(filled_book())).items():
            if name != SHEET:
                archive.writestr(name, content)
        archive.writestr(SHEET, b"\0" * (300 * 1024 * 1024))
    data = made.getvalue()
    return data.replace(struct.pack("<I", 300 * 1024 * 1024), struct.pack("<I", 10))


def _rows(count, cells):
    return b"<sheetData>%b</sheetData>" % b"".join(b"<row>%b</row>" % cells for _ in range(count))


def _encrypted():
    return (
        b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
        + b"\0" * 504
        + "EncryptedPackage".encode("utf-16-le")
        + b"\0" * 500
    )


def _password_zip():
    data = bytearray(saved(filled_book()))
    at = 0
    while (at := data.find(b"PK\x01\x02", at)) >= 0:
        data[at + 8] |= 1
        at += 4
    return bytes(data)


def _twice():
    twin = SHEET.replace("sheet1", "sheet7")
    return with_part(saved(filled_book()), twin, b"<worksheet/>").replace(twin.encode(), SHEET.encode())


ATTACKS = {
    "a bomb that unpacks to 300 MB": lambda: with_part(
        saved(filled_book()), SHEET, b" " * (300 * 1024 * 1024)
    ),
    "a forged size": _forged_size,
    "laughs": lambda: _cell_text(b"&a11;", _LAUGHS),
    "laughs in capitals and behind a long comment": lambda: _cell_text(
        b"&a11;", b"<!--%b-->" % (b"x" * 3_000_000) + _LAUGHS
    ),
    "an external entity": lambda: _cell_text(
        b"&x;", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "an external document type": lambda: _cell_text(b"x", b'<!DOCTYPE x SYSTEM "http://127.0.0.1/x.dtd">'),
    "laughs in utf-16": lambda: with_part(
        saved(filled_book()), SHEET, (_LAUGHS + b"<x>&a11;</x>").decode().encode("utf-16")
    ),
    "laughs in another code page": lambda: with_part(
        saved(filled_book()), SHEET, b'<?xml version="1.0" encoding="cp037"?>' + _LAUGHS
    ),
    "a million merged areas": lambda: _sheet(
        b"<sheetData/><mergeCells>%b</mergeCells>"
        % b"".join(b'<mergeCell ref="A%d:B%d"/>' % (n, n) for n in range(1, 1_000_001))
    ),
    "one merged area over everything, and again": lambda: _sheet(
        b"<sheetData/><mergeCells>%b</mergeCells>" % (b'<mergeCell ref="A1:XFD1048576"/>' * 50)
    ),
    "a million cells": lambda: _sheet(_rows(40_000, b"<c><v>1</v></c>" * 25)),
    "a huge dimension and one far cell": lambda: _sheet(
        b'<dimension ref="A1:XFD1048576"/><sheetData><row r="1048576">'
        b'<c r="XFD1048576"><v>1</v></c></row></sheetData>'
    ),
    "far cells in many rows": lambda: _sheet(
        b"<sheetData>%b</sheetData>"
        % b"".join(b'<row r="%d"><c r="XFD%d"><v>1</v></c></row>' % (n, n) for n in range(1, 50_000))
    ),
    "rows that go back": lambda: _sheet(b'<sheetData><row r="9"/><row r="-5"/><row r="x"/></sheetData>'),
    "a number of a million digits": lambda: _sheet(
        b"<sheetData><row><c><v>%b</v></c></row></sheetData>" % (b"9" * 1_000_000)
    ),
    "a number without end": lambda: _sheet(b"<sheetData><row><c><v>1E999</v></c></row></sheetData>"),
    "a missing shared string": lambda: _sheet(b'<sheetData><row><c t="s"><v>99</v></c></row></sheetData>'),
    "a missing style": lambda: _sheet(b'<sheetData><row><c s="999"><v>1</v></c></row></sheetData>'),
    "deep nesting": lambda: _sheet(b"<sheetData>" + b"<row>" * 200_000),
    "no worksheet part": lambda: zipped({k: v for k, v in parts(saved(filled_book())).items() if k != SHEET}),
    "no workbook part": lambda: zipped({SHEET: b"<worksheet/>"}),
    "styles that are none": lambda: with_part(saved(filled_book()), "xl/styles.xml", b"<styleSheet>"),
    "links that lead out": lambda: with_part(
        saved(filled_book()),
        "xl/_rels/workbook.xml.rels",
        b'<Relationships><Relationship Id="rId1" Type="x/worksheet" Target="../../../../etc/passwd"/>'
        b"</Relationships>",
    ),
    "the same part twice": _twice,
    "thousands of parts": lambda: zipped({f"xl/{n}.xml": b"<x/>" for n in range(6000)}),
    "a zip cut in the middle": lambda: saved(filled_book())[:3000],
    "a zip with a flipped bit": lambda: saved(filled_book()).replace(b"PK\x01\x02", b"PK\x01\x03"),
    "a password of the zip": _password_zip,
    "a password of Excel": _encrypted,
    "an empty workbook": lambda: saved(book_of()),
    "a binary workbook": lambda: zipped({"xl/workbook.bin": b"\x83\x01", "[Content_Types].xml": b"<Types/>"}),
    "only the first bytes": lambda: b"PK\x03\x04xl/",
}
