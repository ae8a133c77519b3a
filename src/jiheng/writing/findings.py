"""Findings for people and machines: a workbook, Markdown, SARIF."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from io import BytesIO
from typing import Any

from jiheng.model import Finding, Severity
from jiheng.model.serial import to_line
from jiheng.terms import label
from jiheng.writing.measure import lines

_SARIF_LEVELS = {Severity.ERROR: "error", Severity.WARNING: "warning", Severity.HINT: "note"}
_HEADINGS = ("文件", "项目", "级别", "编号", "位置", "疑点", "怎么办", "依据")
_WIDTHS = (110, 150, 100, 66, 130, 330, 280, 230)  # pixels
_LOOK = {"border": 1, "text_wrap": True}


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
    from jiheng.writing import workbook  # slow to load, and most findings are not written as a workbook

    made = BytesIO()
    with workbook.new(made) as book:
        page = book.add_worksheet("疑点")
        heading = workbook.text_format(
            book, {"bold": True, "border": 1, "text_wrap": True, "align": "center"}
        )
        plain = workbook.text_format(book, _LOOK)
        for column, width in enumerate(_WIDTHS):
            page.set_column_pixels(column, column, width)
        for number, row in enumerate((_HEADINGS, *map(_row, found))):
            height = max(
                lines(text, workbook.ems(width) - workbook.PADDING)
                for text, width in zip(row, _WIDTHS, strict=True)
            )
            page.set_row(number, min(workbook.height_of(height), workbook.TALLEST_ROW))
            for column, text in enumerate(row):
                look = plain if number else heading
                workbook.put(page, (number, column, number, column), text[: workbook.LONGEST_TEXT], look)
        workbook.set_up_page(page, landscape=True, pages_high=0)
        page.freeze_panes(1, 0)
        page.repeat_rows(0)
        page.autofilter(0, 0, len(found), len(_HEADINGS) - 1)
    return made.getvalue()


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
