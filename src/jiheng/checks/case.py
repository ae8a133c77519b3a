"""What a check looks at: the form, its numbers, its scorecard and the rules in force."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal

from jiheng.model import Actual, Form, FundingRow, Indicator, Line, Scorecard, Target, TargetKind
from jiheng.scoring import Figures, FundingFigures, figures, score
from jiheng.standards import Layout, Rules, Standard, Trust, layouts
from jiheng.terms import find, notation, of_kind, plain

NO_REASON_CELL = "本表无此栏，请在自评报告中说明"

_COSTS = frozenset(item.id for item in of_kind("level2") if "cost" in item.parents)


@dataclass(frozen=True, slots=True)
class Row:
    """One indicator line from all sides: as printed, as understood, as scored.

    ``points`` and ``score`` are the printed numbers, None where there is none; ``done`` is the actual in the
    target's unit; ``level1`` and ``level2`` are glossary ids, empty for unknown names.
    """

    index: int
    printed: Indicator
    target: Target
    actual: Actual
    done: Decimal | None
    points: Decimal | None
    score: Decimal | None
    line: Line
    level1: str
    level2: str

    def at(self, field: str) -> str:
        """The path of one cell of the line."""
        return f"indicators[{self.index}].{field}"

    @property
    def is_cost(self) -> bool:
        """True for a line of 成本指标, also where cost stands as a level 2 under 产出指标."""
        return self.level1 == "cost" or self.level2 in _COSTS

    @property
    def is_full(self) -> bool:
        """True where the printed score is the printed points."""
        return self.points is not None and self.score == self.points

    @property
    def is_short(self) -> bool:
        """True where the printed score is below the printed points."""
        return self.points is not None and self.score is not None and self.score < self.points

    @property
    def name(self) -> str:
        """三级指标 as printed, the line's place among the indicators where none is."""
        return self.printed.level3 or f"第{self.index + 1}项指标"

    @property
    def lacks_target(self) -> bool:
        """True where no target is printed; a sign or a unit in a cell of its own is none."""
        printed = self.printed.target
        beside = printed.op or printed.unit
        return notation.is_empty(printed.value) and bool(beside or notation.is_empty(printed.text))

    @property
    def is_scored(self) -> bool:
        """True where points and score are both printed numbers."""
        return self.points is not None and self.score is not None

    @property
    def gap(self) -> Decimal:
        """The printed score less the computed one; 0 where either is missing."""
        return Decimal(0) if self.score is None or self.line.score is None else self.score - self.line.score

    @property
    def is_measured(self) -> bool:
        """True where a number answers a number, in one unit."""
        return self.target.is_quantitative and self.done is not None

    @property
    def has_zero_target(self) -> bool:
        """True for a target of none at all, such as 投诉次数 =0: all or nothing, never a ratio."""
        kinds = (TargetKind.EXACTLY, TargetKind.AT_MOST, TargetKind.BELOW)
        return self.target.kind in kinds and self.target.high == 0

    @property
    def completion(self) -> Decimal | None:
        """The actual in per cent of a target that may be exceeded: ≥ or >, above zero, and no percentage."""
        kind, low = self.target.kind, self.target.low
        open_ended = kind in (TargetKind.AT_LEAST, TargetKind.ABOVE)
        if not open_ended or self.done is None or low is None or low <= 0:
            return None
        unit = notation.same_unit(self.target.unit, self.actual.unit)
        return None if unit == "%" else 100 * self.done / low


@dataclass(frozen=True, slots=True)
class Case:
    """One form before the checks.

    ``layout`` is the form's own where it is known, else the standard's; ``notes`` gives the first filled note
    beside the table that bears a term's label.
    """

    form: Form
    figures: Figures
    standard: Standard
    rules: Rules
    scorecard: Scorecard
    layout: Layout
    rows: tuple[Row, ...]
    notes: Mapping[str, int]

    @property
    def total_funds(self) -> FundingFigures | None:
        """The numbers of the row 年度资金总额."""
        return self.figures.total_funds

    @property
    def total_funds_printed(self) -> FundingRow | None:
        """The row 年度资金总额 as printed."""
        index = self.figures.total_row
        return None if index is None else self.form.funding[index]

    @property
    def explains_execution(self) -> bool:
        """True where a reason stands in the row 年度资金总额, or in the one box for the whole form."""
        printed = self.total_funds_printed
        on_row = printed is not None and not notation.is_empty(printed.reason)
        return on_row or self.note("overall_reason") is not None

    @property
    def grade(self) -> str:
        """The glossary id of the printed grade; its text where unknown, empty where none is printed."""
        printed = self.form.grade
        if notation.is_empty(printed):
            return ""
        term = find(printed, "grade")
        return plain(printed) if term is None else term.id

    def note(self, term: str) -> int | None:
        """The index of the filled note beside the table that bears a label of *term*."""
        return self.notes.get(term)

    def explains(self, row: Row) -> bool:
        """True where a reason stands on the line, or in the one box that some forms have for all lines."""
        return not notation.is_empty(row.printed.reason) or self.note("overall_reason") is not None

    def explains_funds(self, index: int) -> bool:
        """True where a reason stands in this funding row or for the funds as a whole."""
        return not notation.is_empty(self.form.funding[index].reason) or self.explains_execution

    @property
    def has_points(self) -> bool:
        """True where some indicator line bears points: forms for transfer payments print none."""
        return any(row.points is not None for row in self.rows)

    def is_scored_by_default(self, row: Row) -> bool:
        """True where only our own formula scores the line, which may not call a form wrong."""
        return row.target.kind is TargetKind.BETWEEN and self.rules.between.clause.trust is Trust.OWN

    def is_over_achieved(self, row: Row) -> bool:
        """True where the line exceeds its target so far that the standard asks why."""
        return row.completion is not None and row.completion >= self.rules.over_achievement.value

    def funds_at(self, field: str) -> str:
        """The path of a cell in the row 年度资金总额."""
        return f"funding[{self.figures.total_row or 0}].{field}"

    def has_cell(self, block: str, field: str) -> bool:
        """Whether the form's layout prints *field* in *block*."""
        return self.layout.column(block, field) is not None


def case_of(form: Form, standard: Standard) -> Case:
    """A form made ready for the checks."""
    numbers = figures(form)
    card = score(form, standard, numbers)
    return Case(
        form=form,
        figures=numbers,
        standard=standard,
        rules=standard.rules(numbers.year),
        scorecard=card,
        layout=next((layout for layout in layouts() if layout.id == form.layout), standard.layout),
        rows=tuple(_row(form, numbers, card, index) for index in range(len(form.indicators))),
        notes=_notes(form),
    )


def _notes(form: Form) -> Mapping[str, int]:
    found: dict[str, int] = {}
    for index, printed in enumerate(form.notes):
        meant = find(printed.label, "field", "notes")
        if meant is not None and not notation.is_empty(printed.text):
            found.setdefault(meant.id, index)
    return found


def _row(form: Form, numbers: Figures, card: Scorecard, index: int) -> Row:
    known = numbers.indicators[index]
    return Row(
        index=index,
        printed=form.indicators[index],
        target=known.target,
        actual=known.actual,
        done=known.done,
        points=None if known.points is None else known.points.value,
        score=None if known.score is None else known.score.value,
        line=card.indicators[index],
        level1=known.level1,
        level2=known.level2,
    )
