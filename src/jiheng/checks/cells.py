"""The printed cells of a form: all in one text for a quick look, or one by one with path and name."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, fields
from functools import cache
from operator import attrgetter
from typing import Any

from jiheng.model import Form, FundingRow, Goals, Header, Indicator, Note, TargetText, Total
from jiheng.terms import of_kind

_LONGEST_NAME = 24  # of a row, where a message names it


def _texts_of(part: type) -> tuple[str, ...]:
    return tuple(f.name for f in fields(part) if f.type == "str")


_FORM = ("title", "fund_unit")
_HEADER, _FUNDING, _GOALS = _texts_of(Header), _texts_of(FundingRow), _texts_of(Goals)
_INDICATOR, _TARGET = _texts_of(Indicator), _texts_of(TargetText)
_TOTAL, _NOTE = _texts_of(Total), _texts_of(Note)
_GET = {
    names: attrgetter(*names)
    for names in (_FORM, _HEADER, _FUNDING, _GOALS, _INDICATOR, _TARGET, _TOTAL, _NOTE)
}


@dataclass(frozen=True, slots=True)
class Cell:
    """One printed cell: its path, its block and field, the name of its row, and what stands in it."""

    path: str
    block: str
    field: str
    row: str
    text: str

    @property
    def name(self) -> str:
        """The cell in words: ``“年度资金总额”的执行率``."""
        return cell_name(self.block, self.field, self.row)

    @property
    def is_narrative(self) -> bool:
        """True for goals, reasons and notes, where sentences are written."""
        return self.block == "goals" or self.field in ("reason", "text")


@cache
def _labels(block: str) -> Mapping[str, str]:
    return {t.field: t.label for t in reversed(of_kind("field", block))}


def cell_name(block: str, field: str, row: str = "") -> str:
    """A cell in words: the label of its field, with the name of its row where it has one."""
    if block == "notes":
        return f"“{shortened(row)}”"
    label = _labels(block).get(field, field)
    return f"“{shortened(row)}”的{label}" if row else label


def shortened(text: str) -> str:
    """A text short enough for a message."""
    return text if len(text) <= _LONGEST_NAME else f"{text[:_LONGEST_NAME]}…"


def row_name(index: int, name: str) -> str:
    """How a message names a row: by its own name, by its number where it has none."""
    return name or f"第{index + 1}行"


def everything(form: Form) -> str:
    """All printed texts of the form, with NUL between them; ``""`` where nothing is printed."""
    texts: list[str] = [*_GET[_FORM](form), form.grade, *_GET[_HEADER](form.header)]
    texts += _GET[_GOALS](form.goals) + _GET[_TOTAL](form.total)
    for row in form.funding:
        texts += _GET[_FUNDING](row)
    for line in form.indicators:
        texts += _GET[_INDICATOR](line)
        texts += _GET[_TARGET](line.target)
    for note in form.notes:
        texts += _GET[_NOTE](note)
    return "\0".join(texts).strip("\0")


def cells(form: Form) -> Iterator[Cell]:
    """Every cell in which something is printed. A target is one cell; its parts where they say more."""
    yield from _cells("", "form", _FORM, form, "")
    yield from _cells("header.", "header", _HEADER, form.header, "")
    for index, row in enumerate(form.funding):
        yield from _cells(f"funding[{index}].", "funding", _FUNDING, row, row_name(index, row.label))
    yield from _cells("goals.", "goals", _GOALS, form.goals, "")
    for index, line in enumerate(form.indicators):
        yield from _indicator(index, line)
    yield from _cells("total.", "total", _TOTAL, form.total, "总分")
    if form.grade:
        yield Cell("grade", "total", "grade", "", form.grade)
    for index, note in enumerate(form.notes):
        yield from _cells(f"notes[{index}].", "notes", _NOTE, note, row_name(index, note.label))


def _cells(prefix: str, block: str, names: tuple[str, ...], part: Any, row: str) -> Iterator[Cell]:
    for name, text in zip(names, _GET[names](part), strict=True):
        if text:
            yield Cell(f"{prefix}{name}", block, name, row, text)


def _indicator(index: int, line: Indicator) -> Iterator[Cell]:
    prefix, row, whole = f"indicators[{index}].", row_name(index, line.level3), line.target.text
    yield from _cells(prefix, "indicators", _INDICATOR, line, row)
    if whole:
        yield Cell(f"{prefix}target", "indicators", "target", row, whole)
    for name in ("op", "value", "unit"):
        text = getattr(line.target, name)
        if text and text not in whole:
            yield Cell(f"{prefix}target.{name}", "indicators", f"target.{name}", row, text)
