"""What whoever publishes decides about the data."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum


class Headings(StrEnum):
    """What stands over a column: its Chinese label, or its English id."""

    ZH = "zh"
    EN = "en"


@dataclass(frozen=True, slots=True)
class Flavour:
    """How the data are written: the names of columns, and whether CSV is guarded for spreadsheets."""

    headings: Headings = Headings.ZH
    guarded: bool = False


@dataclass(frozen=True, slots=True)
class About:
    """What the publisher says of the data; what is empty is not said, the licence least of all."""

    title: str = ""
    publisher: str = ""
    date: str = ""
    licence: str = ""
