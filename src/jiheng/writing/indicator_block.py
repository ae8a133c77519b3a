"""绩效指标 and 总分, in one block: the names of its columns also head the total."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import replace

from jiheng.model import Form, Indicator, TargetKind, TargetText
from jiheng.standards import Layout
from jiheng.terms import label, notation, term
from jiheng.writing import leftovers
from jiheng.writing.cells import Span, beside, filled, heading, labelled, spans
from jiheng.writing.sheet import Block, Cell, Role, Row

_NUMBERS = ("points", "score")


def indicators(form: Form, layout: Layout) -> Block:
    """One row an indicator, then the total and the grade."""
    columns, side = layout.indicators, layout.indicators_label
    places = spans(columns, side, layout)
    rows = [heading(columns, places), *_rows(form, layout, places)]
    rows += [labelled(pair, places) for pair in leftovers.indicators(form, layout)]
    return Block((*beside(side, layout, rows), *_foot(form, layout, places)), headings=1)


def _rows(form: Form, layout: Layout, places: tuple[Span, ...]) -> Iterator[Row]:
    """Equal level-1 names that follow one another share a cell, and so do equal level-2 names within them."""
    fields = [column.field for column in layout.indicators]
    for of_level1 in _runs(form.indicators, _same_level1):
        for n, of_level2 in enumerate(_runs(of_level1, _same_level2)):
            for m, row in enumerate(of_level2):
                height = {"level1": len(of_level1) * (n == m == 0), "level2": len(of_level2) * (m == 0)}
                cells = filled(layout.indicators, places, (_text(row, field) for field in fields))
                yield tuple(
                    replace(cell, rows=height.get(field, 1))
                    for cell, field in zip(cells, fields, strict=True)
                    if height.get(field, 1)
                )


def _runs(rows: Iterable[Indicator], same: Callable[[Indicator, Indicator], bool]) -> list[list[Indicator]]:
    runs: list[list[Indicator]] = []
    for row in rows:
        if runs and same(runs[-1][0], row):
            runs[-1].append(row)
        else:
            runs.append([row])
    return runs


def _same_level1(first: Indicator, row: Indicator) -> bool:
    same_points = row.level1_points in ("", first.level1_points)
    return first.level1 == row.level1 != "" and same_points


def _same_level2(first: Indicator, row: Indicator) -> bool:
    return first.level2 == row.level2 != ""


def _text(row: Indicator, field: str) -> str:
    if field == "level1" and row.level1_points:
        return f"{row.level1}（{row.level1_points}{term('level1_points').unit}）"
    if field.startswith("target"):
        return _target(notation.completed(row.target), field)
    text: str = getattr(row, field)
    return text


def _target(face: TargetText, field: str) -> str:
    if field == "target":
        return face.text
    if field == "target.op" and not face.op and face.value:
        in_words = notation.target(face).kind is TargetKind.IN_WORDS
        return label("qualitative") if in_words else ""
    text: str = getattr(face, field.removeprefix("target."))
    return text


def _foot(form: Form, layout: Layout, places: tuple[Span, ...]) -> Iterator[Row]:
    """总分 with its numbers under the columns that they belong to; 评分等级; what else is left."""
    columns = list(zip(layout.indicators, places, strict=True))
    first = next((n for n, (column, _) in enumerate(columns) if column.field in _NUMBERS), len(columns))
    edge = places[first][0] if first < len(columns) else layout.header_widths[0]
    numbers = [Cell(_number(form, column.field), Role.VALUE, *place) for column, place in columns[first:]]
    yield Cell(layout.total, Role.LABEL, 0, edge), *(numbers or [Cell("", Role.VALUE, edge, 100)])
    if layout.grade:
        yield Cell(layout.grade, Role.LABEL, 0, edge), Cell(form.grade, Role.VALUE, edge, 100)
    for name, text in leftovers.total(form, layout):
        yield Cell(name, Role.LABEL, 0, edge), Cell(text, Role.VALUE, edge, 100)


def _number(form: Form, field: str) -> str:
    return {"points": form.total.points, "score": form.total.score}.get(field, "")
