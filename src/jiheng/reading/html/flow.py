"""The elements of a web page to lines and tables, as far as they are shown."""

from __future__ import annotations

import re
from collections.abc import Iterator
from dataclasses import dataclass, field
from unicodedata import east_asian_width

from lxml.html import HtmlElement

from jiheng.model import Location
from jiheng.reading.html.styles import Styles, is_hidden
from jiheng.reading.html.table import Placement, place
from jiheng.reading.nesting import Box, Lines, Table

_LARGEST = 1_000_000  # cells, those under a span included
_NO_TEXT = frozenset((
    "script", "style", "noscript", "template", "head", "title", "iframe", "object", "embed", "applet",
    "svg", "canvas", "audio", "video", "map", "xml", "nav", "footer", "aside", "button", "dialog",
    "datalist", "rt", "rp", "rtc", "del", "noframes",
))  # fmt: skip
_OWN_LINE = frozenset((
    "address", "article", "blockquote", "body", "caption", "center", "dd", "details", "div", "dl", "dt",
    "fieldset", "figcaption", "figure", "form", "h1", "h2", "h3", "h4", "h5", "h6", "header", "hgroup",
    "html", "legend", "li", "main", "menu", "ol", "p", "pre", "search", "section", "summary", "table",
    "tbody", "td", "tfoot", "th", "thead", "tr", "ul",
))  # fmt: skip
_TYPED = frozenset(("", "text", "number", "date", "month", "tel", "email", "search", "url"))
_SPACES = re.compile(r"[ \t\r\f]*\n\s*")
_CHECKED = {True: "☑", False: "☐"}


@dataclass(slots=True)
class Flow:
    """What an element shows: ``content`` in reading order; and ``hidden``, what tables it does not show."""

    content: list[Lines | Table] = field(default_factory=list)
    hidden: list[list[Lines | Table]] = field(default_factory=list)
    cells: int = 0
    tables: int = 0

    @property
    def is_too_large(self) -> bool:
        """True for more cells than any set of forms has; nothing was read from there on."""
        return self.cells > _LARGEST


def content_of(page: HtmlElement, styles: Styles) -> Flow:
    """The whole page."""
    flow = Flow()
    reader = _Reader(styles, flow)
    reader.element(page)
    flow.content = reader.done()
    return flow


class _Reader:
    """One stretch of text: the page, or a cell. ``content`` is what is finished, ``_line`` the line begun."""

    def __init__(self, styles: Styles, flow: Flow, at: Location | None = None) -> None:
        self._styles, self._flow, self._at = styles, flow, at
        self._content: list[Lines | Table] = []
        self._line: list[str] = []
        self._keeps_lines = self._is_link = self._has_own = False
        self._line_at = Location()

    def done(self) -> list[Lines | Table]:
        self._end_line()
        return self._content

    def element(self, element: HtmlElement) -> None:
        tag = element.tag if isinstance(element.tag, str) else ""
        if not tag or tag in _NO_TEXT or self._flow.is_too_large:
            return
        told = self._styles.of(element)
        if is_hidden(told) or element.get("hidden") is not None:
            self._set_aside(element)
        elif told.get("position") != "fixed":
            keeps, is_link = self._keeps_lines, self._is_link
            self._keeps_lines = told.get("white-space", "pre" * (keeps or tag == "pre")).startswith("pre")
            self._is_link = is_link or (tag == "a" and element.get("href") is not None)
            self._shown(element, tag)
            self._keeps_lines, self._is_link = keeps, is_link

    def _shown(self, element: HtmlElement, tag: str) -> None:
        if tag == "br":
            self._line.append("\n")
        elif tag == "table":
            self._end_line()
            self._table(element)
        elif tag in ("input", "select", "textarea"):
            self._keeps_lines = True
            self._text(_typed(element, tag))
        else:
            self._children(element, is_block=tag in _OWN_LINE)

    def _children(self, element: HtmlElement, *, is_block: bool) -> None:
        if is_block:
            self._break()
        if not self._line:
            self._line_at = Location(line=element.sourceline)
        self._text(element.text)
        for child in element:
            self.element(child)
            self._text(child.tail)
        if is_block:
            self._break()

    def _text(self, text: str | None) -> None:
        if text:
            self._line.append(text if self._keeps_lines else _unbroken(text))
            self._has_own = self._has_own or (not self._is_link and bool(text.strip()))

    def _break(self) -> None:
        """In a cell a new line begins, on the page a new paragraph."""
        if self._at is None:
            self._end_line()
        elif self._line and self._line[-1] != "\n":
            self._line.append("\n")

    def _end_line(self) -> None:
        text = "\n".join(line.strip() for line in "".join(self._line).strip().split("\n"))
        if text:
            self._content.append(Lines(text, self._at or self._line_at, is_link=not self._has_own))
        self._line, self._has_own = [], False

    def _set_aside(self, element: HtmlElement) -> None:
        """What is hidden, if it holds a table, is told of."""
        if self._at is None and next(element.iter("table"), None) is not None:
            unstyled = _Reader(Styles(()), self._flow)
            unstyled._children(element, is_block=True)
            self._flow.hidden.append(unstyled.done())

    def _table(self, element: HtmlElement) -> None:
        self._flow.tables += 1
        number = self._flow.tables
        for stray in _outside_rows(element):
            self.element(stray)
        placed = place(element, self._styles, _LARGEST - self._flow.cells)
        self._flow.cells += placed.area
        if not self._flow.is_too_large:
            self._content.append(Table(tuple(self._boxes(placed, number)), placed.edges))

    def _boxes(self, placed: Placement, number: int) -> Iterator[Box]:
        for cell in placed.cells:
            at = Location(cell=f"表{number}第{cell.row + 1}行第{cell.col + 1}列")
            inside = _Reader(self._styles, self._flow, at)
            inside._keeps_lines = self._keeps_lines
            inside.element(cell.element)
            yield Box(cell.row, cell.col, cell.rowspan, cell.colspan, tuple(inside.done()), at)


def _outside_rows(table: HtmlElement) -> Iterator[HtmlElement]:
    """The caption, and what stands in a table and in no row of it: browsers show it above."""
    return (child for child in table if child.tag not in ("tr", "thead", "tbody", "tfoot", "colgroup", "col"))


def _unbroken(text: str) -> str:
    """Text in whose source lines end anywhere: between Chinese characters no space stands for that."""
    return _SPACES.sub(_space, text.replace("\r\n", "\n").replace("\r", "\n"))


def _space(match: re.Match[str]) -> str:
    around = match.string[match.start() - 1 : match.start()], match.string[match.end() : match.end() + 1]
    return "" if all(char and east_asian_width(char) in "WF" for char in around) else " "


def _typed(element: HtmlElement, tag: str) -> str:
    """What stands in a field of input."""
    if tag == "textarea":
        return str(element.text or "")
    if tag == "select":
        options = list(element.iter("option"))
        chosen = [option for option in options if option.get("selected") is not None] or options[:1]
        return "、".join(str(option.text or "").strip() for option in chosen)
    kind = element.get("type", "").lower()
    if kind in ("checkbox", "radio"):
        return _CHECKED[element.get("checked") is not None]
    return str(element.get("value", "")) if kind in _TYPED else ""
