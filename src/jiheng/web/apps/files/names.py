"""Names of files as strangers give them, made safe to store, to show and to send back."""

from __future__ import annotations

import re
import unicodedata

LONGEST = 80
"""Characters of a name without its ending: with three bytes each, a name that every file system takes."""

_LONGEST_ENDING = 8
_FORBIDDEN = re.compile(r'[<>:"|?*\\/]')
_DEVICES = re.compile(r"(con|prn|aux|nul|com\d|lpt\d)", re.IGNORECASE)
_INVISIBLE = ("C", "Zl", "Zp")  # controls, direction marks, halves of pairs, unassigned, line separators
_UNNAMED = "未命名"


def safe_name(given: str) -> str:
    """The last part of a path, with neither controls nor signs that a file system refuses; never empty."""
    last = given.replace("\\", "/").rpartition("/")[2]
    shown = "".join(
        " " if char.isspace() else char
        for char in unicodedata.normalize("NFC", last)
        if char == "\t" or not unicodedata.category(char).startswith(_INVISIBLE)
    )
    name = _FORBIDDEN.sub("_", " ".join(shown.split())).strip(". ")
    stem, dot, ending = name.rpartition(".")
    if not dot or len(ending) > _LONGEST_ENDING:
        stem, dot, ending = name, "", ""
    stem = stem[:LONGEST].rstrip(". ") or _UNNAMED
    if _DEVICES.fullmatch(stem.partition(".")[0]):
        stem = f"_{stem}"
    return f"{stem}{dot}{ending}"


def ending_of(name: str) -> str:
    """``pdf`` for ``合同.PDF``; empty where there is none."""
    return name.rpartition(".")[2].lower() if "." in name else ""
