"""Forms as the plain JSON that reading gives and every command takes."""

from __future__ import annotations

from collections.abc import Sequence

from jiheng.model import Form
from jiheng.model.serial import document_to_json, to_line


def write(forms: Sequence[Form], doc: str = "") -> bytes:
    """One document as one line of UTF-8."""
    return f"{to_line(document_to_json(doc, forms))}\n".encode()
