"""The made-up projects of ``projects.toml``, as edits that somebody could have typed."""

from __future__ import annotations

import tomllib
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from importlib.resources import files
from typing import Any

from jiheng.web.apps.evaluations.document import Document, without_key
from jiheng.web.apps.evaluations.edits import Edit

YEARS = (2023, 2024)
_LEVEL1 = {
    "经济成本指标": "成本指标",
    "数量指标": "产出指标",
    "质量指标": "产出指标",
    "时效指标": "产出指标",
    "服务对象满意度指标": "满意度指标",
}
_OTHERWISE = "效益指标"
_DONE = "达成指标"


@dataclass(frozen=True, slots=True)
class Line:
    """An indicator; ``score`` only where somebody has to judge it."""

    level2: str
    level3: str
    target: str
    actual: str
    points: str
    score: str
    reason: str

    def row(self) -> dict[str, Any]:
        """What is known of it before the year has passed."""
        level1 = _LEVEL1.get(self.level2, _OTHERWISE)
        return {
            "level1": level1, "level2": self.level2, "level3": self.level3,
            "target": {"text": self.target}, "points": self.points,
        }  # fmt: skip


@dataclass(frozen=True, slots=True)
class Project:
    """A project in one year."""

    year: int
    unit: str
    code: str
    name: str
    stage: str
    budget: str
    executed: str
    expected: str
    actual: str
    lines: tuple[Line, ...]
    remarks: Mapping[str, str] = field(default_factory=dict)
    mistake: Mapping[str, str] = field(default_factory=dict)


def projects() -> Iterator[Project]:
    """All projects, year by year."""
    text = files(__package__).joinpath("projects.toml").read_text("utf-8")
    data = tomllib.loads(text)
    for year in YEARS:
        for item in data["project"]:
            if str(year) in item:
                yield _project(year, item, data["kinds"])


def _project(year: int, item: Mapping[str, Any], kinds: Mapping[str, Any]) -> Project:
    told = item[str(year)]
    content = kinds[told.get("kind") or item["kind"]] if "kind" in {*told, *item} else item
    return Project(
        year=year,
        unit=item["unit"],
        code=f"{item['unit']}-{item['code'].replace('24', str(year)[2:], 1)}",
        name=item["name"],
        stage=told["stage"],
        budget=told["budget"],
        executed=told["executed"],
        expected=content["expected"],
        actual=content["actual"],
        lines=tuple(_line(line, told) for line in content["lines"]),
        remarks=told.get("remarks", {}),
        mistake=told.get("mistake", {}),
    )


def _line(line: list[str], told: Mapping[str, Any]) -> Line:
    level2, level3, target, actual, points = line
    actual = told.get("results", {}).get(level3, actual)
    score = told.get("scores", {}).get(level3, points if actual == _DONE else "")
    reason = told.get("reasons", {}).get(level3, "")
    target = told.get("targets", {}).get(level3, target)
    return Line(level2, level3, target, actual, points, score, reason)


def plan(project: Project, document: Document) -> list[Edit]:
    """Rows, targets, goals and budget into an empty form."""
    edits = [Edit(f"indicators[{row['key']}]", without_key(row), None) for row in document["indicators"]]
    after = ""
    for number, line in enumerate(project.lines, 1):
        edits.append(Edit(f"indicators[{_key(number)}]", None, line.row(), after))
        after = _key(number)
    edits.append(Edit("goals.expected", "", project.expected))
    return [*edits, *_money(document, ("budget", "adjusted"), project.budget)]


def outcome(project: Project, document: Document) -> list[Edit]:
    """What the year brought: money spent, results, reasons."""
    edits = [Edit("goals.actual", "", project.actual), *_money(document, ("executed",), project.executed)]
    for number, line in enumerate(project.lines, 1):
        path = f"indicators[{_key(number)}]"
        typed = (("actual", line.actual), ("score", line.score), ("reason", line.reason))
        edits += [Edit(f"{path}.{name}", "", text) for name, text in typed if text]
    return edits


def cell(project: Project, level3: str, name: str) -> str:
    """The path of a cell of the line *level3*."""
    number = next(n for n, line in enumerate(project.lines, 1) if line.level3 == level3)
    return f"indicators[{_key(number)}].{name}"


def _key(number: int) -> str:
    # Rows that an empty form came with are k1, k2, …
    return f"kx{number}"


def _money(document: Document, fields: tuple[str, ...], amount: str) -> Iterator[Edit]:
    """All of it is this year's appropriation, in the first two rows."""
    for number, row in enumerate(document["funding"] if amount else ()):
        for name in fields:
            yield Edit(f"funding[{row['key']}].{name}", "", amount if number < 2 else "0.00")
