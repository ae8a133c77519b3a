"""Findings that a person has looked at and accepted, with the reason: ``jiheng-suppress.toml``.

[[suppress]]
code = "FND207"                # a code or the beginning of one
project = "机关服务费"           # optional: only this project
path = "funding[0].rate"       # optional: only this cell
reason = "…"                   # why it may stand; an entry without a reason is refused
"""

from __future__ import annotations

import tomllib
from collections.abc import Iterable
from dataclasses import dataclass, fields

from jiheng.model import Finding, Form, Location, Problem, ProblemKind
from jiheng.terms import plain


@dataclass(frozen=True, slots=True)
class Suppression:
    """One accepted finding; empty ``project`` and ``path`` match all."""

    code: str = ""
    project: str = ""
    path: str = ""
    reason: str = ""

    def covers(self, form: Form | None, finding: Finding) -> bool:
        """Whether it accepts *finding* of *form* (None for findings across forms)."""
        project = form.header.project if form else ""
        return (
            finding.code.startswith(self.code)
            and plain(self.project) in ("", plain(project))
            and self.path in ("", finding.at.path)
        )


def read_suppressions(text: str, name: str) -> tuple[Suppression, ...] | Problem:
    """The entries of a suppression file, or what is wrong with it."""
    try:
        entries = tomllib.loads(text).get("suppress", [])
    except tomllib.TOMLDecodeError as error:
        return _problem(name, f"不是正确的 TOML：{error}")
    known = {f.name for f in fields(Suppression)}
    for entry in entries if isinstance(entries, list) else [None]:
        if not isinstance(entry, dict) or not all(isinstance(value, str) for value in entry.values()):
            return _problem(name, "每一项应为 [[suppress]] 表，各项为文本")
        if entry.keys() - known:
            return _problem(name, f"不认识的项：{'、'.join(sorted(entry.keys() - known))}")
        if not entry.get("code") or not entry.get("reason", "").strip():
            return _problem(name, "每一项都要写 code 和 reason（为什么可以保留）")
    return tuple(Suppression(**entry) for entry in entries)


def _problem(name: str, message: str) -> Problem:
    return Problem(ProblemKind.UNREADABLE, f"保留清单 {name} {message}", "请改正后重试", Location())


def split_suppressed(
    form: Form | None, findings: Iterable[Finding], suppressions: tuple[Suppression, ...]
) -> tuple[tuple[Finding, ...], tuple[tuple[Finding, str], ...]]:
    """The findings that stand, and the accepted ones with their reasons; none is lost."""
    standing: list[Finding] = []
    accepted: list[tuple[Finding, str]] = []
    for finding in findings:
        entry = next((s for s in suppressions if s.covers(form, finding)), None)
        if entry is None:
            standing.append(finding)
        else:
            accepted.append((finding, entry.reason))
    return tuple(standing), tuple(accepted)
