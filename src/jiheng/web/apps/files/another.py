"""Whether a file is another form's: it names another project, unit or year."""

from __future__ import annotations

import re
from collections.abc import Iterator

from jiheng.checks.cells import cell_name
from jiheng.model import Form
from jiheng.terms import notation, plain
from jiheng.web.apps.evaluations.document import Document, value_at

_CODE = re.compile(r"^(?:\[[\w-]+\]|(?=[A-Za-z]*\d)[A-Za-z\d]{3,}[-_—])", re.ASCII)


def another(document: Document, found: Form) -> Iterator[str]:
    """In words, where *found* names another project, unit or year than the stored form."""
    for field in ("project", "unit", "year"):
        theirs, ours = getattr(found.header, field), str(value_at(document, f"header.{field}") or "")
        if theirs and ours and not _is_one(field, theirs, ours):
            yield f"{cell_name('header', field)}：文件中是“{theirs}”，本表是“{ours}”"


def _is_one(field: str, theirs: str, ours: str) -> bool:
    """Whether two texts name one year, or one project or unit with or without its code."""
    if field == "year":
        return notation.year_of(theirs) == notation.year_of(ours)
    return _CODE.sub("", plain(theirs)) == _CODE.sub("", plain(ours))
