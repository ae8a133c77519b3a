"""What a form earns and what is wrong with it, as the page beside the table shows it."""

from __future__ import annotations

from collections.abc import Iterable
from decimal import Decimal
from typing import Any

from jiheng.checks import groups
from jiheng.model import Finding, Line, Severity
from jiheng.model.serial_results import points_to_text
from jiheng.scoring import figures
from jiheng.standards import Rules
from jiheng.terms import notation
from jiheng.web.apps.evaluations.columns import BLANKS
from jiheng.web.apps.evaluations.document import Document, keyed, keys
from jiheng.web.apps.evaluations.selectors import Judged
from jiheng.web.apps.evaluations.sentences import sentence_for

Json = dict[str, Any]

SEVERITIES = {
    Severity.ERROR: "强制校验",
    Severity.WARNING: "提示性校验（需说明）",
    Severity.HINT: "参考",
}
_TIERS = ("达成预期指标", "部分达成预期指标并具有一定效果", "未达成预期指标且效果较差")


def judgement(judged: Judged, document: Document) -> Json:
    """Scores line by line with their reasons, the points, and the findings with their cells."""
    card, form = judged.scorecard, judged.form
    rules = judged.standard.rules(notation.year_of(form.header.year))
    lines = {}
    index = figures(form).total_row
    if index is not None:
        lines[keyed(document, f"funding[{index}].score")] = _line(card.execution, rules)
    for key, line in zip(keys(document, "indicators"), card.indicators, strict=True):
        lines[f"indicators[{key}].score"] = _line(line, rules)
    return {
        "total": form.total.score,
        "earned": points_to_text(sum((line.score or Decimal(0) for line in _lines(judged)), Decimal(0))),
        "computed": points_to_text(card.total),
        "grade": form.grade or ("" if card.partial else card.grade),
        "partial": card.partial,
        "lines": lines,
        "points": _points(judged, rules),
        "deductions": [
            {"points": points_to_text(d.points), "why": d.why, "path": keyed(document, d.path)}
            for d in card.deductions
            if d.points
        ],
        "findings": [_group(group, judged, document) for group in groups(judged.findings)],
    }


def in_words(findings: Iterable[Finding], document: Document) -> list[dict[str, str]]:
    """Findings as a page lists them: severity, message, what to do, code, and the cell they speak of."""
    return [
        {
            "code": f.code,
            "severity": SEVERITIES[f.severity],
            "message": f.message,
            "fix": f.fix,
            "path": keyed(document, f.at.path),
        }
        for f in findings
    ]


def _lines(judged: Judged) -> Iterable[Line]:
    return (judged.scorecard.execution, *judged.scorecard.indicators)


def _line(line: Line, rules: Rules) -> Json:
    printed = notation.number(line.printed)
    differs = printed is not None and line.score is not None and printed.value != line.score
    return {
        "points": points_to_text(line.points),
        "score": points_to_text(line.score),
        "rule": line.rule,
        "working": line.working,
        "clause": line.clause,
        "met": line.met,
        "differs": differs,
        "tiers": _tiers(line.points, rules) if line.adopted and line.points else [],
    }


def _tiers(points: Decimal, rules: Rules) -> list[Json]:
    """The tiers of a line that is judged in words: each with its band, and the score it begins with."""
    found, high = [], Decimal(1)
    for name, low in zip(_TIERS, rules.qualitative_bands.value, strict=False):
        first = points if high == 1 else points * low
        band = f"{high:.0%}–{low:.0%}：{points * low:.2f}–{points * high:.2f}分"
        found.append({"name": name, "band": band, "score": points_to_text(first)})
        high = low
    return found


def _points(judged: Judged, rules: Rules) -> Json:
    """How the points add up: by level-1 block, against what they should come to."""
    form, card = judged.form, judged.scorecard
    blocks = {"预算执行率": card.execution.points or Decimal(0)}
    for row, line in zip(form.indicators, card.indicators, strict=True):
        name = row.level1 or "未分类"
        blocks[name] = blocks.get(name, Decimal(0)) + (line.points or Decimal(0))
    full = rules.full_points.value
    return {
        "full": points_to_text(full),
        "sum": points_to_text(card.full_points),
        "missing": points_to_text(full - card.full_points),
        "blocks": [{"name": name, "points": points_to_text(points)} for name, points in blocks.items()],
    }


def _group(group: tuple[Finding, ...], judged: Judged, document: Document) -> Json:
    first, *others = (_finding(finding, judged, document) for finding in group)
    return {**first, "others": others}


def _finding(finding: Finding, judged: Judged, document: Document) -> Json:
    path = keyed(document, finding.at.path)
    sentence = sentence_for(finding, path, document, judged.standard.layout)
    return {
        "code": finding.code,
        "severity": finding.severity.value,
        "severity_name": SEVERITIES[finding.severity],
        "path": path,
        "message": finding.message,
        "fix": finding.fix,
        "source": finding.source,
        "correction": finding.correction,
        "blank": finding.code in BLANKS,
        "sentence": sentence and {"path": sentence.path, "text": sentence.text},
    }
