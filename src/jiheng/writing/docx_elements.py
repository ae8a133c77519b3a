"""The elements that Word documents are made of: paragraphs, and the gaps that nobody sees."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

WORD = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"
LINKS = "http://schemas.openxmlformats.org/officeDocument/2006/relationships"
Element = etree._Element
_NAMES = {"w": WORD, "r": LINKS}
_SPACE = "{http://www.w3.org/XML/1998/namespace}space"
_UNSEEN = 2  # twips
_LINE = 26  # twips a tenth of a point of type, times ten: a line with its leading


def element(name: str, /, *inside: Element, **told: str | int) -> Element:
    """``w:name`` with its attributes and what stands inside."""
    attributes = {f"{{{WORD}}}{key}": str(told[key]) for key in told}
    made = etree.Element(f"{{{WORD}}}{name}", attributes, nsmap=_NAMES)
    made.extend(inside)
    return made


def line_height(size: int) -> int:
    """Twips from line to line of type, *size* in tenths of a point."""
    return size * _LINE // 10


def paragraphs(
    text: str, size: int, align: str = "center", *, is_title: bool = False, is_fixed: bool = False
) -> Iterator[Element]:
    """A paragraph a line, *size* in tenths of a point.

    With *is_fixed* lines are no higher in a face that is higher than Song, where that one is not installed.
    """
    rule = "exact" if is_fixed else "atLeast"
    for line in text.splitlines() or [""]:
        look = [element("spacing", line=line_height(size), lineRule=rule), element("jc", val=align)]
        look += [element("outlineLvl", val=0)] if is_title else []
        if line:
            yield element("p", element("pPr", *look), _run(line, size, bold=is_title))
        else:
            yield element("p", element("pPr", *look, _type(size, bold=is_title)))


def page_number(size: int) -> Element:
    """``— 3 —`` in the middle."""
    before, number, after = (_run(text, size) for text in ("— ", "1", " —"))
    counted = element("fldSimple", number, instr="PAGE")
    return element("p", element("pPr", element("jc", val="center")), before, counted, after)


def _run(text: str, size: int, *, bold: bool = False) -> Element:
    shown = element("t")
    shown.text = text
    shown.set(_SPACE, "preserve")
    return element("r", _type(size, bold=bold), shown)


def _type(size: int, *, bold: bool) -> Element:
    weight = [element("b")] if bold else []
    return element("rPr", *weight, element("sz", val=size // 5), element("szCs", val=size // 5))


def gap(height: int = _UNSEEN, section: Element | None = None) -> Element:
    """A paragraph of *height* twips without text, which may end a *section*."""
    spacing = element("spacing", line=height, lineRule="exact")
    ending = [section] if section is not None else []
    return element("p", element("pPr", spacing, element("rPr", element("sz", val=2)), *ending))
