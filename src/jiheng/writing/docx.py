"""Forms to a Word document: A4 in Song type, a form a section; the same forms, the same bytes."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from jiheng.model import Form, Problem
from jiheng.standards import Layout
from jiheng.writing.compose import composed, document_title
from jiheng.writing.docx_elements import LINKS, Element, element, gap, page_number, paragraphs
from jiheng.writing.docx_package import HEADER, footer_id, packed
from jiheng.writing.docx_table import signatures, tables
from jiheng.writing.docx_watermark import across
from jiheng.writing.page import HEIGHT, MARGIN, WIDTH, Fit, fitted, visible
from jiheng.writing.place import refused
from jiheng.writing.sheet import Sheet

_TWIPS = 2  # a tenth of a point
_FOOTER = 340
_TITLE, _YEAR, _SMALL = 160, 120, 90  # tenths of a point


def write(
    forms: Sequence[Form], layouts: Sequence[Layout], marks: Sequence[str] = (), watermark: str = ""
) -> bytes | Problem:
    """One document with every form in its layout; a text that no document can carry is a Problem."""
    refusal = refused(forms)
    if refusal is not None:
        return refusal
    sheets = composed(forms, layouts, marks, watermark)
    body, footers = element("body"), list[Element]()
    for number, sheet in enumerate(sheets):
        fit = fitted(sheet)
        section = _section(sheet, number)
        if watermark:
            section.insert(0, _link("headerReference", HEADER))
        body.extend(_content(sheet, fit))
        body.extend([gap(), section] if number == len(sheets) - 1 else [gap(section=section)])
        footers.append(_footer(sheet, fit))
    header = across(visible(watermark)) if watermark else None
    return packed(body, footers, visible(document_title(forms, sheets)), header)


def _content(sheet: Sheet, fit: Fit) -> Iterator[Element]:
    width = _page(sheet)[0] - (MARGIN["left"] + MARGIN["right"]) * _TWIPS
    if sheet.number:
        yield from paragraphs(visible(sheet.number), fit.size, "left")
    yield from paragraphs(visible(sheet.title), _TITLE, is_title=True)
    if sheet.year_line:
        yield from paragraphs(visible(sheet.year_line), _YEAR)
    yield from tables(sheet, fit, width)
    yield from signatures(sheet.signatures, fit.size, width)


def _footer(sheet: Sheet, fit: Fit) -> Element:
    """The number of the page where there are several, and the mark, each in a line of its own."""
    lines = [page_number(_SMALL)] if fit.long else []
    return element("ftr", *lines, *paragraphs(visible(sheet.mark), _SMALL, "right"))


def _section(sheet: Sheet, number: int) -> Element:
    width, height = _page(sheet)
    turned = {"orient": "landscape"} if sheet.landscape else {}
    margins = {side: size * _TWIPS for side, size in MARGIN.items()}
    return element(
        "sectPr",
        _link("footerReference", footer_id(number)),
        element("type", val="nextPage"),
        element("pgSz", w=width, h=height, **turned),
        element("pgMar", **margins, header=_FOOTER, footer=_FOOTER, gutter=0),
        element("pgNumType", start=1),
    )


def _link(name: str, target: str) -> Element:
    link = element(name, type="default")
    link.set(f"{{{LINKS}}}id", target)
    return link


def _page(sheet: Sheet) -> tuple[int, int]:
    """Width and height in twips."""
    sides = WIDTH * _TWIPS, HEIGHT * _TWIPS
    return sides[::-1] if sheet.landscape else sides
