"""Rows of indicators, and the labels of each: 一级指标 and 二级指标, merged or repeated."""

from __future__ import annotations

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from jiheng.reading.breaks import LEVELS, goes_on, level_joined, row_joined
from jiheng.reading.document import Cell
from jiheng.terms import bare, find, notation

_TOLD = ("level3", "target", "target.value", "initial", "actual", "points", "score")


@dataclass(slots=True)
class _Label:
    """The label of a level, shared by all rows that it stands beside."""

    cell: Cell
    points: Cell | None = None


@dataclass(slots=True)
class Lines:
    """The rows of one table of indicators, from top to bottom."""

    rows: list[dict[str, Cell]] = field(default_factory=list)
    _levels: list[dict[str, _Label]] = field(default_factory=list)
    _name: Cell | None = None
    _filled: dict[str, int] = field(default_factory=dict)

    def add(self, found: Mapping[str, Cell], *, is_torn: bool) -> None:
        """One more row; *is_torn* where it may be the rest of the row above, which a page end has cut."""
        if is_torn and self.rows and goes_on(self._with_levels(-1), found, self._usual()):
            row = row_joined(self._with_levels(-1), found)
            for name in LEVELS:
                if name in row:
                    self._levels[-1][name] = self._changed(name, row[name])
            self.rows[-1] = _without_labels(row)
            return
        self._levels.append(self._labels(found, is_torn=is_torn))
        row = _without_labels(found)
        self.rows.append(row | self._spanning(row))
        for name in row:
            self._filled[name] = self._filled.get(name, 0) + 1

    def whole(self) -> list[dict[str, Cell]]:
        """Every row with its labels; rows that only name a level are left out."""
        filled = [n for n, row in enumerate(self.rows) if _is_told(row)]
        return [self._with_levels(number) for number in filled]

    def leftovers(self) -> list[Cell]:
        """What stands in the rows that are left out, but for their labels and marks for nothing."""
        unused = (row for row in self.rows if not _is_told(row))
        cells = [cell for row in unused for cell in row.values() if not notation.is_empty(cell.text)]
        return cells + self._unknown_labels()

    def _unknown_labels(self) -> list[Cell]:
        """Labels without a row that the field does not know either: they may be something else."""
        told = {id(label) for row, labels in self._pairs() if _is_told(row) for label in labels.values()}
        unused = {
            id(label): label.cell
            for _, labels in self._pairs()
            for name, label in labels.items()
            if id(label) not in told and find(label.cell.text, name) is None
        }
        return list(unused.values())

    def _pairs(self) -> Iterator[tuple[dict[str, Cell], dict[str, _Label]]]:
        return zip(self.rows, self._levels, strict=True)

    def _with_levels(self, number: int) -> dict[str, Cell]:
        labels = self._levels[number]
        cells = {name: label.cell for name, label in labels.items()}
        if "level1" in labels and (points := labels["level1"].points) is not None:
            cells["level1_points"] = points
        return cells | self.rows[number]

    def _usual(self) -> set[str]:
        """The fields that most rows above the last fill in; of a first row, those that it can."""
        last = self.rows[-1]
        others = len(self.rows) - 1
        if not others:
            return {"level3", "actual"} | ({"points", "score"} & last.keys())
        counts = {name: count - (name in last) for name, count in self._filled.items()}
        return {name for name, count in counts.items() if 2 * count > others and name[0] != "+"}

    def _changed(self, name: str, cell: Cell) -> _Label:
        label = self._levels[-1].get(name)
        if label is None:
            return _Label(cell)
        label.cell = cell
        return label

    def _labels(self, found: Mapping[str, Cell], *, is_torn: bool) -> dict[str, _Label]:
        """The labels of a row: its own, or those above it; a new first level begins without a second."""
        above = self._levels[-1] if self._levels else {}
        first = _label("level1", found, above, is_torn=is_torn)
        if first is not None and "level1_points" in found:
            first.points = found["level1_points"]
        is_new = first is not None and first is not above.get("level1")
        second = _label("level2", found, {} if is_new else above, is_torn=is_torn)
        return {name: label for name, label in zip(LEVELS, (first, second), strict=True) if label}

    def _spanning(self, row: Mapping[str, Cell]) -> dict[str, Cell]:
        """三级指标 merged over several rows, for each of them after the first."""
        if "level3" in row:
            self._name = row["level3"]
        above = self._name
        is_beside = above is not None and any(
            above.row < cell.row < above.row + above.rowspan for name, cell in row.items() if name in _TOLD
        )
        return {"level3": above} if above is not None and is_beside and "level3" not in row else {}


def _without_labels(row: Mapping[str, Cell]) -> dict[str, Cell]:
    return {name: cell for name, cell in row.items() if name not in (*LEVELS, "level1_points")}


def _label(
    name: str, found: Mapping[str, Cell], above: Mapping[str, _Label], *, is_torn: bool
) -> _Label | None:
    cell, before = found.get(name), above.get(name)
    if cell is None or before is None:
        return before if cell is None else _Label(cell)
    whole = level_joined(before.cell, cell, name) if is_torn else None
    if whole is not None:
        before.cell = whole
    return before if whole is not None or bare(before.cell.text) == bare(cell.text) else _Label(cell)


def _is_told(row: Mapping[str, Cell]) -> bool:
    """False for a category that is printed and not used."""
    return any(name in row and not notation.is_empty(row[name].text) for name in _TOLD)
