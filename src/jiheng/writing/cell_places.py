"""Which cells of the workbook that a form was read from must change, and to what text."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from typing import TypeAlias

from jiheng.model import Form, Location, Problem, ProblemKind, Source
from jiheng.model.paths import value_at
from jiheng.terms import notation, words

Place: TypeAlias = tuple[str, str]

_IN_ROW = re.compile(r"(funding|indicators)\[\d+\]\.")
_INHERITED = ("level1", "level1_points", "level2")
_ADDRESS = re.compile(r"([A-Z]+)(\d+)")
_NOWHERE = Location()
_BY_HAND = "请在 Excel 或 WPS 里改这一处"


def changed_cells(form: Form, changes: Mapping[str, str]) -> Mapping[Place, str] | Problem:
    """The new text of every cell, by (sheet, address); a Problem where a change belongs to no one cell."""
    found: dict[Place, str] = {}
    for path, text in _single(form, changes):
        source = form.sources.get(path) or _beside(form, path)
        if source is None or not source.at.cell:
            return _refusal(form, path, "在原工作簿里没有对应的单元格")
        place = source.at.sheet, source.at.cell
        if found.get(place) == text:
            continue
        made = _text(found.get(place, source.raw), value_at(form, path), text)
        if made is None:
            return _refusal(form, path, "与其他内容同在一个单元格，不能单独改动", source.at)
        shared = next(_kept(form, changes, path, place), None)
        if shared is not None and not source.raw:
            return _refusal(form, path, f"与{words(form, shared)}合用一个单元格，不能单独改动", source.at)
        found[place] = made
    return found


def _single(form: Form, changes: Mapping[str, str]) -> Iterator[tuple[str, str]]:
    """Changes a cell each: a target that is printed in three cells is changed in three."""
    for path, text in changes.items():
        if path.endswith(".target") and path not in form.sources and _parts(form, path):
            face = notation.split_target(text)
            for part in ("op", "value", "unit"):
                yield f"{path}.{part}", getattr(face, part)
        else:
            yield path, text


def _parts(form: Form, path: str) -> bool:
    return any(f"{path}.{part}" in form.sources for part in ("op", "value", "unit"))


def _text(raw: str, old: str, new: str) -> str | None:
    """The cell's new text: *new*, or what stood there with *new* in the place of *old*."""
    if not raw or "".join(raw.split()) == "".join(old.split()):
        return new
    return raw.replace(old, new) if old and raw.count(old) == 1 else None


def _kept(form: Form, changes: Mapping[str, str], path: str, place: Place) -> Iterator[str]:
    """Other values that stand in the cell at *place* and are not changed to the same text."""
    for other, source in form.sources.items():
        is_here = (source.at.sheet, source.at.cell) == place
        if is_here and other != path and changes.get(other) != changes.get(path):
            yield other


def _beside(form: Form, path: str) -> Source | None:
    """Where a value that was blank belongs: in the row of its neighbours, in the column of its own kind."""
    match = _IN_ROW.match(path)
    line, column = (match[0], path[match.end() :]) if match else ("total.", path.removeprefix("total."))
    block = match[1] if match else "indicators"
    row = next(
        (s for p, s in form.sources.items() if p.startswith(line) and not p.endswith(_INHERITED)), None
    )
    kin = re.compile(rf"{block}\[\d+\]\.{re.escape(column)}")
    above = next((s for p, s in form.sources.items() if kin.fullmatch(p)), None)
    if row is None or above is None or row.at.sheet != above.at.sheet:
        return None
    here, there = _ADDRESS.fullmatch(row.at.cell), _ADDRESS.fullmatch(above.at.cell)
    if here is None or there is None:
        return None
    return Source(Location(sheet=row.at.sheet, cell=f"{there[1]}{here[2]}"))


def _refusal(form: Form, path: str, what: str, at: Location = _NOWHERE) -> Problem:
    place = Location(path, sheet=at.sheet, cell=at.cell)
    return Problem(ProblemKind.UNREADABLE, f"{words(form, path)}{what}", _BY_HAND, place)
