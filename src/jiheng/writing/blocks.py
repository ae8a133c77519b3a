"""The blocks of a form: head, funds, goals, notes, signatures. The indicators have a module of their own."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import replace

from jiheng.model import Form, Note
from jiheng.standards import Layout
from jiheng.terms import bare, label
from jiheng.writing import leftovers
from jiheng.writing.cells import beside, filled, heading, labelled, noted, pairs, spans
from jiheng.writing.leftovers import Labelled
from jiheng.writing.sheet import Block

_ROOM_FOR_GOALS = 5
_ROOM_FOR_NOTES = 3


def head(form: Form, layout: Layout, printed: Collection[str]) -> Block:
    """表头; then what else is known of the project, two fields to a row."""
    widths = layout.header_widths
    fields = [[(column.label, getattr(form.header, column.field)) for column in row] for row in layout.header]
    others = leftovers.header(form, layout, printed)
    in_twos = [list(others[n : n + 2]) for n in range(0, len(others), 2)]
    return Block(tuple(pairs(row, widths) for row in (*fields, *in_twos)))


def funding(form: Form, layout: Layout) -> Block:
    """项目资金: one row a source of funds."""
    columns, side = layout.funding, layout.funding_label
    places = spans(columns, side, layout)
    rows = [heading(columns, places)]
    rows += [filled(columns, places, (getattr(row, c.field) for c in columns)) for row in form.funding]
    rows += [labelled(pair, places) for pair in leftovers.funding(form, layout)]
    name = side.format(fund_unit=form.fund_unit, year=form.header.year)
    return Block(beside(name, layout, rows), headings=1)


def goals(form: Form, layout: Layout) -> Block:
    """年度总体目标: what was promised, and what came of it."""
    columns, side = layout.goals, layout.goals_label
    places = spans(columns, side, layout)
    texts = [getattr(form.goals, column.field) for column in columns]
    room = 1 if any(texts) else _ROOM_FOR_GOALS
    row = tuple(replace(cell, room=room) for cell in filled(columns, places, texts))
    others = [labelled(pair, places) for pair in leftovers.goals(form, layout)]
    return Block(beside(side, layout, [heading(columns, places), row, *others]), headings=1)


def notes_above(form: Form, layout: Layout) -> Block:
    """Labelled texts between head and funds."""
    asked = _asked(layout.notes_above, form)
    return Block(tuple(noted(pair, layout, room=1) for pair in asked))


def notes(form: Form, layout: Layout) -> Block:
    """Labelled texts under the table; then those that the layout does not ask for, and unbound text."""
    pairs_of_text = [*_asked(layout.notes, form), *_unasked(form, layout)]
    if form.unbound:
        pairs_of_text.append((label("unbound"), "\n".join(item.text for item in form.unbound)))
    return Block(tuple(noted(pair, layout, _ROOM_FOR_NOTES) for pair in pairs_of_text))


def signatures(form: Form, layout: Layout) -> tuple[str, ...]:
    """The last line: who signs."""
    return tuple(f"{name}：{text}" for name, text in _asked(layout.signatures, form))


def _asked(names: tuple[str, ...], form: Form) -> list[Labelled]:
    """For every name the first note that bears it, or an empty one."""
    first = {bare(note.label): _all_of(note) for note in reversed(form.notes)}
    return [(name, first.get(bare(name), "")) for name in names]


def _unasked(form: Form, layout: Layout) -> list[Labelled]:
    waiting = {bare(name) for name in (*layout.notes_above, *layout.notes, *layout.signatures)}
    others: list[Labelled] = []
    for note in form.notes:
        if bare(note.label) in waiting:
            waiting.remove(bare(note.label))
        else:
            others.append((note.label or label("other_notes"), _all_of(note)))
    return others


def _all_of(note: Note) -> str:
    extra = (f"{name}：{text}" for name, text in leftovers.other_texts(note.extra))
    return "\n".join(text for text in (note.text, *extra) if text)
