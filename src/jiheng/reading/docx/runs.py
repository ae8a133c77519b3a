"""The text of one Word paragraph, and the text boxes that are fastened to it."""

from __future__ import annotations

from collections.abc import Iterator

from lxml import etree

from jiheng.reading.docx import symbols
from jiheng.reading.docx.elements import child, children, chosen, is_on, local, value
from jiheng.reading.docx.shape import Shape

_SIGNS = {"tab": "\t", "ptab": "\t", "cr": "\n", "noBreakHyphen": "-", "softHyphen": ""}
_NOT_SHOWN = frozenset((
    "del", "moveFrom", "pPr", "rPr", "instrText", "delText", "rt", "sdtPr", "sdtEndPr", "annotation-xml",
))  # fmt: skip
_BOX = "txbxContent"
_DRAWN = frozenset(("drawing", "pict", "object"))
_CHECKED = {True: "☑", False: "☐"}


class Runs:
    """Reads paragraphs one after the other; a field that begins in one may end in another."""

    def __init__(self, shape: Shape) -> None:
        self._shape = shape
        self._codes: list[bool] = []  # for every open field, whether its code is still being told
        self._boxes: list[etree._Element] = []
        self._hidden_style = False
        self.goes_on = False

    def of(self, paragraph: etree._Element) -> tuple[str, list[etree._Element]]:
        """The text with the line ends that are shown, and the contents of the text boxes."""
        self._boxes = []
        style = value(child(paragraph, "pPr", "pStyle"))
        self._hidden_style = self._shape.hides(style)
        text = "".join(self._inside(paragraph))
        self._codes = [is_told for is_told in self._codes if not is_told]
        return self._shape.numbering.text(child(paragraph, "pPr", "numPr"), style) + text, self._boxes

    def _inside(self, element: etree._Element) -> Iterator[str]:
        for one in element:
            name = local(one)
            if name == "r":
                yield from self._run(one)
            elif name == "sdt":
                if not is_on(child(one, "sdtPr", "showingPlcHdr")):
                    yield from self._inside(one)
            elif name == "AlternateContent":
                yield from self._chosen(one)
            elif name == "f":  # a fraction
                parts = (
                    "".join(self._inside(part)) for kind in ("num", "den") for part in children(one, kind)
                )
                yield "/".join(parts)
            elif name not in _NOT_SHOWN:
                yield from self._inside(one)

    def _chosen(self, alternatives: etree._Element) -> Iterator[str]:
        shown = chosen(alternatives)
        if shown is not None:
            yield from self._pieces(shown, "")

    def _run(self, run: etree._Element) -> Iterator[str]:
        properties = child(run, "rPr")
        if not self._is_hidden(properties):
            yield from self._pieces(run, value(child(properties, "rFonts"), "ascii"))

    def _is_hidden(self, properties: etree._Element | None) -> bool:
        told = is_on(child(properties, "vanish"))
        if told is not None:
            return told
        style = value(child(properties, "rStyle"))
        return self._shape.hides(style) if style else self._hidden_style

    def _pieces(self, run: etree._Element, font: str) -> Iterator[str]:
        for one in run:
            name = local(one)
            if name == "fldChar":
                yield self._field(one)
            elif any(self._codes):
                continue
            elif name == "t":
                yield symbols.translated(one.text or "", font)
            elif name == "sym":
                yield symbols.shown(int(value(one, "char") or "0", 16), value(one, "font"))
            elif name == "br":
                yield "" if value(one, "type") == "column" else "\n"
            elif name == "AlternateContent":
                yield from self._chosen(one)
            elif name in _DRAWN:
                self._boxes += text_boxes(one)
            elif name == "ruby":
                yield from (text for base in children(one, "rubyBase") for text in self._inside(base))
            else:
                yield _SIGNS.get(name, "")

    def _field(self, mark: etree._Element) -> str:
        """A field: its code is not shown, what came of it is; boxes and lists of choice hold nothing else."""
        kind = value(mark, "fldCharType")
        if kind == "begin":
            self._codes.append(True)
            return _chosen_in(child(mark, "ffData"))
        if kind == "separate" and self._codes:
            self._codes[-1] = False
        elif kind == "end" and self._codes:
            self._codes.pop()
        return ""


def text_boxes(drawing: etree._Element) -> Iterator[etree._Element]:
    """The contents of the text boxes in a drawing, of alternatives only the first."""
    for one in drawing:
        name = local(one)
        if name == _BOX:
            yield one
        elif name == "AlternateContent":
            shown = chosen(one)
            yield from text_boxes(shown) if shown is not None else ()
        else:
            yield from text_boxes(one)


def _chosen_in(data: etree._Element | None) -> str:
    """The sign or the word that an old form field shows."""
    box, choices = child(data, "checkBox"), child(data, "ddList")
    if box is not None:
        told = child(box, "checked")
        return _CHECKED[bool(is_on(told if told is not None else child(box, "default")))]
    if choices is None:
        return ""
    entries = [value(one) for one in children(choices, "listEntry")]
    chosen = value(child(choices, "result")) or value(child(choices, "default")) or "0"
    return entries[int(chosen)] if chosen.isdecimal() and int(chosen) < len(entries) else ""
