"""A form while it is being bound: values with their sources, and what could not be bound."""

from __future__ import annotations

import re
from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field, replace
from typing import Any

from jiheng.model import (
    Form,
    FundingRow,
    Goals,
    Header,
    Indicator,
    Note,
    Source,
    Total,
    Unbound,
)
from jiheng.model.form import NOTHING
from jiheng.reading.breaks import text_joined
from jiheng.reading.document import Cell
from jiheng.reading.targets import target_of

_ALLOTTED = re.compile(r"(.+?)\s*(?:[(（]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]|[:：]?(\d+(?:\.\d+)?)\s*分)")
_GOALS = ("expected", "actual")


@dataclass(frozen=True, slots=True)
class TotalRow:
    """A line that says the total: its figures in print order, each with the field of its column."""

    label: Cell
    figures: tuple[Cell, ...]
    fields: tuple[str, ...]


@dataclass(slots=True)
class Draft:
    """The one mutable thing in reading; ``bind`` fills it from top to bottom and freezes it.

    ``beside`` is the name of a table of texts with the labels of its columns.
    """

    title: str = ""
    fund_unit: str = ""
    header: dict[str, Any] = field(default_factory=dict)
    outside: dict[str, tuple[str, Cell]] = field(default_factory=dict)
    is_remarking: bool = False
    funding: list[FundingRow] = field(default_factory=list)
    last_funds: dict[str, Cell] = field(default_factory=dict)
    goals: dict[str, Any] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    placed: list[tuple[range, str]] = field(default_factory=list)
    totals: list[TotalRow] = field(default_factory=list)
    named: dict[str, Cell] = field(default_factory=dict)
    grade: str = ""
    notes: list[Note] = field(default_factory=list)
    unbound: list[Unbound] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    columns: set[tuple[str, str]] = field(default_factory=set)
    beside: tuple[Cell, ...] = ()
    printed: int = 0

    def note_source(self, path: str, cell: Cell, value: str) -> str:
        """Remember where *value* at *path* stood; gives the value back."""
        if value:
            place = replace(cell.at, path="") if cell.at.path else cell.at
            raw = cell.raw or (cell.text if cell.text != value else "")
            self.sources[path] = Source(place, raw, cell.confidence)
        return value

    def leave(self, *cells: Cell) -> None:
        """Keep what was seen and belongs nowhere."""
        self.unbound.extend(Unbound(cell.text, cell.at) for cell in cells)

    def note(self, label: str, cell: Cell, value: str) -> None:
        """A labelled text beside the table."""
        self.placed.append((cell.columns, f"notes.{len(self.notes)}"))
        self.note_source(f"notes[{len(self.notes)}].text", cell, value)
        self.notes.append(Note(label, value))

    def put_header(self, name: str, label: str, cell: Cell, value: str, *, is_outside: bool = False) -> None:
        """A field of the head; where another label names it again the second is a note.

        What stands outside of the tables gives way to what stands in them.
        """
        before = self.header.get(name, "")
        if before and before != value and name in self.outside and not is_outside:
            first, place = self.outside.pop(name)
            self.note(first, place, before)
        elif before:
            if before != value:
                self.note(label, cell, value)
            return
        if is_outside and value:
            self.outside[name] = label, cell
        self.placed.append((cell.columns, f"header.{name}"))
        self.header[name] = self.note_source(f"header.{name}", cell, value)

    def put_goal(self, name: str, label: str, cell: Cell, *, is_torn: bool = False) -> None:
        """A part of a goal: the rest of one that is cut by the end of a page, or one more of several."""
        if name not in _GOALS:
            self.note(label, cell, cell.text)
            return
        before = self.goals.get(name, "")
        self.placed.append((cell.columns, f"goals.{name}"))
        if not before:
            self.goals[name] = self.note_source(f"goals.{name}", cell, cell.text)
        else:
            self.goals[name] = text_joined(before, cell.text) if is_torn else f"{before}\n{cell.text}"

    def go_on(self, cell: Cell) -> bool:
        """One more line of the last note; False where there is none."""
        if not self.notes:
            return False
        last = self.notes[-1]
        self.notes[-1] = replace(last, text=f"{last.text}\n{cell.text}".lstrip("\n"))
        return True

    def go_on_below(self, cells: Sequence[Cell]) -> bool:
        """The rest of the values of the last row of pairs; False where a cell stands below none of them."""
        names = [
            next(
                (n for span, n in self.placed if span.start < cell.columns.stop and cell.col < span.stop), ""
            )
            for cell in cells
        ]
        if not all(names):
            return False
        for name, cell in zip(names, cells, strict=True):
            self._go_on(name, cell.text)
        return True

    def _go_on(self, name: str, text: str) -> None:
        part, _, key = name.partition(".")
        if part == "notes":
            last = self.notes[int(key)]
            self.notes[int(key)] = replace(last, text=text_joined(last.text, text))
        else:
            held = self.header if part == "header" else self.goals
            held[key] = text_joined(held[key], text)

    def put_grade(self, cell: Cell, value: str) -> None:
        """评分等级; another grade is a leftover."""
        if self.grade:
            self.leave(*([cell] if value and value != self.grade else []))
            return
        self.grade = self.note_source("grade", cell, value)

    def add_funding(self, cells: Mapping[str, Cell]) -> None:
        """One row of 项目资金, by the names of its fields."""
        path, self.last_funds = f"funding[{len(self.funding)}]", dict(cells)
        self.funding.append(FundingRow(**self._values(path, cells)))

    def replace_funding(self, cells: Mapping[str, Cell]) -> None:
        """The last row of 项目资金 again, with what stood of it on the next page."""
        self.funding.pop()
        self.add_funding(cells)

    def add_indicator(self, cells: Mapping[str, Cell]) -> None:
        """One row of 绩效指标; ``target.op`` and the like are parts of the target."""
        path = f"indicators[{len(self.indicators)}]"
        values = self._values(path, cells)
        parts = [name for name in values if name.partition(".")[0] == "target"]
        target = target_of({name: values.pop(name) for name in parts})
        allotted = _ALLOTTED.fullmatch(values.get("level1", ""))
        if allotted:
            points = allotted[2] or allotted[3]
            values["level1"], values["level1_points"] = allotted[1], points
            self.note_source(f"{path}.level1_points", cells["level1"], points)
        self.indicators.append(Indicator(target=target, **values))

    def _values(self, path: str, cells: Mapping[str, Cell]) -> dict[str, Any]:
        """The texts by field; those under unknown labels together as ``extra``, by their labels."""
        named = {name.removeprefix("+"): (name, cell) for name, cell in cells.items()}
        texts = {
            name: self.note_source(f"{path}.{name}", cell, cell.text) for name, (_, cell) in named.items()
        }
        extra = {name: texts.pop(name) for name, (field_name, _) in named.items() if field_name[0] == "+"}
        return {**texts, "extra": extra or NOTHING}

    def put_total(self, points: Cell | None, score: Cell | None) -> Total:
        """总分, with its points and its score."""
        return Total(
            points=self.note_source("total.points", points, points.text) if points else "",
            score=self.note_source("total.score", score, score.text) if score else "",
        )

    def frozen(self, total: Total, **more: Any) -> Form:
        """The form as read."""
        return Form(
            title=self.title,
            fund_unit=self.fund_unit or "万元",
            header=Header(**self.header),
            funding=tuple(self.funding),
            goals=Goals(**self.goals),
            indicators=tuple(self.indicators),
            total=total,
            grade=self.grade,
            notes=tuple(self.notes),
            unbound=tuple(self.unbound),
            sources=self.sources,
            **more,
        )
