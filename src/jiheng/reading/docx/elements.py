"""Looking into the elements of a Word document by their local names: Word has two namespaces for the same."""

from __future__ import annotations

from lxml import etree

_OFF = ("0", "false", "off", "none")


def local(element: etree._Element) -> str:
    """The name of an element without its namespace."""
    return str(element.tag).rpartition("}")[2]


def child(element: etree._Element | None, *names: str) -> etree._Element | None:
    """The first child of that name, its first child of the next name, and so on."""
    for name in names:
        if element is None:
            return None
        element = next((one for one in element if local(one) == name), None)
    return element


def children(element: etree._Element | None, name: str) -> list[etree._Element]:
    """All children of that name."""
    return [one for one in element if local(one) == name] if element is not None else []


def value(element: etree._Element | None, name: str = "val") -> str:
    """An attribute, ``""`` where it or the element is not there."""
    if element is None:
        return ""
    return next((str(text) for key, text in element.items() if str(key).rpartition("}")[2] == name), "")


def number(element: etree._Element | None, name: str = "val") -> int | None:
    """A count of at most six digits in an attribute; None where there is none."""
    said = value(element, name)
    return int(said) if said.isascii() and said.isdecimal() and len(said) <= 6 else None


def is_on(element: etree._Element | None) -> bool | None:
    """What a switch says; None where it is not there."""
    return None if element is None else value(element).lower() not in _OFF


def chosen(alternatives: etree._Element) -> etree._Element | None:
    """Of several forms of one thing the first, which is what Word shows."""
    return next((one for one in alternatives if local(one) in ("Choice", "Fallback")), None)
