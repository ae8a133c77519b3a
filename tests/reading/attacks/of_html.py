"""Web pages made to harm whoever reads them, by name."""

_HEAD = b"<!DOCTYPE html><html><meta charset=utf-8><body>"
_LAUGHS = b"<!DOCTYPE html [<!ENTITY a0 'ha'>%b]>" % b"".join(
    b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
)


def _page(content):
    return _HEAD + content


def _table(content, of=b""):
    return _page(b"<table %b>%b</table>" % (of, content))


ATTACKS = {
    "deep nesting": lambda: _page(b"<div>" * 1_000_000),
    "deep nesting of what means nothing": lambda: _page(b"<b><i>" * 500_000),
    "tables in tables, a hundred thousand deep": lambda: _page(b"<table><tr><td>" * 100_000),
    "tables in tables, a hundred deep": lambda: _page(b"<table><tr><td>x" * 100),
    "lists in lists": lambda: _page(b"<ul><li>" * 200_000),
    "laughs": lambda: _LAUGHS + b"<html><body>&a11;</body></html>",
    "an external entity": lambda: (
        b'<?xml version="1.0"?><!DOCTYPE html [<!ENTITY x SYSTEM "file:///etc/passwd">]>'
        b'<html xmlns="http://www.w3.org/1999/xhtml"><body>&x;</body></html>'
    ),
    "an external document type": lambda: (
        b'<!DOCTYPE html SYSTEM "http://127.0.0.1:48211/x.dtd"><html>x</html>'
    ),
    "an inclusion": lambda: (
        b'<html xmlns:xi="http://www.w3.org/2001/XInclude"><body>'
        b'<xi:include href="file:///etc/passwd" parse="text"/></body></html>'
    ),
    "what would be fetched": lambda: _page(
        b"<base href='http://127.0.0.1:48211/'><link rel=stylesheet href=x><script src=x></script><img src=x>"
        b"<iframe src='file:///etc/passwd'></iframe><object data=x></object>"
        b"<meta http-equiv=refresh content='0;url=http://127.0.0.1:48211/'>"
    ),
    "a script": lambda: _page(b"<script>while(1){}</script><body onload='while(1){}'>"),
    "a cell over a thousand million columns": lambda: _table(b"<tr><td colspan=1000000000>x<td>y"),
    "a cell over a thousand million rows": lambda: _table(b"<tr><td rowspan=1000000000>x<tr><td>y"),
    "cells over a thousand columns in a thousand rows": lambda: _table(
        b"<tr>%b" % (b"<td colspan=1000>x" * 20) * 1000
    ),
    "cells over all rows in every row": lambda: _table(b"<tr><td rowspan=65534>x" * 2000),
    "spans that are no numbers": lambda: _table(b"<tr><td colspan=-5>x<td rowspan=x>y<td colspan=1e9>z"),
    "spans of digits from everywhere": lambda: _table("<tr><td colspan=²>x<td rowspan=٣>y".encode()),
    "a million cells": lambda: _table((b"<tr>" + b"<td>x" * 100) * 10_000),
    "a million empty tables": lambda: _page(b"<table></table>" * 1_000_000),
    "a row of a million cells": lambda: _table(b"<tr>" + b"<td>" * 1_000_000),
    "a text of ten million characters": lambda: _page(b"x" * 10_000_000),
    "a word of a million entities": lambda: _page(b"&nbsp;&#x4e00;&amp;" * 300_000),
    "entities beyond all characters": lambda: _page(b"&#x110000;&#xD800;&#0;&#99999999999999;&nosuch;"),
    "a tag with a million attributes": lambda: _page(
        b"<p %b>x" % b" ".join(b"a%d=1" % n for n in range(300_000))
    ),
    "an attribute of ten million characters": lambda: _page(b"<p title='%b'>x" % (b"x" * 10_000_000)),
    "a comment without an end": lambda: _page(b"<!--" + b"-" * 5_000_000),
    "many comments before anything": lambda: b"<!-- -->" * 200_000 + b"<html><body>x",
    "many half comments before anything": lambda: b"<!--x" * 100_000 + b"<html><body>x",
    "brackets only": lambda: _page(b"<" * 5_000_000),
    "ends only": lambda: _page(b"</div>" * 1_000_000),
    "characters of nothing": lambda: _page(b"<table><tr><td>a\0b\x01c\xff\xfe\xfd"),
    "another code page than it says": lambda: (
        b"<html><meta charset=utf-7><body>+ADw-script+AD4-</body></html>"
    ),
    "a code page that is none": lambda: b"<html><meta charset=rot13><body>x</body></html>",
    "a code page of a codec of bytes": lambda: b"<html><meta charset=zlib><body>x</body></html>",
    "an SVG that laughs": lambda: _page(
        b"<svg><use href='#a'/><g id=a><use href='#a'/><use href='#a'/></g></svg>"
    ),
    "tables side by side in one cell": lambda: _table(b"<tr><td>%b" % (b"<table><tr><td>x</table>" * 50_000)),
    "only the first bytes": lambda: b"<html",
    "no text at all": lambda: b"<html></html>",
}
