"""Forms as the plain JSON that reading gives and every command takes."""

from __future__ import annotations

import json
from collections.abc import Sequence

from jiheng.model import Form
from jiheng.model.serial import document_to_json


def write(forms: Sequence[Form], doc: str = "") -> bytes:
    """One document as one line of UTF-8; half a surrogate pair, which UTF-8 lacks, stays escaped."""
    text = json.dumps(document_to_json(doc, forms), ensure_ascii=False, default=str)
    return f"{text}\n".encode("utf-8", "backslashreplace")
