"""A form while it is being bound: values with their sources, and what could not be bound."""

from __future__ import annotations

import re
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
    TargetText,
    Total,
    Unbound,
)
from jiheng.reading.document import Cell
from jiheng.terms import notation

_ALLOTTED = re.compile(r"(.+?)\s*[(（]\s*(\d+(?:\.\d+)?)\s*分?\s*[)）]")


@dataclass(slots=True)
class Draft:
    """The one mutable thing in reading; ``bind`` fills it from top to bottom and freezes it."""

    title: str = ""
    fund_unit: str = ""
    header: dict[str, Any] = field(default_factory=dict)
    funding: list[FundingRow] = field(default_factory=list)
    goals: dict[str, Any] = field(default_factory=dict)
    indicators: list[Indicator] = field(default_factory=list)
    total: list[Cell] = field(default_factory=list)
    named: dict[str, Cell] = field(default_factory=dict)
    grade: str = ""
    notes: list[Note] = field(default_factory=list)
    unbound: list[Unbound] = field(default_factory=list)
    sources: dict[str, Source] = field(default_factory=dict)
    columns: set[tuple[str, str]] = field(default_factory=set)
    printed: int = 0

    def note_source(self, path: str, cell: Cell, value: str) -> str:
        """Remember where *value* at *path* stood; gives the value back."""
        if value:
            place = replace(cell.at, path="")
            raw = cell.raw or (cell.text if cell.text != value else "")
            self.sources[path] = Source(place, raw, cell.confidence)
        return value

    def leave(self, *cells: Cell) -> None:
        """Keep what was seen and belongs nowhere."""
        self.unbound.extend(Unbound(cell.text, cell.at) for cell in cells)

    def note(self, label: str, cell: Cell, value: str) -> None:
        """A labelled text beside the table."""
        self.note_source(f"notes[{len(self.notes)}].text", cell, value)
        self.notes.append(Note(label, value))

    def put_header(self, name: str, cell: Cell, value: str) -> None:
        """A field of the head; where it is printed twice the first stays and the second is a leftover."""
        if self.header.get(name):
            if self.header[name] != value:
                self.leave(cell)
            return
        self.header[name] = self.note_source(f"header.{name}", cell, value)

    def put_goal(self, name: str, cell: Cell) -> None:
        """A part of a goal; a goal that is cut by the end of a page comes in two parts."""
        before = self.goals.get(name, "")
        self.goals[name] = before + cell.text
        if not before:
            self.note_source(f"goals.{name}", cell, cell.text)

    def put_grade(self, cell: Cell, value: str) -> None:
        """评分等级."""
        self.grade = self.note_source("grade", cell, value)

    def add_funding(self, cells: dict[str, Cell]) -> None:
        """One row of 项目资金, by the names of its fields."""
        path = f"funding[{len(self.funding)}]"
        self.funding.append(FundingRow(**self._values(path, cells)))

    def add_indicator(self, cells: dict[str, Cell]) -> None:
        """One row of 绩效指标; ``target.op`` and the like are parts of the target."""
        path = f"indicators[{len(self.indicators)}]"
        values = self._values(path, cells)
        parts = {name[7:]: values.pop(name) for name in list(values) if name.startswith("target.")}
        whole = values.pop("target", "")
        target = notation.completed(TargetText(text=whole, **parts))
        allotted = _ALLOTTED.fullmatch(values.get("level1", ""))
        if allotted:
            values["level1"], values["level1_points"] = allotted[1], allotted[2]
            self.note_source(f"{path}.level1_points", cells["level1"], allotted[2])
        self.indicators.append(Indicator(target=target, **values))

    def _values(self, path: str, cells: dict[str, Cell]) -> dict[str, Any]:
        return {name: self.note_source(f"{path}.{name}", cell, cell.text) for name, cell in cells.items()}

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
