"""Findings shown as text, JSON, SARIF, Markdown or a workbook."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from importlib.metadata import version
from itertools import groupby
from operator import attrgetter
from typing import Any

from jiheng.checks import catalogue, groups, page
from jiheng.model import Finding, Form, Outcome, Severity, Status
from jiheng.model.serial import to_line
from jiheng.model.serial_results import finding_to_json, outcomes_to_json
from jiheng.terms import label
from jiheng.writing.findings import (
    Found,
    RuleText,
    findings_markdown,
    findings_sarif,
    findings_workbook,
)


@dataclass(frozen=True, slots=True)
class Judged:
    """One form with its outcomes; ``form`` is None and ``document`` -1 for the checks across forms.

    ``document`` counts the documents of the call: two of them may bear the same name ``doc``.
    """

    document: int
    doc: str
    form: Form | None
    standard: str
    outcomes: tuple[Outcome, ...]
    standing: tuple[Finding, ...]
    accepted: tuple[tuple[Finding, str], ...]

    @property
    def project(self) -> str:
        """The project's name; the forms together have none."""
        return self.form.header.project if self.form else "全部表"


def rendered(format_: str, judged: Sequence[Judged], together: Judged) -> bytes:
    """All findings in one of the formats, as bytes."""
    if format_ == "json":
        return _lines(_json_objects(judged, together))
    if format_ == "text":
        return _lines(_text(judged, together))
    found = [Found(j.doc, j.project, finding) for j in (*judged, together) for finding in j.standing]
    if format_ == "xlsx":
        return findings_workbook(found)
    if format_ == "md":
        return findings_markdown(found).encode("utf-8", "backslashreplace")
    rules = [RuleText(c.code, c.title, c.severity, page(c)) for c in catalogue().values()]
    return findings_sarif(found, rules, version("jiheng")).encode("utf-8", "backslashreplace")


def _lines(lines: Iterator[str]) -> bytes:
    return "".join(f"{line}\n" for line in lines).encode("utf-8", "backslashreplace")


def _json_objects(judged: Sequence[Judged], together: Judged) -> Iterator[str]:
    for _, of_document in groupby(judged, attrgetter("document")):
        items = list(of_document)
        yield to_line({"doc": items[0].doc, "forms": [_as_json(item) for item in items]})
    yield to_line({"together": _as_json(together)})


def _as_json(item: Judged) -> dict[str, Any]:
    data = {**outcomes_to_json(item.outcomes), "findings": [finding_to_json(f) for f in item.standing]}
    if item.accepted:
        data["suppressed"] = [{**finding_to_json(f), "reason": reason} for f, reason in item.accepted]
    return {"project": item.project, "standard": item.standard, **data} if item.form else data


def _text(judged: Sequence[Judged], together: Judged) -> Iterator[str]:
    for item in (*judged, together):
        if item.form or item.standing:
            yield from _one(item)


def _one(item: Judged) -> Iterator[str]:
    counts = Counter(outcome.status for outcome in item.outcomes)
    answers = "，".join(f"{label(status)}{counts[status]}项" for status in Status if counts[status])
    causes = groups(item.standing)
    grave = Counter(group[0].severity for group in causes)
    levels = "，".join(f"{label(level)}{grave[level]}" for level in Severity if grave[level])
    of_doc = f"（{item.doc}）" if item.doc else ""
    by_level = f"（{levels}）" if levels else ""
    yield f"■ {item.project or '（无项目名称）'}{of_doc}：疑点{len(causes)}处{by_level}；{answers}"
    for number, group in enumerate(causes, start=1):
        yield from _group(number, group)
    if item.accepted:
        yield f"  另有{len(item.accepted)}条已列入保留清单。"
    for outcome in item.outcomes:
        if outcome.status is Status.CRASHED:
            yield f"  校验{outcome.code}出错：{outcome.why}"
    yield ""


def _group(number: int, group: tuple[Finding, ...]) -> Iterator[str]:
    said = ""
    for index, finding in enumerate(group):
        place = f"（{finding.at}）" if str(finding.at) else ""
        lead = f"  {number}. " if index == 0 else "     · "
        yield f"{lead}[{label(finding.severity)}] {finding.code} {finding.message}{place}"
        if finding.fix != said:
            yield f"     {'' if index == 0 else '  '}怎么办：{finding.fix}"
        said = finding.fix
    yield f"     依据：{group[0].source}"
