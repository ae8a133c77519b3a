"""Values for which a layout has no place: printed under their own name, so that nothing filled in is lost."""

from __future__ import annotations

from collections.abc import Collection, Iterator, Mapping
from dataclasses import fields
from typing import Any, TypeAlias

from jiheng.model import Form, TargetText
from jiheng.standards import Column, Layout
from jiheng.terms import field_label, glossary, label, notation, plain

Labelled: TypeAlias = tuple[str, str]


def header(form: Form, layout: Layout, printed: Collection[str]) -> tuple[Labelled, ...]:
    """The fields of the head that *layout* does not show; *printed* are those that stand elsewhere."""
    shown = _shown(column for row in layout.header for column in row).union(printed)
    return tuple(_values(form.header, "header", shown))


def funding(form: Form, layout: Layout) -> tuple[Labelled, ...]:
    """One entry a field of the funding rows; each value behind the name of its row."""
    shown = _shown(layout.funding)
    return _by_field([(row.label, list(_values(row, "funding", shown))) for row in form.funding])


def goals(form: Form, layout: Layout) -> tuple[Labelled, ...]:
    """What stands beside the two goals."""
    return tuple(_values(form.goals, "goals", _shown(layout.goals)))


def indicators(form: Form, layout: Layout) -> tuple[Labelled, ...]:
    """One entry a field of the indicators; each value behind the name of its indicator."""
    shown = _shown(layout.indicators) | {"level1_points"}
    rows = []
    for row in form.indicators:
        values = [*_values(row, "indicators", shown), *_target(row.target, shown)]
        rows.append((row.level3 or row.level2 or row.level1, values))
    return _by_field(rows)


def total(form: Form, layout: Layout) -> tuple[Labelled, ...]:
    """Points, score and grade that have no cell of their own."""
    values = _values(form.total, "total", _shown(layout.indicators))
    own = tuple((f"{layout.total}（{name}）", text) for name, text in values)
    return (*own, (label("grade"), form.grade)) if form.grade and not layout.grade else own


def other_texts(extra: Mapping[str, Any]) -> Iterator[Labelled]:
    """The texts among keys that are no fields of ours.

    Only texts: what other programs nest into a form is data about it, and no office filled it in.
    """
    for key, value in extra.items():
        if isinstance(value, str) and value:
            yield label(key) if key in glossary() else key, value


def _shown(columns: Iterator[Column] | tuple[Column, ...]) -> set[str]:
    return {column.field for column in columns}


def _values(part: Any, block: str, shown: Collection[str]) -> Iterator[Labelled]:
    for field in fields(part):
        value = getattr(part, field.name)
        if isinstance(value, str) and value and field.name not in shown:
            yield field_label(block, field.name), value
    yield from other_texts(part.extra)


def _target(target: TargetText, shown: Collection[str]) -> Iterator[Labelled]:
    """What one face of a target says and the other, which is shown, does not."""
    face = notation.completed(target)
    derived = notation.split_target(face.text)
    differing = [part for part in ("op", "value", "unit") if _meant(part, face) != _meant(part, derived)]
    if "target" not in shown:
        if target.text and differing:
            yield label("target"), target.text
        differing = [part for part in ("op", "value", "unit") if getattr(face, part)]
    for part in differing:
        if f"target.{part}" not in shown and getattr(face, part):
            yield field_label("indicators", f"target.{part}"), getattr(face, part)
    yield from other_texts(target.extra)


def _meant(part: str, face: TargetText) -> str:
    text: str = getattr(face, part)
    if part == "op":
        return "" if text == label("qualitative") else notation.operator(text) or plain(text)
    return plain(text).strip("()")


def _by_field(rows: list[tuple[str, list[Labelled]]]) -> tuple[Labelled, ...]:
    found: dict[str, list[str]] = {}
    for number, (row, values) in enumerate(rows, start=1):
        for field, text in values:
            line = text if len(rows) == 1 else f"{row or number}：{text}"
            found.setdefault(field, []).append(line)
    return tuple((field, "\n".join(lines)) for field, lines in found.items())
