"""PDF files made to harm whoever reads them, by name."""

import zlib

LAUNCHED = "/var/tmp/jiheng-was-launched"  # noqa: S108
_MIB = 1024 * 1024
_FONT = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica>>"


def _file(objects, trailer=b"/Root 1 0 R", end=b""):
    """A PDF of *objects* by number; *trailer* is what stands in its trailer besides the size."""
    made, places = bytearray(b"%PDF-1.7\n"), {}
    for number, body in objects.items():
        places[number] = len(made)
        made += b"%d 0 obj\n%b\nendobj\n" % (number, body)
    start = len(made)
    made += b"xref\n0 1\n0000000000 65535 f \n"
    for number, place in places.items():
        made += b"%d 1\n%010d 00000 n \n" % (number, place)
    made += b"trailer\n<</Size %d %b>>\nstartxref\n%d\n%%%%EOF\n" % (max(objects) + 1, trailer, start)
    return bytes(made) + end


def _stream(data, entries=b""):
    return b"<</Length %d %b>>\nstream\n%b\nendstream" % (len(data), entries, data)


def _packed(data, entries=b""):
    return _stream(zlib.compress(data, 9), b"/Filter/FlateDecode" + entries)


def _page(content, page=b"", resources=b"/Font<</F 5 0 R>>", catalog=b"", more=None):
    """One page; *content* is its content stream, as an object."""
    return _file(
        {
            1: b"<</Type/Catalog/Pages 2 0 R %b>>" % catalog,
            2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>",
            3: b"<</Type/Page/Parent 2 0 R/Contents 4 0 R/Resources<<%b>>%b>>"
            % (resources, page or b"/MediaBox[0 0 595 842]"),
            4: content,
            5: _FONT,
            **(more or {}),
        }
    )


def _blanks_packed(size):
    """*size* bytes of blanks, packed: a piece of one MiB again and again, so that nobody packs them all."""
    packer = zlib.compressobj(9)
    first, piece = (packer.compress(b" " * _MIB) + packer.flush(zlib.Z_FULL_FLUSH) for _ in range(2))
    return first + piece * (size // _MIB - 1) + packer.flush()


def _bomb(content_of=lambda data, entries: _page(_stream(data, entries))):
    """Two kilobytes that unpack to 2 GiB."""
    data = _blanks_packed(2048 * _MIB)
    for _ in range(2):
        data = zlib.compress(data, 9)
    made = content_of(data, b"/Filter[/FlateDecode/FlateDecode/FlateDecode]")
    assert len(made) < 4096
    return made


def _many_pages(count):
    kids = b" ".join([b"3 0 R"] * count)
    return _file(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (kids, count),
            3: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>",
        }
    )


def _pages_of_pages(levels):
    """Every node of the tree has twice the next for its children: 2 to the power of *levels* pages."""
    nodes = {
        n: b"<</Type/Pages/Kids[%d 0 R %d 0 R]/Count %d>>" % (n + 1, n + 1, 2 ** (levels + 2 - n))
        for n in range(2, levels + 2)
    }
    leaf = {levels + 2: b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]>>"}
    return _file({1: b"<</Type/Catalog/Pages 2 0 R>>", **nodes, **leaf})


def _forms_of_forms(levels, times):
    """Every form draws the next so many times."""
    drawn = b"/X Do " * times
    more = {
        n: _stream(
            drawn, b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X %d 0 R>>>>" % (n + 1)
        )
        for n in range(6, 6 + levels)
    }
    more[6 + levels] = _stream(b"0 0 1 1 re f", b"/Type/XObject/Subtype/Form/BBox[0 0 9 9]")
    return _page(_stream(drawn), resources=b"/XObject<</X 6 0 R>>", more=more)


def _glyph_that_draws_itself():
    font = (
        b"<</Type/Font/Subtype/Type3/FontBBox[0 0 9 9]/FontMatrix[1 0 0 1 0 0]/FirstChar 65/LastChar 65"
        b"/Widths[9]/Encoding<</Differences[65/a]>>/CharProcs<</a 7 0 R>>/Resources<</Font<</F 6 0 R>>>>>>"
    )
    shown = b"BT /F 9 Tf (AAAAAAAA) Tj ET"
    return _page(_stream(shown), resources=b"/Font<</F 6 0 R>>", more={6: font, 7: _stream(shown)})


def _meaning(mapping):
    """Text whose font says what its characters mean."""
    font = b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>"
    shown = b"BT /F 9 Tf 9 9 Td (AB) Tj ET"
    return _page(_stream(shown), resources=b"/Font<</F 6 0 R>>", more={6: font, 7: _packed(mapping)})


def _program_of_a_font(data):
    font = b"<</Type/Font/Subtype/TrueType/BaseFont/X/FirstChar 65/LastChar 66/FontDescriptor 7 0 R>>"
    described = b"<</Type/FontDescriptor/FontName/X/Flags 4/FontBBox[0 0 9 9]/FontFile2 8 0 R>>"
    shown = b"BT /F 9 Tf 9 9 Td (AB) Tj ET"
    return _page(
        _stream(shown), resources=b"/Font<</F 6 0 R>>", more={6: font, 7: described, 8: _packed(data)}
    )


def _picture(width, height, data, entries):
    size = b"/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (width, height)
    return _page(
        _stream(b"595 0 0 842 0 0 cm /X Do"),
        resources=b"/XObject<</X 6 0 R>>",
        more={6: _stream(data, b"/Type/XObject/Subtype/Image" + size + entries)},
    )


def _shown(width, height, data):
    size = b"/Width %d/Height %d/ColorSpace/DeviceRGB/BitsPerComponent 8" % (width, height)
    return _packed(data, b"/Type/XObject/Subtype/Image" + size)


def _scanned(count, data):
    """So many pages that all show one picture of a hundred points each way."""
    page = (
        b"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents 4 0 R/Resources<</XObject<</X 5 0 R>>>>>>"
    )
    return _file(
        {
            1: b"<</Type/Catalog/Pages 2 0 R>>",
            2: b"<</Type/Pages/Kids[%b]/Count %d>>" % (b"3 0 R " * count, count),
            3: page,
            4: _stream(b"595 0 0 842 0 0 cm /X Do"),
            5: _shown(100, 100, data),
        }
    )


def _acting(action):
    """A file that asks for something to be done when it is opened, shown, printed, and touched."""
    touched = b"/Annots[<</Type/Annot/Subtype/Link/Rect[0 0 595 842]/A %b>>]" % action
    return _page(
        _stream(b"BT /F 9 Tf 9 9 Td (A) Tj ET"),
        page=b"/MediaBox[0 0 595 842]/AA<</O %b/C %b>>%b" % (action, action, touched),
        catalog=b"/OpenAction %b/AA<</WC %b/DP %b>>/Names<</JavaScript<</Names[(a) %b]>>>>" % ((action,) * 4),
    )


def _xfa():
    laughs = b"<!DOCTYPE l [<!ENTITY a0 'ha'>%b]>" % b"".join(
        b"<!ENTITY a%d '%b'>" % (n, b"&a%d;" % (n - 1) * 10) for n in range(1, 12)
    )
    body = laughs + b"<xdp:xdp xmlns:xdp='http://ns.adobe.com/xdp/'><x>&a11;</x></xdp:xdp>"
    return _page(_stream(b""), catalog=b"/AcroForm<</Fields[]/XFA 6 0 R>>", more={6: _stream(body)})


def _xref_that_goes_round():
    good = _page(_stream(b""))
    start = good.index(b"xref\n")
    return good.replace(b"/Root 1 0 R", b"/Root 1 0 R/Prev %d" % start)


def _xref_streams_that_go_round():
    body = _stream(b"\0" * 40, b"/Type/XRef/Size 5/W[1 2 1]/Root 1 0 R/Prev 9")
    return b"%PDF-1.7\n" + b"9 0 obj\n" + body + b"\nendobj\nstartxref\n9\n%%EOF\n"


def _page_tree(nodes):
    return _file({1: b"<</Type/Catalog/Pages 2 0 R>>", **nodes})


ATTACKS = {
    "two kilobytes that unpack to 2 GiB": _bomb,
    "an object stream that unpacks to 2 GiB": lambda: _bomb(
        lambda data, entries: _page(
            _stream(b""), more={6: _stream(data, b"/Type/ObjStm/N 9999/First 99999" + entries)}
        ).replace(b"/Type/Pages/Kids[3 0 R]", b"/Type/Pages/Kids[3 0 R]/X 6 0 R")
    ),
    "a meaning of characters that unpacks to 2 GiB": lambda: _bomb(
        lambda data, entries: _page(
            _stream(b"BT /F 9 Tf (A) Tj ET"),
            resources=b"/Font<</F 6 0 R>>",
            more={
                6: b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/ToUnicode 7 0 R>>",
                7: _stream(data, entries),
            },
        )
    ),
    "a thousand filters": lambda: _page(_stream(b"x", b"/Filter[%b]" % (b"/ASCIIHexDecode" * 1000))),
    "a tree of pages that is its own child": lambda: _page_tree({2: b"<</Type/Pages/Kids[2 0 R]/Count 5>>"}),
    "two nodes that are each other's children": lambda: _page_tree(
        {
            2: b"<</Type/Pages/Kids[3 0 R]/Parent 3 0 R/Count 9>>",
            3: b"<</Type/Pages/Kids[2 0 R]/Parent 2 0 R/Count 9>>",
        }
    ),
    "a page that inherits from itself": lambda: _page_tree(
        {2: b"<</Type/Pages/Kids[3 0 R]/Count 1>>", 3: b"<</Type/Page/Parent 3 0 R>>"}
    ),
    "two thousand million pages that are not there": lambda: _page_tree(
        {2: b"<</Type/Pages/Kids[]/Count 2147483647>>"}
    ),
    "fewer than no pages": lambda: _page_tree({2: b"<</Type/Pages/Kids[]/Count -5>>"}),
    "a hundred thousand pages": lambda: _many_pages(100_000),
    "a million pages from twenty nodes": lambda: _pages_of_pages(20),
    "two thousand pages": lambda: _many_pages(2000),
    "a thousand nodes deep": lambda: _page_tree(
        {
            **{n: b"<</Type/Pages/Kids[%d 0 R]/Count 1>>" % (n + 1) for n in range(2, 1002)},
            1002: b"<</Type/Page/MediaBox[0 0 9 9]>>",
        }
    ),
    "a cross reference that goes round": _xref_that_goes_round,
    "cross reference streams that go round": _xref_streams_that_go_round,
    "a length that is itself": lambda: _page(b"<</Length 4 0 R>>\nstream\n0 0 9 9 re f\nendstream"),
    "arrays in arrays": lambda: _page(_stream(b""), catalog=b"/X " + b"[" * 100_000 + b"]" * 100_000),
    "dictionaries in dictionaries": lambda: _page(
        _stream(b""), catalog=b"/X " + b"<</X " * 50_000 + b"1" + b">>" * 50_000
    ),
    "arrays in the content": lambda: _page(_packed(b"[" * 1_000_000)),
    "a million lines": lambda: _page(
        _packed(b"".join(b"%d 0 m %d 842 l S\n" % (n % 595, n % 595) for n in range(1_000_000)))
    ),
    "a million rectangles in one path": lambda: _page(_packed(b"9 9 9 9 re\n" * 1_000_000 + b"f")),
    "a million shapes without an end": lambda: _page(_packed(b"1 1 m 9 9 l 5 5 6 6 7 7 c\n" * 300_000)),
    "a million characters": lambda: _page(
        _packed(b"BT /F 9 Tf 9 9 Td (%b) Tj ET" % (b"abcdefghij" * 100_000))
    ),
    "a hundred thousand texts in one place": lambda: _page(
        _packed(b"BT /F 9 Tf 9 9 Td %b ET" % (b"(A) Tj -6 0 Td " * 100_000))
    ),
    "a grid of ten thousand lines": lambda: _page(
        _packed(
            b"".join(
                b"0 %f m 595 %f l S %f 0 m %f 842 l S\n" % (n / 10, n / 10, n / 10, n / 10)
                for n in range(5000)
            )
        )
    ),
    "a million states that are kept": lambda: _page(_packed(b"q " * 1_000_000)),
    "a million clippings": lambda: _page(_packed(b"9 9 9 9 re W n\n" * 300_000)),
    "ten thousand million drawings": lambda: _forms_of_forms(10, 10),
    "a form that draws itself": lambda: _page(
        _stream(b"/X Do"),
        resources=b"/XObject<</X 6 0 R>>",
        more={6: _stream(b"/X Do /X Do", b"/Subtype/Form/BBox[0 0 9 9]/Resources<</XObject<</X 6 0 R>>>>")},
    ),
    "a glyph that draws itself": _glyph_that_draws_itself,
    "a page as large as a country": lambda: _page(
        _stream(b"0 0 1000000000 1000000000 re S BT /F 9 Tf 9 9 Td (A) Tj ET"),
        page=b"/MediaBox[0 0 1000000000 1000000000]/UserUnit 1000000",
    ),
    "a page of no size": lambda: _page(_stream(b"0 0 9 9 re S"), page=b"/MediaBox[0 0 0 0]"),
    "a page of numbers that are none": lambda: _page(
        _stream(b"nan inf 1e999 --5 re S 0 0 9 9 re S"), page=b"/MediaBox[nan inf -inf 1e999]/Rotate 12345"
    ),
    "coordinates beyond all numbers": lambda: _page(
        _stream(b"1%b 0 m 9 1%b l S BT /F 1%b Tf 1%b 9 Td (AB) Tj ET" % ((b"0" * 60,) * 4))
    ),
    "a matrix that flattens all": lambda: _page(
        _stream(b"0 0 0 0 0 0 cm 0 0 9 9 re S BT /F 0 Tf 0 0 0 0 0 0 Tm (AB) Tj ET")
    ),
    "meanings of four thousand million characters": lambda: _meaning(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfrange <00000000> <FFFFFFFF> <0041> endbfrange endcmap"
    ),
    "one character that means a million": lambda: _meaning(
        b"begincmap 1 begincodespacerange <00> <FF> endcodespacerange\n"
        b"1 beginbfchar <41> <%b> endbfchar endcmap" % (b"4E00" * 1_000_000)
    ),
    "a font of nonsense": lambda: _program_of_a_font(b"\0\1\0\0\xff\xff" + bytes(range(256)) * 400),
    "a picture of a million million points": lambda: _picture(
        1_000_000, 1_000_000, b"\0", b"/Filter/FlateDecode"
    ),
    "a picture that unpacks to 2 GiB": lambda: _bomb(
        lambda data, entries: _picture(30_000, 23_860, data, entries)
    ),
    "a thousand pages of one picture": lambda: _scanned(1000, b"\xff" * 30_000),
    "a picture drawn a hundred thousand times": lambda: _page(
        _packed(b"q 595 0 0 842 0 0 cm /X Do Q\n" * 100_000),
        resources=b"/XObject<</X 6 0 R>>",
        more={6: _shown(100, 100, bytes(30_000))},
    ),
    "a picture that flattens all": lambda: _page(
        _stream(b"0 0 0 0 0 0 cm /X Do"), resources=b"/XObject<</X 6 0 R>>", more={6: _shown(1, 1, b"xyz")}
    ),
    "a picture on a page as large as a country": lambda: _page(
        _stream(b"1000000000 0 0 1000000000 0 0 cm /X Do"),
        page=b"/MediaBox[0 0 1000000000 1000000000]",
        resources=b"/XObject<</X 6 0 R>>",
        more={6: _shown(1, 1, b"xyz")},
    ),
    "a picture on a page as slender as a thread": lambda: _page(
        _stream(b"100000 0 0 1 0 0 cm /X Do"),
        page=b"/MediaBox[0 0 100000 1]",
        resources=b"/XObject<</X 6 0 R>>",
        more={6: _shown(1, 1, b"xyz")},
    ),
    "a picture that is its own mask": lambda: _picture(100, 100, bytes(30_000), b"/SMask 6 0 R/Mask 6 0 R"),
    "a picture of JPEG 2000 that is none": lambda: _picture(
        60_000, 60_000, b"\xff\x4f\xff\x51", b"/Filter/JPXDecode"
    ),
    "a script": lambda: _acting(
        b"<</S/JavaScript/JS(app.launchURL\\('http://127.0.0.1:48211/x'\\); while\\(1\\){})>>"
    ),
    "a program to be started": lambda: _acting(
        b"<</S/Launch/F(/usr/bin/touch)/Win<</F(touch)/P(%b)>>/NewWindow true>>" % LAUNCHED.encode()
    ),
    "an address to be fetched": lambda: _acting(b"<</S/URI/URI(http://127.0.0.1:48211/x)>>"),
    "data to be sent": lambda: _acting(b"<</S/SubmitForm/F(http://127.0.0.1:48211/x)>>"),
    "content that lies in another file": lambda: _page(
        b"<</Length 0/F(/etc/passwd)/FFilter/FlateDecode>>\nstream\n\nendstream"
    ),
    "an XFA form that laughs": _xfa,
    "a hundred thousand notes": lambda: _page(
        _stream(b""),
        page=b"/MediaBox[0 0 9 9]/Annots[%b]" % (b"6 0 R " * 100_000),
        more={6: b"<</Type/Annot/Subtype/FreeText/Rect[0 0 9 9]/Contents(x)>>"},
    ),
    "an encryption that is none": lambda: _file(
        {1: b"<</Type/Catalog/Pages 2 0 R>>", 2: b"<</Type/Pages/Kids[]/Count 0>>"},
        b"/Root 1 0 R/Encrypt<</Filter/Standard/V 5/R 6/O(x)/U(x)/P -1/Length 99999999>>/ID[(a)(b)]",
    ),
    "only the first bytes": lambda: b"%PDF-1.7\n",
    "only the last bytes": lambda: b"%PDF-1.7\nstartxref\n99999999999999999999\n%%EOF",
    "twenty megabytes of objects": lambda: b"%PDF-1.7\n" + b"1 0 obj\n<<>>\nendobj\n" * 900_000,
    "a root that is a number": lambda: _file({1: b"5"}),
    "no root": lambda: _file({1: b"<<>>"}, b""),
}
