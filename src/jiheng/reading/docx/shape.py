"""What the styles of a Word document say about its text: which of them hide, and which number."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from lxml import etree

from jiheng.reading.docx.elements import child, children, is_on, value
from jiheng.reading.docx.numbers import Numbering


class Shape:
    """Styles and numbering of one document; either part may not be there."""

    def __init__(self, styles: etree._Element | None, numbering: etree._Element | None) -> None:
        self._styles = {value(style, "styleId"): style for style in children(styles, "style")}
        self._hiding: dict[str, bool] = {}
        self.numbering = Numbering(numbering, self._numbered())

    def hides(self, style: str) -> bool:
        """True for a style that hides the text that has it."""
        if style not in self._hiding:
            switches = (is_on(child(found, "rPr", "vanish")) for found in self._based(style))
            self._hiding[style] = next((switch for switch in switches if switch is not None), False)
        return self._hiding[style]

    def _based(self, style: str) -> Iterator[etree._Element]:
        """A style, and those that it is based on."""
        seen = set[str]()
        while style in self._styles and style not in seen:
            seen.add(style)
            yield self._styles[style]
            style = value(child(self._styles[style], "basedOn"))

    def _numbered(self) -> Mapping[str, tuple[str, str]]:
        """List and level of every style that numbers."""
        found = {}
        for name in self._styles:
            for style in self._based(name):
                listed = child(style, "pPr", "numPr", "numId")
                if listed is not None:
                    found[name] = value(listed), value(child(style, "pPr", "numPr", "ilvl")) or "0"
                    break
        return found
