"""A document bound to forms, by the glossary's labels and the spans of the cells; one way for all formats.

Rows are taken from top to bottom. A row that holds the labels of a block sets what the columns below it
mean; other rows are data of that block, the total, or labels each followed by its value. What fits
nowhere goes to ``Form.notes`` where it has a label, else to ``Form.unbound``.
"""

from __future__ import annotations

from dataclasses import dataclass, replace

from jiheng.model import Form, FundingRow, Indicator, Total
from jiheng.reading.arithmetic import constraints, total_cells
from jiheng.reading.confidence import confidence
from jiheng.reading.document import Cell, Document
from jiheng.reading.draft import Draft
from jiheng.reading.labels import (
    FEWEST_LABELS,
    TELLING_LABELS,
    is_revision_mark,
    is_year_line,
    labelled,
    money_unit,
    title_in,
    year_in,
)
from jiheng.reading.named_rows import bind_named_rows
from jiheng.reading.pairs import bind_pairs, bind_remark, label_term
from jiheng.reading.recognise import recognise
from jiheng.reading.rows import Row, Sheet, rows_of, sheets
from jiheng.terms import Term, notation, term

_LEVELS = ("level1", "level2")


@dataclass(frozen=True, slots=True)
class _Column:
    """What stands below a label: ``term`` is None where the label is unknown."""

    term: Term | None
    span: range

    @property
    def field(self) -> str:
        return self.term.field if self.term else ""


@dataclass(frozen=True, slots=True)
class _State:
    """Where the walk is: the block, its columns, and the level cells that the next rows inherit."""

    block: str = ""
    columns: tuple[_Column, ...] = ()
    is_fresh: bool = False
    levels: tuple[tuple[str, Cell], ...] = ()


def bind(document: Document) -> tuple[Form, ...]:
    """The forms of a document; stretches of it that hold nothing of a form give none."""
    return tuple(form for sheet in sheets(rows_of(document)) if (form := _form(sheet)) is not None)


def _form(sheet: Sheet) -> Form | None:
    draft, state = Draft(title=sheet.title), _State()
    for row in sheet.rows:
        state = _read(draft, state, row)
    if not _holds_a_form(draft):
        return None
    points, score = total_cells(draft.total, draft.indicators, draft.funding)
    total = draft.put_total(draft.named.get("points", points), draft.named.get("score", score))
    form = draft.frozen(total)
    kind = "project" if _is_scored(form) else "transfer"
    layout = recognise(draft.title, frozenset(draft.columns))
    sure = confidence(form, draft.printed, constraints(form))
    return replace(form, kind=kind, layout=layout, confidence=sure)


def _holds_a_form(draft: Draft) -> bool:
    """True where some part of a form was found, the foot of a torn one included."""
    named = bool(draft.title and draft.header.get("project"))
    return bool(draft.funding or draft.indicators or named or (draft.total and draft.grade))


def _is_scored(form: Form) -> bool:
    """转移支付 forms print no points, scores, total or grade."""
    lines: tuple[FundingRow | Indicator | Total, ...] = (*form.funding, *form.indicators, form.total)
    return not form.indicators or any(line.points or line.score for line in lines) or bool(form.grade)


def _read(draft: Draft, state: _State, row: Row) -> _State:
    draft.printed += sum(len(cell.text) for cell in row.cells)
    if len(row.cells) == 1 and _read_alone(draft, row.cells[0]):
        return state
    if row.is_paragraph:
        bind_remark(draft, row.cells[0])
        return state
    header = _header(row)
    if header is not None:
        return _begin(draft, state, row, header)
    if bind_named_rows(draft, state.block, row.cells):
        return state
    if state.block == "funding" and _is_funding(state, row):
        return _funding(draft, state, row)
    if state.block == "goals" and label_term(row.cells[0].text) is None:
        return _goals(draft, state, row)
    if state.block == "indicators" and not _ends_table(row):
        return _indicator(draft, state, row)
    _unit_of_money(draft, row.cells)
    bind_pairs(draft, row.cells)
    return _State(block="")


def _read_alone(draft: Draft, cell: Cell) -> bool:
    """Titles, year lines and revision marks, which stand alone in their row."""
    if is_revision_mark(cell.text):
        return True
    if title_in(cell.text) or is_year_line(cell.text):
        if year_in(cell.text) and not draft.header.get("year"):
            draft.put_header("year", cell, year_in(cell.text))
        return True
    return False


def _unit_of_money(draft: Draft, cells: tuple[Cell, ...]) -> None:
    for cell in cells:
        draft.fund_unit = draft.fund_unit or money_unit(cell.text)


def _header(row: Row) -> tuple[str, tuple[_Column, ...]] | None:
    """The block whose labels fill the row, and its columns."""
    best, count = None, 0
    for block, enough in FEWEST_LABELS.items():
        columns = _columns(row, block)
        ids = {column.term.id for column in columns if column.term}
        if len(ids) >= max(enough, count + 1) and ids & TELLING_LABELS[block]:
            best, count = (block, columns), len(ids)
    if best is None or (best[0] == "goals" and not _side_by_side(best[1])):
        return best if best and best[0] != "goals" else None
    return best


def _columns(row: Row, block: str) -> tuple[_Column, ...]:
    """A column for each cell.

    A label that comes twice heads the rows' names where it comes first; 指标值 without a column for the
    operator or the unit is the whole target.
    """
    terms = [labelled(cell.text, "field", block) for cell in row.cells]
    fields = [meant.field if meant else "" for meant in terms]
    whole = term("target") if "target" not in fields else None
    split = {"target.op", "target.unit"} & set(fields)
    for place, meant in enumerate(terms):
        if meant is not None and meant.field in fields[place + 1 :]:
            terms[place] = None
        elif meant is not None and meant.field == "target.value" and not split and whole:
            terms[place] = whole
    return tuple(_Column(meant, cell.columns) for meant, cell in zip(terms, row.cells, strict=True))


def _side_by_side(columns: tuple[_Column, ...]) -> bool:
    """True where both goal labels head columns: with a text between them they are labels of pairs."""
    places = [n for n, column in enumerate(columns) if column.term]
    return places[-1] - places[0] == 1


def _begin(draft: Draft, state: _State, row: Row, header: tuple[str, tuple[_Column, ...]]) -> _State:
    block, columns = header
    first = min(column.span.start for column in columns if column.term)
    if block == "funding":
        _unit_of_money(draft, row.cells)
    columns = tuple(c for c in columns if c.term or c.span.start > first)
    if state.block == block and state.is_fresh:
        kept = (c for c in state.columns if not any(_overlap(c.span, new.span) for new in columns))
        columns = (*kept, *columns)
    draft.columns |= {(block, column.field) for column in columns if column.term}
    levels = state.levels if state.block == block else ()
    return _State(block, columns, is_fresh=True, levels=levels)


def _overlap(one: range, other: range) -> bool:
    return one.start < other.stop and other.start < one.stop


def _by_field(state: _State, row: Row) -> tuple[dict[str, Cell], list[Cell]]:
    """The cells of a row by the field of their column, and those that stand under no known label."""
    found: dict[str, Cell] = {}
    rest: list[Cell] = []
    for cell in row.cells:
        names = [c.field for c in state.columns if _overlap(c.span, cell.columns)]
        if names and names[0] and names[0] not in found:
            found[names[0]] = cell
        else:
            rest.append(cell)
    return found, rest


def _ends_table(row: Row) -> bool:
    """True for the total, the grade and the labelled texts below the indicators."""
    first = next((c for c in row.cells if not labelled(c.text, "block") or _is_total(c)), row.cells[0])
    return _is_total(first) or (
        len(row.cells) <= 4
        and first is row.cells[0]
        and any(labelled(first.text, "field", block) for block in ("total", "notes", "header"))
    )


def _is_total(cell: Cell) -> bool:
    found = labelled(cell.text, "block")
    return found is not None and found.id == "total"


def _is_funding(state: _State, row: Row) -> bool:
    """True for a row with money, or with a label that is known to name money."""
    found, rest = _by_field(state, row)
    found.pop("label", None)
    if any(labelled(cell.text, "funding_row") for cell in row.cells):
        return True
    first = min(c.span.start for c in state.columns if c.term)
    values = [c for name, c in found.items() if name != "reason"]
    return (bool(rest) or min(c.col for c in row.cells) >= first) and any(map(_is_figure, values))


def _is_figure(cell: Cell) -> bool:
    return notation.number(cell.text) is not None or notation.is_empty(cell.text)


def _funding(draft: Draft, state: _State, row: Row) -> _State:
    found, rest = _by_field(state, row)
    if "label" not in found:
        named = [cell for cell in rest if not labelled(cell.text, "block")]
        if named:
            found["label"] = named[-1]
            rest = [cell for cell in rest if cell is not named[-1]]
    _leave_unlabelled(draft, rest)
    draft.add_funding(found)
    return replace(state, is_fresh=False)


def _leave_unlabelled(draft: Draft, rest: list[Cell]) -> None:
    _unit_of_money(draft, tuple(rest))
    draft.leave(*(cell for cell in rest if not labelled(cell.text, "block")))


def _goals(draft: Draft, state: _State, row: Row) -> _State:
    found, rest = _by_field(state, row)
    for name, cell in found.items():
        draft.put_goal(name, cell)
    _leave_unlabelled(draft, rest)
    return replace(state, is_fresh=False)


def _indicator(draft: Draft, state: _State, row: Row) -> _State:
    found, rest = _by_field(state, row)
    levels = _inherit(dict(state.levels), found)
    if any(found.get(name) for name in found if name not in _LEVELS):
        draft.add_indicator({**found, **levels})
    _leave_unlabelled(draft, rest)
    return replace(state, is_fresh=False, levels=tuple(levels.items()))


def _inherit(above: dict[str, Cell], found: dict[str, Cell]) -> dict[str, Cell]:
    """The level cells of a row: its own, or those above it; a new first level begins without a second."""
    levels: dict[str, Cell] = {}
    for name in _LEVELS:
        cell = found.get(name)
        if cell is None and not ("level1" in found and name == "level2"):
            cell = above.get(name)
        if cell is not None:
            levels[name] = cell
    return levels
