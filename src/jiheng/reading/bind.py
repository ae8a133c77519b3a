"""A document bound to forms, by the glossary's labels and the spans of the cells; one way for all formats.

Rows are taken from top to bottom. A row that holds the labels of a block sets what the columns below it
mean; other rows are data of that block, the total, or labels each followed by its value. What stands under
an unknown label keeps that label, what fits nowhere goes to ``Form.notes`` where it has a label, else to
``Form.unbound``.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, field, replace

from jiheng.model import Form
from jiheng.reading import funds
from jiheng.reading.arithmetic import constraints
from jiheng.reading.confidence import confidence
from jiheng.reading.document import Cell, Document
from jiheng.reading.draft import Draft
from jiheng.reading.fields import Column, by_field, overlap
from jiheng.reading.headings import Heading, heading_of, is_numbering
from jiheng.reading.kinds import kind_of
from jiheng.reading.labels import is_page_mark, is_year_line, labelled, money_unit, title_in, year_in
from jiheng.reading.levels import Lines
from jiheng.reading.named_rows import bind_named_rows, named_field
from jiheng.reading.pairs import bind_pairs, bind_remark, label_term, put_header
from jiheng.reading.recognise import recognise
from jiheng.reading.rows import Row, Sheet, rows_of, sheets, title_of
from jiheng.reading.targets import chosen, in_force
from jiheng.reading.totals import settle_total

_WIDE = 3  # columns under which no cell of an indicator stands at once
_MOST_BELOW = 4  # cells in a row of labelled texts below the indicators


def bind(document: Document) -> tuple[Form, ...]:
    """The forms of a document; stretches of it that hold nothing of a form give none."""
    return tuple(form for sheet in sheets(rows_of(document)) if (form := _form(sheet)) is not None)


def _form(sheet: Sheet) -> Form | None:
    walk = _Walk(Draft(title=sheet.title))
    for row in sheet.rows:
        walk.read(row)
    walk.close()
    draft = walk.draft
    if not _holds_a_form(draft):
        return None
    form = draft.frozen(settle_total(draft))
    form = replace(form, kind=kind_of(form, draft.columns))
    layout = recognise(draft.title, frozenset(draft.columns))
    return replace(form, layout=layout, confidence=confidence(form, draft.printed, constraints(form)))


def _holds_a_form(draft: Draft) -> bool:
    """True where some part of a form was found, the foot of a torn one included."""
    named = bool(draft.header.get("project") and (draft.title or draft.columns))
    return bool(draft.funding or draft.indicators or named or (draft.totals and draft.grade))


@dataclass(slots=True)
class _Walk:
    """Where the walk is: the block and its columns, and the rows of the table that is still open."""

    draft: Draft
    heading: Heading | None = None
    columns: tuple[Column, ...] = ()
    lines: Lines = field(default_factory=Lines)
    above: tuple[Cell, ...] = ()
    is_fresh: bool = False
    is_torn: bool = False

    @property
    def block(self) -> str:
        """The block whose rows are being read, ``""`` between blocks."""
        return self.heading.block if self.heading else ""

    def read(self, row: Row) -> None:
        """One more row."""
        self.draft.printed += sum(len(cell.text) for cell in row.cells)
        self.is_torn = self.is_torn or row.begins_page
        if row.is_paragraph or title_of(row) or (len(row.cells) == 1 and _is_alone(row.cells[0])):
            for cell in row.cells:
                self._remark(cell)
        elif not self._label_line(row):
            self._data(row)
            self.is_torn = False

    def close(self) -> None:
        """The end of the open table."""
        for cells in self.lines.whole():
            self.draft.add_indicator(cells)
        self.draft.leave(*self.lines.leftovers())
        self.lines = Lines()

    def _remark(self, cell: Cell) -> None:
        """Titles, years and page marks, which stand alone in their row, and paragraphs."""
        if is_page_mark(cell.text):
            return
        if not _is_alone(cell):
            bind_remark(self.draft, cell)
        elif year_in(cell.text) and not self.draft.header.get("year"):
            self.draft.put_header("year", "", cell, year_in(cell.text))

    def _label_line(self, row: Row) -> bool:
        """True for a row of column labels, or one that only numbers the columns."""
        if self.heading and self.is_fresh and self.heading.goes_on_in(row):
            self._head(self.heading.with_line(row), row)
            return True
        if self.heading and self.is_fresh and self.is_torn and (whole := self.heading.completed(row)):
            self._head(whole, row)
            return True
        found = heading_of(row)
        if found is not None:
            self._head(found, row)
            return True
        return self._labels_above(row) or (self.is_fresh and is_numbering(row))

    def _head(self, heading: Heading, row: Row) -> None:
        if heading.block != self.block:
            self.close()
        if heading.block == "funding":
            self._unit_of_money(row.cells)
        self._set(heading)
        self.is_fresh, self.above = True, ()
        self.draft.columns |= {(heading.block, c.field) for c in self.columns if c.field}

    def _set(self, heading: Heading | None) -> None:
        self.heading, self.columns = heading, heading.columns if heading else ()

    def _labels_above(self, row: Row) -> bool:
        """True for a row of labels of the head alone, side by side: their values stand in the next row."""
        known = [labelled(cell.text, "field", "header") for cell in row.cells]
        ends = [cell.columns.stop for cell in row.cells[:-1]]
        is_close = ends == [cell.col for cell in row.cells[1:]]
        if len(known) < 2 or not all(known) or not is_close:
            return False
        self._leave_block()
        self.above = row.cells
        return True

    def _leave_block(self) -> None:
        self.close()
        self._set(None)
        self.is_fresh, self.above = False, ()

    def _unit_of_money(self, cells: Sequence[Cell]) -> None:
        for cell in cells:
            self.draft.fund_unit = self.draft.fund_unit or money_unit(cell.text)

    def _data(self, row: Row) -> None:
        if self.heading is not None and self.heading.table != row.table:
            self._set(self.heading.over(row))
        if self.above and not label_term(row.cells[0].text):
            self._values_below(row)
        elif self._named_rows(row):
            pass
        elif self.block == "funding" and self._is_funding(row):
            funds.add(self.draft, self.columns, row.cells, is_torn=self.is_torn)
        elif self.block == "goals" and self._is_goal(row):
            self._goal(row)
        elif self.block == "indicators" and not self._ends_table(row):
            self._indicator(row)
        else:
            self._pairs(row)
        self.is_fresh = False

    def _is_funding(self, row: Row) -> bool:
        is_rest = self.is_torn and funds.is_rest(self.draft, self.columns, row.cells)
        return is_rest or funds.is_funding(self.columns, row.cells)

    def _named_rows(self, row: Row) -> bool:
        if named_field(self.draft, self.block, row.cells):
            self.close()
        return bind_named_rows(self.draft, self.block, row.cells)

    def _values_below(self, row: Row) -> None:
        for cell in row.cells:
            label = next((c for c in self.above if overlap(c.columns, cell.columns)), None)
            meant = labelled(label.text, "field", "header") if label else None
            if label is not None and meant is not None:
                put_header(self.draft, meant, label.text, cell, cell.text)
            else:
                self.draft.leave(cell)
        self.above = ()

    def _is_goal(self, row: Row) -> bool:
        """True for cells under the labels of the goals; what begins left of them is none."""
        first = self.columns[0].span.start
        cells = [cell for cell in row.cells if not _is_side(cell)]
        is_beside = self.heading is not None and self.heading.side >= row.cells[0].row
        return bool(cells) and (is_beside or label_term(cells[0].text) is None) and cells[0].col >= first

    def _goal(self, row: Row) -> None:
        labels = {column.field: column.label for column in self.columns}
        found, rest = by_field(self.columns, row.cells)
        if not in_force(found.get("initial"), found.get("expected")) and "initial" in found:
            found["expected"] = found.pop("initial")
        for name, cell in found.items():
            if name[0] == "+":
                self.draft.note(name[1:], cell, cell.text)
            else:
                self.draft.put_goal(name, labels[name], cell, is_torn=self.is_torn)
        self._leave_unlabelled(rest)

    def _ends_table(self, row: Row) -> bool:
        """True for the total, the grade and the labelled texts below the indicators.

        Such a text is as wide as several columns, or bears the name of one, which is never that of a level.
        """
        cells = _beside(row.cells)
        first = cells[0]
        if _is_total(first) or (len(cells) <= 2 and labelled(first.text, "field", "indicators")):
            return True
        if len(cells) == 2 and sum(overlap(c.span, cells[1].columns) for c in self.columns) >= _WIDE:
            return True
        is_below = first is row.cells[0] and len(row.cells) <= _MOST_BELOW
        return is_below and any(
            labelled(first.text, "field", block) for block in ("total", "notes", "header")
        )

    def _indicator(self, row: Row) -> None:
        found, rest = by_field(self.columns, row.cells)
        subtotal = labelled(row.cells[0].text, "summary")
        if subtotal is not None and subtotal.id == "subtotal":
            values = row.cells[1:]
            self.draft.note(row.cells[0].text, row.cells[-1], " ".join(cell.text for cell in values))
            return
        self.lines.add(chosen(found, self.columns), is_torn=self.is_torn)
        self._leave_unlabelled(rest)

    def _pairs(self, row: Row) -> None:
        if self.is_torn and not self.heading and self._is_rest_of_pairs(row):
            return
        columns = self.columns if self.block == "indicators" else ()
        cells = _beside(row.cells) if columns else row.cells
        self._leave_block()
        self._unit_of_money(row.cells)
        bind_pairs(self.draft, cells, columns)

    def _is_rest_of_pairs(self, row: Row) -> bool:
        """True where the row held the rest of the values above it, and no label."""
        if any(label_term(cell.text) or labelled(cell.text, "block") for cell in row.cells):
            return False
        return self.draft.go_on_below(row.cells)

    def _leave_unlabelled(self, rest: Sequence[Cell]) -> None:
        self._unit_of_money(rest)
        self.draft.leave(*(cell for cell in rest if not labelled(cell.text, "block")))


def _beside(cells: tuple[Cell, ...]) -> tuple[Cell, ...]:
    """The cells without the name of their block in front, where there are others."""
    return tuple(cell for cell in cells if not labelled(cell.text, "block") or _is_total(cell)) or cells


def _is_alone(cell: Cell) -> bool:
    """True for a title, the line of the year and the mark of a page."""
    return bool(title_in(cell.text)) or is_year_line(cell.text) or is_page_mark(cell.text)


def _is_side(cell: Cell) -> bool:
    found = labelled(cell.text, "block")
    return found is not None and found.id != "total"


def _is_total(cell: Cell) -> bool:
    found = labelled(cell.text, "block")
    return found is not None and found.id == "total"
