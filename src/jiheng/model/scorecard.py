"""What a form earns: every point with its rule, its working and its clause."""

from __future__ import annotations

from dataclasses import dataclass
from decimal import Decimal


@dataclass(frozen=True, slots=True)
class Line:
    """One scored line. Points and score in 分.

    ``score`` is computed anew; None where nothing can be computed and nothing is printed.
    ``adopted`` is true where the printed score was taken over because the line has no formula.
    ``printed`` is the score on the form as text. ``rule`` names the rule, ``working`` the sum in figures,
    ``clause`` the source with its trust grade. ``met`` says whether the target was met; None where that
    cannot be decided.
    """

    name: str
    points: Decimal | None
    score: Decimal | None
    rule: str
    working: str
    clause: str
    printed: str
    adopted: bool = False
    met: bool | None = None


@dataclass(frozen=True, slots=True)
class ExecutionLine(Line):
    """The line 预算执行率. ``rate`` in per cent, unrounded; None where the budget is zero or missing."""

    rate: Decimal | None = None
    printed_rate: str = ""


@dataclass(frozen=True, slots=True)
class Deduction:
    """Points lost, why, and under which clause.

    Negative where a line was given more than its points; zero where an entry only names a gap in the points.
    """

    points: Decimal
    why: str
    clause: str
    path: str = ""


@dataclass(frozen=True, slots=True)
class Scorecard:
    """A form scored under a standard.

    ``deductions`` add up to the form's points less ``total``, exactly. ``full_points`` is Σ points of the
    execution line and the indicators.
    """

    standard: str
    execution: ExecutionLine
    indicators: tuple[Line, ...]
    full_points: Decimal
    total: Decimal
    grade: str
    printed_total: str
    printed_grade: str
    deductions: tuple[Deduction, ...]
    partial: bool = False
