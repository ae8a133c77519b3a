"""Findings that follow from one fact are one 疑点 with its consequences."""

from __future__ import annotations

from collections.abc import Iterable

from jiheng.model import Finding, Outcome, Severity

_ORDER = list(Severity)


def findings_of(outcomes: Iterable[Outcome]) -> tuple[Finding, ...]:
    """All findings, in the order of the outcomes."""
    return tuple(finding for outcome in outcomes for finding in outcome.findings)


def groups(findings: Iterable[Finding]) -> tuple[tuple[Finding, ...], ...]:
    """Findings by cause: the gravest group first, within a group the gravest finding first."""
    by_cause: dict[str, list[Finding]] = {}
    for finding in findings:
        by_cause.setdefault(finding.cause, []).append(finding)
    ranked = (tuple(sorted(group, key=_gravity)) for group in by_cause.values())
    return tuple(sorted(ranked, key=lambda group: _gravity(group[0])))


def _gravity(finding: Finding) -> int:
    return _ORDER.index(finding.severity)
