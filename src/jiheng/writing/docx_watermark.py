"""A watermark across every page of a Word document, as Word itself makes one: a shape in the header."""

from __future__ import annotations

from lxml import etree

from jiheng.writing.docx_elements import Element, element

_VML = "urn:schemas-microsoft-com:vml"
_OFFICE = "urn:schemas-microsoft-com:office:office"
_TEXT_ON_PATH = "136"  # the number of this kind of shape, by which programs know how to draw it
_KIND = f"_x0000_t{_TEXT_ON_PATH}"
_EACH, _HIGH = 150, 150  # points: the width of a character, and the height
_PLACE = (
    "position:absolute;rotation:315;z-index:-251658752;"
    "mso-position-horizontal:center;mso-position-horizontal-relative:margin;"
    "mso-position-vertical:center;mso-position-vertical-relative:margin"
)


def across(text: str) -> Element:
    """The header with *text*, pale and slanted, behind what is printed."""
    kind = _drawn(
        "shapetype", _drawn("textpath", on="t", fitshape="t"), id=_KIND, path="m,l21600,m,21600l21600,21600e"
    )
    kind.set(f"{{{_OFFICE}}}spt", _TEXT_ON_PATH)
    kind.set("coordsize", "21600,21600")
    shape = _drawn(
        "shape",
        _drawn("fill", opacity="0.5"),
        _drawn("textpath", string=text, style='font-family:"宋体";font-weight:bold;font-size:1pt'),
        alt=text,
        type=f"#{_KIND}",
        id="watermark",
        fillcolor="#c8c8c8",
        stroked="f",
        style=f"{_PLACE};width:{_EACH * max(len(text), 2)}pt;height:{_HIGH}pt",
    )
    return element("hdr", element("p", element("r", element("pict", kind, shape))))


def _drawn(name: str, /, *inside: Element, **told: str) -> Element:
    made = etree.Element(f"{{{_VML}}}{name}", told, nsmap={"v": _VML, "o": _OFFICE})
    made.extend(inside)
    return made
