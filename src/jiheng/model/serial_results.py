"""Scorecards, findings and outcomes to JSON, in the shapes of the contract."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jiheng.model.finding import Finding, Outcome, Status
from jiheng.model.number import round_half_up
from jiheng.model.scorecard import Deduction, Line, Scorecard
from jiheng.model.serial import location_to_json

Json = dict[str, Any]


def points_to_text(points: Decimal | None) -> str | None:
    """Points, scores and totals as text with two decimals; None stays None."""
    return None if points is None else f"{round_half_up(points, 2):f}"


def scorecard_to_json(card: Scorecard) -> Json:
    """What ``score --json`` says of one form."""
    rate = card.execution.rate
    return {
        "standard": card.standard,
        "execution": {
            "rate": None if rate is None else f"{round_half_up(rate, 2):f}",
            **_line_to_json(card.execution),
            "printed_rate": card.execution.printed_rate,
        },
        "indicators": [{"name": line.name, **_line_to_json(line)} for line in card.indicators],
        "total": points_to_text(card.total),
        "grade": card.grade,
        "partial": card.partial,
        "printed_total": card.printed_total,
        "printed_grade": card.printed_grade,
        "deductions": [_deduction_to_json(item) for item in card.deductions],
    }


def _line_to_json(line: Line) -> Json:
    return {
        "points": points_to_text(line.points),
        "score": points_to_text(line.score),
        "rule": line.rule,
        "working": line.working,
        "clause": line.clause,
        "printed": line.printed,
    }


def _deduction_to_json(item: Deduction) -> Json:
    return {
        "points": points_to_text(item.points),
        "why": item.why,
        "clause": item.clause,
        "path": item.path,
    }


def outcomes_to_json(outcomes: Iterable[Outcome]) -> Json:
    """The count of each outcome, the findings, and why other checks said nothing."""
    given = list(outcomes)
    counts = Counter(outcome.status for outcome in given)
    silent = [o for o in given if o.status not in (Status.PASSED, Status.FOUND)]
    return {
        "outcomes": {status.value: counts[status] for status in Status},
        "findings": [finding_to_json(finding) for outcome in given for finding in outcome.findings],
        "silent": [{"code": o.code, "status": o.status.value, "why": o.why} for o in silent],
    }


def finding_to_json(finding: Finding) -> Json:
    """One finding with its place."""
    data = {
        "code": finding.code,
        "severity": finding.severity.value,
        "at": location_to_json(finding.at),
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
    }
    optional = {"cause": finding.cause, "correction": finding.correction}
    return {**data, **{key: value for key, value in optional.items() if value}}
