"""Which way up a page was scanned: text that is read with confidence stands."""

from __future__ import annotations

from dataclasses import dataclass
from statistics import fmean

import numpy as np

from jiheng.reading.scan.cells import Text, TextLine, text_of
from jiheng.reading.scan.looks import characters_of, sureness
from jiheng.reading.scan.ruling import Ruling, ruling
from jiheng.reading.scan.upright import Picture, Upright, upright

_SAMPLE = 9
_WORD, _SENTENCE = 4, 14  # heights of the type
_LEVEL = 0.25
_STANDS = 0.9


@dataclass(frozen=True, slots=True)
class Sheet:
    """A page the right way up, its rules and where its text stands."""

    page: Upright
    rules: Ruling
    text: Text


def standing(picture: Picture, dpi: float | None) -> Sheet:
    """The page in *picture*, turned by quarters so that its lines are level and can be read."""
    sheet = _sheet(picture, dpi)
    if _worded(sheet) < _LEVEL:
        sideways = np.ascontiguousarray(np.rot90(picture))
        other = _sheet(sideways, dpi)
        if _worded(other) > _worded(sheet):
            picture, sheet = sideways, other
    if _sure(sheet) >= _STANDS:
        return sheet
    turned = _sheet(np.ascontiguousarray(np.rot90(picture, 2)), dpi)
    return max(sheet, turned, key=_sure)


def _worded(sheet: Sheet) -> float:
    """The share of lines as long as words: of a page on its side, nearly all are single characters."""
    return len(_words(sheet)) / max(1, len(sheet.text.lines))


def _words(sheet: Sheet) -> list[TextLine]:
    return [line for line in sheet.text.lines if _shape(line) >= _WORD]


def _sheet(picture: Picture, dpi: float | None) -> Sheet:
    page = upright(picture, dpi)
    rules = ruling(page)
    return Sheet(page, rules, text_of(page, rules))


def _sure(sheet: Sheet) -> float:
    """How surely a few lines are read; 1 where there are none."""
    lines = [line for line in _words(sheet) if _shape(line) <= _SENTENCE]
    few = lines[:: max(1, len(lines) // _SAMPLE)][:_SAMPLE]
    return fmean(sureness(characters_of(sheet.page, sheet.text, line)) for line in few) if few else 1.0


def _shape(line: TextLine) -> float:
    return (line.box.right - line.box.left) / line.type_height
