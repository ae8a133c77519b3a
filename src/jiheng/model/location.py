"""Where a value stood, and how surely it was read."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Location:
    """A place in a document; only what the format knows is set.

    ``page`` and ``line`` count from 1; ``box`` is (left, top, right, bottom) in points from the top left
    of the page; ``cell`` is a spreadsheet address such as ``C7``; ``path`` is the field of the form.
    """

    path: str = ""
    page: int | None = None
    line: int | None = None
    sheet: str = ""
    cell: str = ""
    box: tuple[Decimal, Decimal, Decimal, Decimal] | None = None

    def __str__(self) -> str:
        """The place in words a clerk uses: 第2页 第31行."""
        parts = [
            f"第{self.page}页" if self.page else "",
            f"工作表“{self.sheet}”" if self.sheet else "",
            self.cell,
            f"第{self.line}行" if self.line else "",
        ]
        return " ".join(part for part in parts if part)


OCR = "ocr"
CERTAIN = Decimal(1)
SURE = Decimal("0.9")
"""A value that was read less surely is marked, to be looked at."""


@dataclass(frozen=True, slots=True)
class Source:
    """Where one value of a form came from: place, text before any repair, and confidence from 0 to 1.

    ``raw`` is empty where it does not differ from the value itself. ``method`` is ``OCR`` where the
    characters were recognised in a picture, and empty where they stood in the document.
    """

    at: Location
    raw: str = ""
    confidence: Decimal = CERTAIN
    method: str = ""

    @property
    def is_sure(self) -> bool:
        """False for what has to be looked at."""
        return self.confidence >= SURE

    @property
    def percent(self) -> int:
        """The confidence in per cent."""
        return int(self.confidence * 100)
