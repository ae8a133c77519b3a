"""Labels each followed by its value: the head of a form, its foot, and remarks outside of the table."""

from __future__ import annotations

import re

from jiheng.reading.document import Cell
from jiheng.reading.draft import Draft
from jiheng.reading.labels import labelled, money_unit
from jiheng.terms import Term, notation, plain

_INLINE = re.compile(r"([^:：\s]{1,16})[:：]\s*")
_REMARK = re.compile(r"\(([^()]+)\)$")
_LONGEST_FIGURE = 16
_BLOCKS = ("header", "goals", "total", "notes")


def label_term(text: str) -> Term | None:
    """The term of a label that stands beside its value."""
    found = labelled(text, "block")
    if found is not None and found.id == "total":
        return found
    return next((t for block in _BLOCKS if (t := labelled(text, "field", block))), None)


def bind_pairs(draft: Draft, cells: tuple[Cell, ...]) -> None:
    """A row of labels and values; an unknown label in front of a value becomes a note."""
    place = 0
    while place < len(cells):
        cell = cells[place]
        meant = label_term(cell.text)
        stop = place + 1
        while stop < len(cells) and label_term(cells[stop].text) is None:
            stop += 1
        values = cells[place + 1 : stop]
        if meant is not None:
            _put(draft, meant, cell, values)
        elif not bind_inline(draft, cell):
            _unknown(draft, cell, values)
        else:
            draft.leave(*values)
        place = stop


def _unknown(draft: Draft, cell: Cell, values: tuple[Cell, ...]) -> None:
    if labelled(cell.text, "block") and values:
        bind_pairs(draft, values)
    elif values and cell.rowspan == 1:
        draft.note(cell.text, values[0], " ".join(value.text for value in values))
    elif values:
        draft.leave(cell)
        bind_pairs(draft, values)
    else:
        draft.leave(cell)


def _put(draft: Draft, meant: Term, cell: Cell, values: tuple[Cell, ...]) -> None:
    if meant.id == "total":
        named = _REMARK.search(plain(cell.text))
        column = labelled(named[1], "field", "total") if named and len(values) == 1 else None
        if column is not None:
            draft.named[column.field] = values[0]
        else:
            _put_total(draft, values)
    elif not values:
        if "notes" in meant.blocks:
            draft.note(cell.text, cell, "")
    elif meant.id == "grade":
        draft.put_grade(values[0], values[0].text)
        draft.leave(*values[1:])
    elif "goals" in meant.blocks:
        draft.put_goal(meant.field, values[0])
        draft.leave(*values[1:])
    elif "header" in meant.blocks:
        draft.put_header(meant.field, values[0], values[0].text)
        _extra(draft, values[1:])
    else:
        draft.note(cell.text, values[0], " ".join(value.text for value in values))


def _extra(draft: Draft, values: tuple[Cell, ...]) -> None:
    """What follows the value of a head field: an unknown label with its value, or leftovers."""
    if len(values) >= 2:
        draft.note(values[0].text, values[1], " ".join(value.text for value in values[1:]))
    else:
        draft.leave(*values)


def _put_total(draft: Draft, values: tuple[Cell, ...]) -> None:
    for value in values:
        if labelled(value.text, "grade") and not draft.grade:
            draft.put_grade(value, value.text)
        elif notation.is_empty(value.text) or _may_be_figure(value.text):
            draft.total.append(value)
        else:
            draft.leave(value)


def _may_be_figure(text: str) -> bool:
    """A number, or a mistyped one (``97.2B``): it stands where a number belongs, and a check will find it."""
    return notation.number(text) is not None or (text.isascii() and len(text) <= _LONGEST_FIGURE)


def bind_remark(draft: Draft, cell: Cell) -> None:
    """A paragraph: labels with colons and their texts, a unit of money, or a leftover."""
    unit = money_unit(cell.text)
    if unit and not draft.fund_unit:
        draft.fund_unit = unit
    elif not bind_inline(draft, cell):
        draft.leave(cell)


def inline_label(text: str) -> Term | None:
    """The term of a label that *text* begins with and closes with a colon."""
    match = _INLINE.match(text)
    return label_term(match[1]) if match else None


def bind_inline(draft: Draft, cell: Cell) -> bool:
    """``项目负责人：张三 财务负责人：李四`` in one cell; False where it holds no known label."""
    found = [m for m in _INLINE.finditer(cell.text[:400]) if label_term(m[1])]
    if not found or cell.text[: found[0].start()].strip():
        return False
    stops = [m.start() for m in found[1:]] + [len(cell.text)]
    for match, stop in zip(found, stops, strict=True):
        meant, value = label_term(match[1]), cell.text[match.end() : stop].strip()
        if meant is not None and "header" in meant.blocks:
            draft.put_header(meant.field, cell, value)
        elif meant is not None and meant.id == "grade":
            draft.put_grade(cell, value)
        else:
            draft.note(match[1], cell, value)
    return True
