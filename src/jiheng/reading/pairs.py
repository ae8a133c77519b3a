"""Labels each followed by its value: the head of a form, its foot, and remarks outside of the table."""

from __future__ import annotations

import re
from collections.abc import Sequence

from jiheng.reading.document import Cell
from jiheng.reading.draft import Draft
from jiheng.reading.fields import Column, overlap
from jiheng.reading.labels import labelled, money_unit, year_in
from jiheng.reading.totals import total_row
from jiheng.terms import Term, notation, plain

_INLINE = re.compile(r"([^:：\s]{1,16})[:：]\s*")
_REMARK = re.compile(r"\(([^()]+)\)$")
_POINT = re.compile(r"[（(]?(?:\d{1,2}|[一二三四五六七八九十]{1,2}|[①-⑳])[.、．)）]?")
_MONEY = frozenset({"元", "万元", "亿元"})
_LONGEST_FIGURE = 16
_LONGEST_UNKNOWN = 12
_BLOCKS = ("header", "goals", "total", "notes")


def label_term(text: str) -> Term | None:
    """The term of a label that stands beside its value."""
    found = labelled(text, "block")
    if found is not None and found.id == "total":
        return found
    return next((t for block in _BLOCKS if (t := labelled(text, "field", block))), None)


def _meant(text: str) -> Term | None:
    """The term of a label in a row of its own, where the reason of the whole form may stand too."""
    found = label_term(text)
    reason = labelled(text, "field", "indicators") if found is None else None
    return reason if reason is not None and reason.id == "reason" else found


def bind_pairs(draft: Draft, cells: Sequence[Cell], columns: Sequence[Column] = ()) -> None:
    """A row of labels and values; an unknown label in front of a value becomes a note.

    *columns* are those of the table above, under which the figures of a total may stand.
    """
    draft.placed.clear()
    if _heads_texts(draft, cells) or _bind_texts(draft, cells):
        return
    place = 0
    while place < len(cells):
        cell = cells[place]
        meant = _meant(cell.text)
        stop = place + 1
        while stop < len(cells) and not _begins(cells, place, stop):
            stop += 1
        values = cells[place + 1 : stop]
        if _is_fund(cells, place):
            draft.add_funding({"label": cell, "budget": values[0]})
            _alternate(draft, values[1:])
        elif meant is not None:
            _put(draft, meant, cell, values, columns)
        elif not bind_inline(draft, cell):
            _unknown(draft, cell, values, columns)
        else:
            _alternate(draft, values)
        place = stop


def _begins(cells: Sequence[Cell], place: int, stop: int) -> bool:
    """True where the value of the label at *place* ends: at a label; labels with colons end each other."""
    text = cells[stop].text
    return (
        label_term(text) is not None
        or _is_fund(cells, stop)
        or (inline_label(cells[place].text) is not None and inline_label(text) is not None)
    )


def _is_fund(cells: Sequence[Cell], place: int) -> bool:
    """True for the name of a kind of money with its amount in the next cell: declarations print no more."""
    name = labelled(cells[place].text, "funding_row")
    if name is None or place + 1 == len(cells) or label_term(cells[place].text) is not None:
        return False
    return notation.amount(cells[place + 1].text, "万元") is not None


def _unknown(draft: Draft, cell: Cell, values: Sequence[Cell], columns: Sequence[Column]) -> None:
    if labelled(cell.text, "block") and values:
        bind_pairs(draft, values, columns)
    elif values and cell.rowspan == 1:
        _alternate(draft, (cell, *values))
    elif values:
        draft.leave(cell)
        bind_pairs(draft, values, columns)
    elif not money_unit(cell.text):
        draft.leave(cell)


def _heads_texts(draft: Draft, cells: Sequence[Cell]) -> bool:
    """True for the name of a table of texts and the labels of its columns, with a gap over those of rows."""
    name, *labels = cells
    if name.rowspan < 2 or len(labels) < 2 or labels[0].col <= name.columns.stop:
        return False
    if label_term(name.text) or any(len(label.text) > _LONGEST_UNKNOWN for label in labels):
        return False
    draft.leave(*cells)
    draft.beside = tuple(cells)
    return True


def _bind_texts(draft: Draft, cells: Sequence[Cell]) -> bool:
    """A row of a table of texts: a note for each, named by its row and, from the second on, its column.

    False, and nothing done, where the row belongs to no such table.
    """
    name, *labels = draft.beside or cells[:1]
    if (
        not labels
        or cells[0].columns.stop > labels[0].col
        or not name.row < cells[0].row < name.row + name.rowspan
    ):
        return False
    over = [next((label for label in labels if overlap(label.columns, c.columns)), None) for c in cells[1:]]
    if None in over:
        return False
    for cell, label in zip(cells[1:], over, strict=True):
        column = "" if label is labels[0] or label is None else f"（{label.text}）"
        draft.note(f"{cells[0].text}{column}", cell, cell.text)
    return True


def _alternate(draft: Draft, cells: Sequence[Cell]) -> None:
    """Unknown labels, each with its value; one label with several values has them all."""
    if len(cells) == 1:
        draft.leave(*cells)
    elif cells:
        is_paired = len(cells) % 2 == 0 and all(len(c.text) <= _LONGEST_UNKNOWN for c in cells[::2])
        step = 2 if is_paired else len(cells)
        for place in range(0, len(cells), step):
            values = cells[place + 1 : place + step]
            draft.note(cells[place].text, values[0], " ".join(value.text for value in values))


def _put(draft: Draft, meant: Term, cell: Cell, values: Sequence[Cell], columns: Sequence[Column]) -> None:
    if meant.id == "total" or meant.field in ("points", "score"):
        named = _REMARK.search(plain(cell.text))
        column = labelled(named[1], "field", "total") if named and len(values) == 1 else None
        if column is not None:
            draft.named[column.field] = values[0]
        else:
            _put_total(draft, cell, values, columns)
    elif not values:
        if "notes" in meant.blocks:
            draft.note(cell.text, cell, "")
    elif meant.id == "grade":
        draft.put_grade(values[0], values[0].text)
        _alternate(draft, values[1:])
    elif "goals" in meant.blocks:
        draft.put_goal(meant.field, cell.text, values[0])
        _alternate(draft, values[1:])
    elif "header" in meant.blocks:
        put_header(draft, meant, cell.text, values[0], values[0].text)
        _alternate(draft, values[1:])
    else:
        draft.note(cell.text, values[0], " ".join(value.text for value in values))


def put_header(
    draft: Draft, meant: Term, label: str, cell: Cell, value: str, *, is_outside: bool = False
) -> None:
    """A field of the head; of a year only its digits."""
    shown = (year_in(value) or value) if meant.id == "year" else value
    draft.put_header(meant.field, label, cell, shown, is_outside=is_outside)


def _put_total(draft: Draft, label: Cell, values: Sequence[Cell], columns: Sequence[Column]) -> None:
    figures: list[Cell] = []
    rest = list(values)
    while rest and (_is_figure(rest[0].text) or _is_grade(draft, rest[0])):
        cell = rest.pop(0)
        if _is_figure(cell.text):
            figures.append(cell)
        else:
            draft.put_grade(cell, cell.text)
    draft.totals.append(total_row(label, figures, columns))
    _alternate(draft, rest)


def _is_grade(draft: Draft, cell: Cell) -> bool:
    return labelled(cell.text, "grade") is not None and not draft.grade


def _is_figure(text: str) -> bool:
    """A number, or a mistyped one (``97.2B``): it stands where a number belongs, and a check will find it."""
    if notation.is_empty(text) or notation.number(text) is not None:
        return True
    return text.isascii() and len(text) <= _LONGEST_FIGURE


def bind_remark(draft: Draft, cell: Cell) -> None:
    """A paragraph: labels with colons and their texts, a unit of money, or a leftover."""
    unit = money_unit(cell.text)
    if unit and not draft.fund_unit:
        draft.fund_unit = unit
    elif bind_inline(draft, cell, is_outside=True):
        draft.is_remarking = (
            draft.notes[-1:] != [] and labelled(draft.notes[-1].label, "field", "notes") is not None
        )
    elif not (draft.is_remarking and _POINT.match(cell.text) and draft.go_on(cell)):
        draft.leave(cell)


def inline_label(text: str) -> Term | None:
    """The term of a label that *text* begins with and closes with a colon."""
    match = _INLINE.match(text)
    return label_term(match[1]) if match else None


def _is_money(label: str) -> bool:
    found = labelled(label, "field", "form")
    return found is not None and found.id == "fund_unit"


def bind_inline(draft: Draft, cell: Cell, *, is_outside: bool = False) -> bool:
    """``项目负责人：张三 财务负责人：李四`` in one cell; False where it holds no known label.

    *is_outside* for a line outside of every table.
    """
    found = [m for m in _INLINE.finditer(cell.text[:400]) if label_term(m[1]) or _is_money(m[1])]
    if not found or cell.text[: found[0].start()].strip() or money_unit(cell.text):
        return False
    stops = [m.start() for m in found[1:]] + [len(cell.text)]
    for match, stop in zip(found, stops, strict=True):
        meant, value = label_term(match[1]), cell.text[match.end() : stop].strip()
        if value in _MONEY or _is_money(match[1]):
            draft.fund_unit = draft.fund_unit or value
        elif meant is not None and "header" in meant.blocks:
            put_header(draft, meant, match[1], cell, value, is_outside=is_outside)
        elif meant is not None and meant.id == "grade":
            draft.put_grade(cell, value)
        else:
            draft.note(match[1], cell, value)
    return True
