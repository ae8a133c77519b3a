"""The text boxes that lie over a worksheet, each by the cell that it begins at."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from xml.etree import ElementTree as Xml

TRUE = ("1", "true")
_LINE_ENDS = {"p": "\n", "br": "\n"}


@dataclass(frozen=True, slots=True)
class TextBox:
    """The text of a shape; ``row`` and ``col``, counted from 1, are where its top left corner lies."""

    row: int
    col: int
    text: str


def text_boxes(root: Xml.Element) -> Iterator[TextBox]:
    """The shapes with text in a part of drawings; pictures and charts have none."""
    for anchor in root:
        start = next((part for part in anchor if local(part) == "from"), None)
        place = {local(part): int(part.text or 0) for part in start or () if local(part) in ("row", "col")}
        for shape in _shapes(anchor):
            text = "".join(_pieces(shape)).strip()
            if text:
                yield TextBox(place.get("row", 0) + 1, place.get("col", 0) + 1, text)


def local(element: Xml.Element) -> str:
    """The name of an element without its namespace."""
    return element.tag.rpartition("}")[2]


def _shapes(around: Xml.Element) -> Iterator[Xml.Element]:
    """The bodies of text, of alternatives the first only; what is hidden has none."""
    for part in around:
        name = local(part)
        if name == "txBody":
            yield part
        elif name == "AlternateContent":
            yield from _shapes(part[0]) if len(part) else ()
        elif name in ("sp", "grpSp", "cxnSp", "Choice") and not _is_hidden(part):
            yield from _shapes(part)


def _is_hidden(shape: Xml.Element) -> bool:
    return any(local(part) == "cNvPr" and part.get("hidden") in TRUE for kind in shape for part in kind)


def _pieces(body: Xml.Element) -> Iterator[str]:
    for part in body.iter():
        name = local(part)
        yield part.text or "" if name == "t" else _LINE_ENDS.get(name, "")
