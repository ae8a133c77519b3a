"""Findings for people and machines: a workbook, Markdown, SARIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from jiheng.model import Finding, Severity
from jiheng.model.serial import to_line
from jiheng.terms import label

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_HEADINGS = ("文件", "项目", "级别", "编号", "位置", "疑点", "怎么办", "依据")
_WIDTHS = (16, 24, 14, 9, 20, 60, 50, 40)


@dataclass(frozen=True, slots=True)
class Found:
    """A finding with the document and the project it belongs to; both empty for findings across forms."""

    doc: str
    project: str
    finding: Finding


@dataclass(frozen=True, slots=True)
class RuleText:
    """What SARIF says of a check."""

    code: str
    title: str
    severity: Severity
    page: str


def _row(item: Found) -> tuple[str, ...]:
    finding = item.finding
    place = str(finding.at) or finding.at.path
    level = label(finding.severity)
    return (item.doc, item.project, level, finding.code, place, finding.message, finding.fix, finding.source)


def findings_workbook(found: Sequence[Found]) -> bytes:
    """One line a finding; every cell is text."""
    import xlsxwriter  # slow to load, and most findings are not written as a workbook

    target = BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "strings_to_urls": False}
    with xlsxwriter.Workbook(target, options) as book:
        sheet = book.add_worksheet("疑点")
        heading = book.add_format({"bold": True, "border": 1, "text_wrap": True, "valign": "vcenter"})
        plain = book.add_format({"border": 1, "text_wrap": True, "valign": "top"})
        sheet.freeze_panes(1, 0)
        sheet.set_landscape()
        sheet.fit_to_pages(1, 0)
        for column, (name, width) in enumerate(zip(_HEADINGS, _WIDTHS, strict=True)):
            sheet.set_column(column, column, width)
            sheet.write_string(0, column, name, heading)
        for line, item in enumerate(found, start=1):
            for column, text in enumerate(_row(item)):
                sheet.write_string(line, column, text, plain)
        sheet.autofilter(0, 0, len(found), len(_HEADINGS) - 1)
    return target.getvalue()


def findings_markdown(found: Sequence[Found]) -> str:
    """A Markdown table, one line a finding."""
    lines = [f"| {' | '.join(_HEADINGS)} |", f"|{' --- |' * len(_HEADINGS)}"]
    lines += [f"| {' | '.join(map(_escaped, _row(item)))} |" for item in found]
    return "\n".join(lines) + "\n"


def _escaped(text: str) -> str:
    return " ".join(text.replace("\\", "\\\\").replace("|", "\\|").replace("<", "&lt;").split())


def findings_sarif(found: Sequence[Found], rules: Sequence[RuleText], version: str) -> str:
    """SARIF 2.1.0, for code-scanning viewers."""
    driver = {"name": "jiheng", "version": version, "rules": [_sarif_rule(rule) for rule in rules]}
    run = {"tool": {"driver": driver}, "results": [_sarif_result(item) for item in found]}
    schema = "https://json.schemastore.org/sarif-2.1.0.json"
    return to_line({"$schema": schema, "version": "2.1.0", "runs": [run]})


def _sarif_rule(rule: RuleText) -> dict[str, Any]:
    return {
        "id": rule.code,
        "shortDescription": {"text": rule.title},
        "help": {"text": rule.page, "markdown": rule.page},
        "defaultConfiguration": {"level": _SARIF_LEVELS[rule.severity]},
    }


def _sarif_result(item: Found) -> dict[str, Any]:
    finding = item.finding
    physical: dict[str, Any] = {"artifactLocation": {"uri": item.doc}}
    if finding.at.line:
        physical["region"] = {"startLine": finding.at.line}
    location: Mapping[str, Any] = {
        "physicalLocation": physical,
        "logicalLocations": [{"fullyQualifiedName": f"{item.project}.{finding.at.path}"}],
    }
    return {
        "ruleId": finding.code,
        "level": _SARIF_LEVELS[finding.severity],
        "message": {"text": f"{finding.message}。{finding.fix}"},
        "locations": [location] if item.doc else [],
    }
