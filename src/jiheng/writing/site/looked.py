"""What a crawler sees of one page or style sheet: its links, and what must or must not stand in it."""

from __future__ import annotations

import re
from dataclasses import dataclass, field
from html.parser import HTMLParser

_LINKS = {
    "href", "src", "action", "formaction", "poster", "data", "cite", "background", "longdesc", "manifest",
    "ping", "profile", "xlink:href",
}  # fmt: skip
_LISTS = {"srcset", "imagesrcset"}
_RUNNING = {"script", "iframe", "object", "embed", "applet", "frame", "portal"}
_IN_STYLES = re.compile(r"@import\s+(?:url\()?\s*[\"']?([^\"')\s;]+)|url\(\s*[\"']?([^\"')]+)", re.IGNORECASE)
_REFRESH = re.compile(r"url\s*=\s*[\"']?([^\"'\s]+)", re.IGNORECASE)


@dataclass(slots=True)
class Seen:
    """One page; ``scripts`` are whatever runs or could, ``headings`` counts those of the first level."""

    links: list[str] = field(default_factory=list)
    ids: set[str] = field(default_factory=set)
    scripts: list[str] = field(default_factory=list)
    meta: dict[str, str] = field(default_factory=dict)
    title: str = ""
    language: str = ""
    headings: int = 0
    tables_without_names: int = 0


class _Page(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.seen = Seen()
        self._within: list[str] = []
        self._is_named: list[bool] = []
        self._region = False

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        self._take_links(given)
        if tag in _RUNNING:
            self.seen.scripts.append(f"<{tag}>")
        self.seen.scripts += [name for name in given if name.startswith("on")]
        if tag == "html":
            self.seen.language = given.get("lang", "")
        elif tag == "meta":
            self._take_meta(given)
        elif tag == "h1":
            self.seen.headings += 1
        elif tag == "div":
            self._region = bool(given.get("role") == "region" and given.get("aria-label"))
        elif tag == "table":
            self._is_named.append(self._region or bool(given.get("aria-label")))
            self._region = False
        elif tag == "caption" and self._is_named:
            self._is_named[-1] = True
        if tag in ("title", "style"):
            self._within.append(tag)

    def handle_endtag(self, tag: str) -> None:
        if tag == "table" and self._is_named:
            self.seen.tables_without_names += not self._is_named.pop()
        if self._within and tag == self._within[-1]:
            self._within.pop()

    def handle_data(self, data: str) -> None:
        if self._within == ["title"]:
            self.seen.title += data
        elif self._within == ["style"]:
            self.seen.links += links_of_style(data)

    def _take_links(self, given: dict[str, str]) -> None:
        for name, value in given.items():
            if name in _LINKS:
                self.seen.links.append(value.strip())
            elif name in _LISTS:
                self.seen.links += [part.split()[0] for part in value.split(",") if part.split()]
            elif name == "style":
                self.seen.links += links_of_style(value)
            elif name == "id":
                self.seen.ids.add(value)

    def _take_meta(self, given: dict[str, str]) -> None:
        content = given.get("content", "")
        if given.get("http-equiv", "").lower() == "refresh":
            self.seen.scripts.append("refresh")
            self.seen.links += _REFRESH.findall(content)
        self.seen.meta[given.get("name", "")] = content


def look(page: str) -> Seen:
    """What stands in an HTML page."""
    parser = _Page()
    parser.feed(page)
    parser.close()
    seen = parser.seen
    seen.scripts += [link for link in seen.links if link.lower().startswith(("javascript:", "vbscript:"))]
    return seen


def links_of_style(text: str) -> list[str]:
    """What a style sheet fetches."""
    return [first or second for first, second in _IN_STYLES.findall(text)]
