"""The parts of a Word document around its body, zipped; nothing in them tells a day or a person."""

from __future__ import annotations

import zipfile
from collections.abc import Iterable, Sequence
from html import escape
from io import BytesIO

from lxml import etree

from jiheng.writing.docx_elements import LINKS, Element, element

_PACKED = (1980, 1, 1, 0, 0, 0)  # as zip files begin to count: the same content gives the same bytes
_TYPE = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_PACKAGE = "http://schemas.openxmlformats.org/package/2006"
HEADER = "header"
_SONG = "宋体"
_FONTS = dict.fromkeys(("ascii", "hAnsi", "eastAsia", "cs"), _SONG)
_HEAD = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'


def packed(body: Element, footers: Sequence[Element], title: str, header: Element | None = None) -> bytes:
    """The document. Sections name ``footer_id(n)`` for the n-th of *footers*, ``HEADER`` for *header*."""
    names = [f"footer{number}" for number in range(len(footers))]
    headers = {HEADER: header} if header is not None else {}
    parts: dict[str, str | bytes] = {
        "[Content_Types].xml": _types(names, headers),
        "_rels/.rels": _links(
            ("officeDocument", f"{LINKS}/officeDocument", "word/document.xml"),
            ("core", f"{_PACKAGE}/relationships/metadata/core-properties", "docProps/core.xml"),
        ),
        "docProps/core.xml": _core(title),
        "word/document.xml": _part(element("document", body)),
        "word/_rels/document.xml.rels": _links(
            ("styles", f"{LINKS}/styles", "styles.xml"),
            ("settings", f"{LINKS}/settings", "settings.xml"),
            *((name, f"{LINKS}/header", f"{name}.xml") for name in headers),
            *((footer_id(n), f"{LINKS}/footer", f"{name}.xml") for n, name in enumerate(names)),
        ),
        "word/styles.xml": _part(_styles()),
        "word/settings.xml": _part(_settings()),
        **{f"word/{name}.xml": _part(part) for name, part in headers.items()},
        **{f"word/{name}.xml": _part(footer) for name, footer in zip(names, footers, strict=True)},
    }
    made = BytesIO()
    with zipfile.ZipFile(made, "w", zipfile.ZIP_DEFLATED) as archive:
        for name, content in parts.items():
            entry = zipfile.ZipInfo(name, _PACKED)
            entry.compress_type, entry.create_system = zipfile.ZIP_DEFLATED, 0
            archive.writestr(entry, content)
    return made.getvalue()


def footer_id(number: int) -> str:
    """What a section calls the footer at that place."""
    return f"footer{number}"


def _part(root: Element) -> bytes:
    return etree.tostring(root, xml_declaration=True, encoding="UTF-8", standalone=True)


def _types(footers: Iterable[str], headers: Iterable[str]) -> str:
    parts = (("document", "document.main"), ("styles", "styles"), ("settings", "settings"))
    told = [
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>' for name, kind in parts
    ]
    told += [
        f'<Override PartName="/word/{name}.xml" ContentType="{_TYPE}.{kind}+xml"/>'
        for kind, names in (("footer", footers), ("header", headers))
        for name in names
    ]
    core = "application/vnd.openxmlformats-package.core-properties+xml"
    links = "application/vnd.openxmlformats-package.relationships+xml"
    return (
        f'{_HEAD}<Types xmlns="{_PACKAGE}/content-types"><Default Extension="rels" ContentType="{links}"/>'
        f'<Default Extension="xml" ContentType="application/xml"/>{"".join(told)}'
        f'<Override PartName="/docProps/core.xml" ContentType="{core}"/></Types>'
    )


def _links(*links: tuple[str, str, str]) -> str:
    told = "".join(f'<Relationship Id="{name}" Type="{kind}" Target="{path}"/>' for name, kind, path in links)
    return f'{_HEAD}<Relationships xmlns="{_PACKAGE}/relationships">{told}</Relationships>'


def _core(title: str) -> str:
    return (
        f'{_HEAD}<cp:coreProperties xmlns:cp="{_PACKAGE}/metadata/core-properties"'
        f' xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{escape(title)}</dc:title>'
        "<dc:language>zh-CN</dc:language></cp:coreProperties>"
    )


def _styles() -> Element:
    type_look = element("rPr", element("rFonts", **_FONTS), element("lang", val="zh-CN", eastAsia="zh-CN"))
    spacing = element("pPr", element("spacing", before=0, after=0))
    return element(
        "styles",
        element("docDefaults", element("rPrDefault", type_look), element("pPrDefault", spacing)),
        element("style", element("name", val="Normal"), type="paragraph", default=1, styleId="Normal"),
    )


def _settings() -> Element:
    word: dict[str, str | int] = {
        "name": "compatibilityMode",
        "uri": "http://schemas.microsoft.com/office/word",
        "val": 15,
    }
    return element(
        "settings",
        element("characterSpacingControl", val="compressPunctuation"),
        element("compat", element("compatSetting", **word)),
        element("themeFontLang", val="zh-CN", eastAsia="zh-CN"),
    )
