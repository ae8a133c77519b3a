"""Forms as Word keeps them, written down as its markup."""

from xml.sax.saxutils import escape

from test_workbook import FUNDS, HEAD, LINES
from workbooks import zipped

W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
STRICT = "http://purl.oclc.org/ooxml/wordprocessingml/main"
_TYPES = b'<Types xmlns="http://schemas.openxmlformats.org/package/2006/content-types"/>'
_KINDS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
_LINK = f'<Relationship Id="r{{n}}" Type="{_KINDS}/{{kind}}" Target="{{path}}"/>'
_NAMESPACES = (
    'xmlns:mc="http://schemas.openxmlformats.org/markup-compatibility/2006" '
    'xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" '
    'xmlns:v="urn:schemas-microsoft-com:vml" xmlns:m="http://schemas.openxmlformats.org/officeDocument/2006/math"'
)


def run(text, properties=""):
    told = properties and f"<w:rPr>{properties}</w:rPr>"
    return f"<w:r>{told}<w:t xml:space='preserve'>{escape(text)}</w:t></w:r>"


def p(*inside, properties=""):
    """A paragraph of runs and of texts."""
    runs = (part if part.startswith("<") else run(part) for part in inside if part)
    return f"<w:p>{properties and f'<w:pPr>{properties}</w:pPr>'}{''.join(runs)}</w:p>"


def tc(*paragraphs, span=1, merge="", more=""):
    """A cell; *merge* is ``restart`` or ``continue``."""
    told = f"<w:gridSpan w:val='{span}'/>" * (span > 1) + f"<w:vMerge w:val='{merge}'/>" * bool(merge) + more
    inside = "".join(
        part if part.startswith(("<w:p>", "<w:tbl>", "<w:sdt>")) else p(part) for part in paragraphs
    )
    return f"<w:tc><w:tcPr>{told}</w:tcPr>{inside or p()}</w:tc>"


def tr(*cells, properties=""):
    inside = "".join(cell if cell.startswith("<") else tc(cell) for cell in cells)
    return f"<w:tr>{properties and f'<w:trPr>{properties}</w:trPr>'}{inside}</w:tr>"


def tbl(*rows, widths=()):
    grid = (
        f"<w:tblGrid>{''.join(f'<w:gridCol w:w={chr(34)}{w}{chr(34)}/>' for w in widths)}</w:tblGrid>"
        * bool(widths)
    )
    return f"<w:tbl>{grid}{''.join(rows)}</w:tbl>"


def texts(rows):
    return [tr(*("" if text is None else str(text) for text in row)) for row in rows]


TITLE = p("项目支出绩效自评表") + p("（2024年度）")
HEAD_TABLE, FUNDS_TABLE, LINES_TABLE = (tbl(*texts(rows)) for rows in (HEAD[2:], FUNDS, LINES))
FORM = TITLE + HEAD_TABLE + p() + FUNDS_TABLE + p() + LINES_TABLE + p()


def document(body, namespace=W, styles="", numbering="", **parts):
    """The bytes of a document with this body; *parts* by their path with ``__`` for the slash."""
    told = {"styles": styles, "numbering": numbering}
    links = "".join(_LINK.format(n=n, kind=kind, path=f"{kind}.xml") for n, kind in enumerate(told))
    files = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _rels(_LINK.format(n=0, kind="officeDocument", path="word/document.xml")),
        "word/document.xml": _part("document", f"<w:body>{body}<w:sectPr/></w:body>", namespace),
        "word/_rels/document.xml.rels": _rels(links),
        **{f"word/{kind}.xml": _part(kind, inside, namespace) for kind, inside in told.items() if inside},
    }
    return zipped(files | {f"{name.replace('__', '/')}.xml": text for name, text in parts.items()})


def _rels(links):
    return (
        f'<Relationships xmlns="http://schemas.openxmlformats.org/package/2006/relationships">{links}</Relationships>'
    ).encode()


def _part(name, inside, namespace):
    return f'<w:{name} xmlns:w="{namespace}" {_NAMESPACES}>{inside}</w:{name}>'.encode()
