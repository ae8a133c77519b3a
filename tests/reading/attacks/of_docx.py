"""Word documents made to harm whoever reads them, by name."""

from io import BytesIO

from docx import Document
from workbooks import with_part, zipped

_BODY = "word/document.xml"
_W = b"http://schemas.openxmlformats.org/wordprocessingml/2006/main"
_LAUGHS = b"<!DOCTYPE l [<!ENTITY a0 'ha'>%b]>" % b"".join(
    b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)
_WORD = b"<w:p><w:r><w:t>%b</w:t></w:r></w:p>"


def _good():
    made = BytesIO()
    document = Document()
    document.add_table(2, 2).cell(0, 0).text = "项目名称"
    document.save(made)
    return made.getvalue()


def _body(content, head=b"", tail=b""):
    part = b'%b<w:document xmlns:w="%b"><w:body>%b</w:body></w:document>%b' % (head, _W, content, tail)
    return with_part(_good(), _BODY, part)


def _table(rows):
    return b"<w:tbl>%b</w:tbl>" % rows


def _cell(content=_WORD % b"x", properties=b""):
    return b"<w:tc><w:tcPr>%b</w:tcPr>%b</w:tc>" % (properties, content)


def _tables_in_tables(depth):
    head, end = b"<w:tbl><w:tr><w:tc>", b"<w:p/></w:tc></w:tr></w:tbl>"
    return _body(head * depth + end * depth)


def _row(*cells):
    return b"<w:tr>%b</w:tr>" % b"".join(cells)


ATTACKS = {
    "a bomb that unpacks to 300 MB": lambda: with_part(_good(), _BODY, b" " * (300 * 1024 * 1024)),
    "laughs": lambda: _body(_WORD % b"&a11;", _LAUGHS),
    "laughs in utf-16": lambda: with_part(
        _good(), _BODY, (_LAUGHS + b"<x>&a11;</x>").decode().encode("utf-16")
    ),
    "an external entity": lambda: _body(
        _WORD % b"&x;", b'<!DOCTYPE x [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
    ),
    "a template that lies elsewhere": lambda: with_part(
        _good(),
        "word/_rels/document.xml.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">'
        b'<Relationship Id="rId1" TargetMode="External" Target="http://127.0.0.1:48211/x.dotm" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/attachedTemplate"/>'
        b"</Relationships>",
    ),
    "tables in tables, ten thousand deep": lambda: _tables_in_tables(10_000),
    "tables in tables, sixty deep": lambda: _tables_in_tables(60),
    "deep nesting": lambda: _body(b"<w:sdt><w:sdtContent>" * 100_000),
    "a million paragraphs": lambda: _body(b"<w:p/>" * 1_000_000),
    "a paragraph of a million runs": lambda: _body(b"<w:p>%b</w:p>" % (b"<w:r><w:t>x</w:t></w:r>" * 300_000)),
    "a text of ten million characters": lambda: _body(_WORD % (b"x" * 10_000_000)),
    "a cell over a thousand million columns": lambda: _body(
        _table(_row(_cell(properties=b'<w:gridSpan w:val="1000000000"/>')))
    ),
    "cells over a thousand columns in a thousand rows": lambda: _body(
        _table(_row(_cell(properties=b'<w:gridSpan w:val="1000"/>') * 20) * 1000)
    ),
    "spans that are no numbers": lambda: _body(
        _table(
            _row(_cell(properties=b'<w:gridSpan w:val="-5"/>'), _cell(properties=b'<w:gridSpan w:val="x"/>'))
        )
    ),
    "rows that begin after a thousand million columns": lambda: _body(
        _table(b'<w:tr><w:trPr><w:gridBefore w:val="1000000000"/></w:trPr>%b</w:tr>' % _cell())
    ),
    "cells merged with nothing": lambda: _body(_table(_row(_cell(properties=b"<w:vMerge/>")) * 50)),
    "a million cells": lambda: _body(_table(_row(_cell() * 100) * 10_000)),
    "a table without rows and rows without cells": lambda: _body(_table(b"") + _table(b"<w:tr/>" * 50)),
    "a style that is based on itself": lambda: with_part(
        _good(),
        "word/styles.xml",
        b'<w:styles xmlns:w="%b"><w:style w:type="paragraph" w:styleId="a"><w:basedOn w:val="a"/></w:style>'
        b"</w:styles>" % _W,
    ),
    "numbering a million deep": lambda: with_part(_good(), "word/numbering.xml", b"<x>" * 1_000_000),
    "a picture of a million million points": lambda: with_part(
        _good(),
        "word/media/image1.png",
        b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR\0\x0f\x42\x40\0\x0f\x42\x40\x08\2\0\0\0",
    ),
    "fields that ask a program": lambda: _body(
        b'<w:p><w:fldSimple w:instr="DDEAUTO c:\\\\windows\\\\system32\\\\cmd.exe &quot;/k calc&quot;">'
        b"<w:r><w:t>x</w:t></w:r></w:fldSimple></w:p>"
    ),
    "thousands of parts": lambda: zipped({f"word/document{n}.xml": b"<x/>" for n in range(6000)}),
    "only a body": lambda: zipped({_BODY: b"<w:document/>"}),
    "a body that is none": lambda: with_part(_good(), _BODY, b"<w:document"),
    "another root": lambda: with_part(_good(), _BODY, b"<html><body>x</body></html>"),
    "types that are none": lambda: with_part(_good(), "[Content_Types].xml", b"<Types"),
    "links that lead out": lambda: with_part(
        _good(),
        "_rels/.rels",
        b'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships"><Relationship '
        b'Id="rId1" Target="../../../etc/passwd" '
        b'Type="http://schemas.openxmlformats.org/officeDocument/2006/relationships/officeDocument"/>'
        b"</Relationships>",
    ),
    "a zip cut in the middle": lambda: _good()[:9000],
    "only the first bytes": lambda: b"PK\x03\x04word/document.xml",
}
