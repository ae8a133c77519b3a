"""What all families share: the truth in the schema of the bench, and the cells of the levels."""

from collections.abc import Callable, Iterator, Sequence
from typing import Any

from .contents import Contents, Line
from .style import Style
from .table import Box, Rows, Sheet, label, value

Labels = Sequence[str]


def money_rows(c: Contents, s: Style, labels: Labels, initial: str = "budget") -> list[dict[str, str]]:
    """The rows of money as printed: the first has points and a score, the others a blank for these."""
    rows = []
    for number, (name, money) in enumerate(zip(labels, c.money, strict=False)):
        row = {
            "label": name,
            "budget": s.money(money.budget),
            "adjusted": s.money(money.adjusted),
            "executed": s.money(money.executed),
            "points": s.mark(None if number else c.money_points),
            "rate": s.percentage(money.rate),
            "score": s.mark(None if number else c.money_score),
        }
        rows.append(row)
    return rows


def without(rows: list[dict[str, str]], *names: str) -> list[dict[str, str]]:
    """The same rows where a form does not print some of their columns."""
    return [{**row, **dict.fromkeys(names, "")} for row in rows]


def indicator(line: Line, target: dict[str, Any], actual: str = "", **printed: str) -> dict[str, Any]:
    return {
        "level1": line.level1,
        "level1_points": printed.get("level1_points", ""),
        "level2": line.level2,
        "level3": line.level3,
        "target": target,
        "actual": actual,
        "points": printed.get("points", ""),
        "score": printed.get("score", ""),
        "reason": printed.get("reason", ""),
    }


def marks_of(line: Line, s: Style) -> dict[str, str]:
    """The points, the score and the reason of a line as printed."""
    return {"points": s.mark(line.points), "score": s.mark(line.score), "reason": line.reason}


def national_table(rows: Rows, c: Contents, s: Style) -> dict[str, Any]:
    """The indicators under the national labels and the total below them; what of the truth they are."""
    names = ("年度指标值", "实际完成值", "分值", "得分", "偏差原因分析及改进措施")
    rows.heads(
        [label("绩效指标", 1, len(c.lines) + 1), label("一级指标"), label("二级指标"), label("三级指标")]
        + [label(name) for name in names]
    )
    told = []
    for line, levels in levelled(c.lines, s):
        text, target = s.target(line.op, line.figure, line.unit)
        actual = s.actual(line.done, line.unit)
        marks = marks_of(line, s)
        rows.row(
            *levels, value(line.level3), value(text), value(actual), value(marks["points"]),
            value(marks["score"]),
            value(marks["reason"]),
        )  # fmt: skip
        told.append(indicator(line, target, actual, **marks))
    rows.ended()
    points, total = s.mark(c.total_points), s.mark(c.total)
    rows.row(label("总分", 6), value(points), value(total), value(""))
    return {"indicators": told, "total": {"points": points, "score": total}}


def truth(c: Contents, s: Style, layout: str, title: str, **parts: Any) -> dict[str, Any]:
    """A form; what *parts* leave out is not printed. A title with the year in it is not compared: null."""
    header = {"project": c.project, "department": c.department, "unit": c.unit, "year": c.year}
    return {
        "kind": parts.get("kind", "project"),
        "layout": layout,
        "title": None if c.year in title else title,
        "header": {**header, **parts.get("header", {})},
        "fund_unit": s.money_unit,
        "funding": parts.get("funding", []),
        "goals": {"expected": "", "actual": "", **parts.get("goals", {})},
        "indicators": parts.get("indicators", []),
        "total": {"points": "", "score": "", **parts.get("total", {})},
        "grade": parts.get("grade", ""),
    }


def goals(c: Contents) -> dict[str, str]:
    return {"expected": c.expected, "actual": c.achieved}


def levelled(
    lines: Sequence[Line],
    s: Style,
    cols: tuple[int, int] = (1, 1),
    first: Callable[[str], str] = str,
) -> Iterator[tuple[Line, list[Box]]]:
    """Each line with the cells of its two levels, as far as they begin in its row."""
    for number, line in enumerate(lines):
        boxes = []
        for name, key, wide in (
            (first(line.level1), lambda other: other.level1, cols[0]),
            (line.level2, lambda other: (other.level1, other.level2), cols[1]),
        ):
            begins = not number or key(lines[number - 1]) != key(line)
            if s.levels == "merged":
                rest = lines[number:]
                run = next((n for n, other in enumerate(rest) if key(other) != key(line)), len(rest))
                boxes += [value(name, wide, run)] if begins else []
            else:
                boxes.append(value(name if begins or s.levels == "repeated" else "", wide))
        yield line, boxes


def sheet(s: Style, rows: Rows, before: Labels, after: Labels, told: dict[str, Any], **more: Any) -> Sheet:
    tables = rows.apart() if s.apart else (rows.table(),)
    return Sheet(tuple(before), tables, tuple(after), told, **more)
