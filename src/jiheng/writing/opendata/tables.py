"""The tables of open data: their columns, what these mean, and the keys between them."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

from jiheng.terms import label, of_kind, term
from jiheng.writing.opendata.choices import Headings

KINDS = ("project", "transfer", "department", "declaration", "monitoring")
_FEN, _HUNDREDTHS, _BASIS_POINTS, _YEAR = "in_fen", "in_hundredths", "in_basis_points", "year_number"


@dataclass(frozen=True, slots=True)
class Column:
    """One column.

    A text is printed at ``path`` of the part of the form that gives the row; a ``figure`` is a whole number
    that is understood from that text; the keys have no path.
    """

    id: str
    label: str
    meaning: str
    path: str = ""
    figure: str = ""
    is_number: bool = False
    constraints: Mapping[str, Any] = field(default_factory=dict)

    @property
    def type(self) -> str:
        """Its type in Table Schema."""
        return "integer" if self.is_number else "string"

    def name(self, headings: Headings) -> str:
        """What stands over it."""
        return self.label if headings is Headings.ZH else self.id


@dataclass(frozen=True, slots=True)
class Table:
    """One table; ``part`` is the part of the form that gives its rows, empty for the form itself."""

    id: str
    label: str
    meaning: str
    part: str
    columns: tuple[Column, ...]

    @property
    def keys(self) -> tuple[Column, ...]:
        """The columns that name a row."""
        return tuple(column for column in self.columns if column.id in (FORM.id, ROW.id))


def _key(name: str, term_id: str, **constraints: Any) -> Column:
    word, is_number = term(term_id), "minimum" in constraints
    needed = {"required": True, **constraints}
    return Column(name, word.label, word.meaning, is_number=is_number, constraints=needed)


def _word(name: str, term_id: str, path: str, **constraints: Any) -> Column:
    word = term(term_id)
    return Column(name, word.label, word.meaning, path, constraints=constraints)


def _text(block: str, name: str, path: str = "") -> Column:
    """A field of a block of the form."""
    word = next(item for item in of_kind("field", block) if item.field == name)
    return Column(name.replace(".", "_"), word.label, word.meaning, path or name)


def _with(figure: str, *texts: Column) -> tuple[Column, ...]:
    """Columns of printed text, each with what it says as a whole number behind it."""
    word = term(figure)
    return tuple(
        column
        for text in texts
        for column in (
            text,
            Column(
                f"{text.id}_{figure}",
                f"{text.label}（{word.label}）",
                word.meaning,
                text.path,
                figure,
                is_number=True,
            ),
        )
    )


def _of_total(name: str) -> Column:
    word = term(name)
    return Column(f"total_{name}", f"{label('total')}{word.label}", word.meaning, f"total.{name}")


def _year() -> tuple[Column, ...]:
    word, path = term(_YEAR), "header.year"
    limits = {"minimum": 1900, "maximum": 2099}
    number = Column(_YEAR, word.label, word.meaning, path, _YEAR, is_number=True, constraints=limits)
    return _text("header", "year", path), number


_PATTERN = r"[0-9A-Za-z_-]+(/[0-9A-Za-z_-]+){2}"
FORM = _key("form", "form_key", pattern=_PATTERN)
ROW = _key("row", "row_number", minimum=1)
_ROWS = (FORM, ROW)
_HEAD = ("project", "project_code", "department", "unit", "unit_code")

TABLES = (
    Table(
        "forms",
        label("table_forms"),
        term("table_forms").meaning,
        "",
        (
            _key("form", "form_key", unique=True, pattern=_PATTERN),
            _word("kind", "form_kind", "kind", required=True, enum=list(KINDS)),
            _word("layout", "form_layout", "layout"),
            _word("title", "form_title", "title"),
            *(_text("header", name, f"header.{name}") for name in _HEAD),
            *_year(),
            _text("header", "category", "header.category"),
            _text("form", "fund_unit", "fund_unit"),
            *_with(_HUNDREDTHS, _of_total("points"), _of_total("score")),
            _text("total", "grade", "grade"),
        ),
    ),
    Table(
        "funding",
        label("funding"),
        term("funding").meaning,
        "funding",
        (
            *_ROWS,
            _text("funding", "label"),
            *_with(_FEN, *(_text("funding", name) for name in ("budget", "adjusted", "executed"))),
            *_with(_BASIS_POINTS, _text("funding", "rate")),
            *_with(_HUNDREDTHS, _text("funding", "points"), _text("funding", "score")),
            _text("funding", "reason"),
        ),
    ),
    Table(
        "goals",
        label("table_goals"),
        term("table_goals").meaning,
        "goals",
        (
            _key("form", "form_key", unique=True, pattern=_PATTERN),
            _text("goals", "expected"),
            _text("goals", "actual"),
        ),
    ),
    Table(
        "indicators",
        label("indicators"),
        term("indicators").meaning,
        "indicators",
        (
            *_ROWS,
            *(_text("indicators", name) for name in ("level1", "level1_points", "level2", "level3")),
            _text("indicators", "target", "target.text"),
            *(_text("indicators", f"target.{name}") for name in ("op", "value", "unit")),
            _text("indicators", "actual"),
            *_with(_HUNDREDTHS, _text("indicators", "points"), _text("indicators", "score")),
            _text("indicators", "reason"),
        ),
    ),
    Table(
        "notes",
        label("table_notes"),
        term("table_notes").meaning,
        "notes",
        (*_ROWS, _word("label", "note_label", "label"), _word("text", "note_text", "text")),
    ),
    Table(
        "others",
        label("table_others"),
        term("table_others").meaning,
        "others",
        (
            *_ROWS,
            _word("part", "other_part", "part", required=True),
            _word("name", "other_name", "name"),
            _word("text", "other_text", "text"),
        ),
    ),
)
"""Every form has one row in the first; the rows of the others name theirs."""
