"""Of the styles of a web page what decides about its text: what is hidden, and which line ends are shown.

Rules for an element, a class or an id are followed; those that ask what stands around an element are not.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from lxml.html import HtmlElement

_LONGEST = 2_000_000
_COMMENT = re.compile(r"/\*.*?\*/|<!--|-->", re.DOTALL)
_PIECE = re.compile(r"([^{};]*)([{};])")
_SELECTOR = re.compile(r"([a-z][a-z0-9]*)?((?:[.#][\w-]+)*)", re.IGNORECASE)
_PART = re.compile(r"([.#])([\w-]+)")
_SHOWN_ON = re.compile(r"@media\s+(?:only\s+)?(?:screen|all)\b(?!.*\()", re.IGNORECASE)
_TOLD = ("display", "visibility", "white-space", "position", "mso-hide")


@dataclass(frozen=True, slots=True)
class _Rule:
    """*name*: *value* for elements with this tag, these classes and this id; a higher ``rank`` wins."""

    rank: tuple[bool, int, int]
    tag: str
    classes: frozenset[str]
    ids: frozenset[str]
    name: str
    value: str

    @property
    def key(self) -> str:
        """What every such element has."""
        names = (*(f"#{name}" for name in self.ids), *(f".{name}" for name in self.classes), self.tag)
        return names[0]

    def is_for(self, tag: str, classes: frozenset[str], ids: frozenset[str]) -> bool:
        return self.tag in ("", tag) and self.classes <= classes and self.ids <= ids


class Styles:
    """The rules of one page."""

    def __init__(self, sheets: Iterable[str]) -> None:
        self._rules: dict[str, list[_Rule]] = {}
        for rule in _rules("\n".join(sheets)[:_LONGEST]):
            self._rules.setdefault(rule.key, []).append(rule)

    def of(self, element: HtmlElement) -> Mapping[str, str]:
        """What is told of an element itself, by the name of the property."""
        tag = str(element.tag)
        classes, ids = frozenset(element.get("class", "").split()), frozenset(element.get("id", "").split())
        keys = (*(f"#{name}" for name in ids), *(f".{name}" for name in classes), tag, "")
        rules = [r for key in keys for r in self._rules.get(key, ()) if r.is_for(tag, classes, ids)]
        told = {rule.name: rule.value for rule in sorted(rules, key=lambda rule: rule.rank)}
        own = element.get("style")
        return {**told, **{name: value for name, value, _ in _declared(own)}} if own else told


def is_hidden(told: Mapping[str, str]) -> bool:
    """True for an element that the page does not show."""
    return (
        told.get("display") == "none"
        or told.get("visibility") in ("hidden", "collapse")
        or told.get("mso-hide") == "all"
    )


def _rules(text: str) -> Iterator[_Rule]:
    around: list[str] = []
    for number, match in enumerate(_PIECE.finditer(_COMMENT.sub(" ", text))):
        piece, sign = match[1].strip(), match[2]
        if sign == "{":
            around.append(piece)
            continue
        if around and piece and all(_SHOWN_ON.match(outer) for outer in around[:-1]):
            for name, value, is_important in _declared(piece):
                yield from _for_each(around[-1], name, value, (is_important, number))
        if sign == "}" and around:
            around.pop()


def _for_each(selectors: str, name: str, value: str, rank: tuple[bool, int]) -> Iterator[_Rule]:
    for selector in selectors.split(","):
        match = _SELECTOR.fullmatch(selector.strip())
        if match is not None and match[0]:
            parts = _PART.findall(match[2])
            classes = frozenset(word for sign, word in parts if sign == ".")
            ids = frozenset(word for sign, word in parts if sign == "#")
            weight = 100 * len(ids) + 10 * len(classes) + bool(match[1])
            yield _Rule((rank[0], weight, rank[1]), (match[1] or "").lower(), classes, ids, name, value)


def _declared(text: str) -> Iterator[tuple[str, str, bool]]:
    """Name, value and whether it is important, of what is told in *text*."""
    for piece in text.split(";"):
        name, colon, value = piece.partition(":")
        name = name.strip().lower()
        if colon and name in _TOLD:
            value, _, mark = value.strip().lower().partition("!")
            yield name, value.strip(), mark.strip() == "important"
