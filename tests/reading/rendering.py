"""Forms set in columns and taken apart again, the way text extracted from a PDF looks.

Written apart from the reader: cells are wrapped greedily with the usual line-begin and line-end rules;
cells of one line share a line with their neighbours, cells of more lines stand alone, blank lines fall where
the dice say.
"""

import re
import unicodedata
from collections.abc import Callable, Iterator
from dataclasses import dataclass

from jiheng.model import Form, Indicator

CLOSING = "，。、；：！？）》”,.;:!?)%"
OPENING = "（《“("
_PIECE = re.compile(
    rf"[{re.escape(OPENING)}]*(?:[A-Za-z0-9.,%]+|.)?[{re.escape(CLOSING)}]*",
)


@dataclass(frozen=True)
class Widths:
    """The widths of the columns, in half ems."""

    label: int
    side: int
    expected: int
    achieved: int
    level1: int
    level2: int
    level3: int
    target: int
    actual: int
    reason: int


def width(text: str) -> int:
    return sum(2 if unicodedata.east_asian_width(char) in "WFA" else 1 for char in text)


def wrapped(text: str, wide: int) -> list[str]:
    """The lines of a cell; a piece wider than the column is cut where it must be."""
    lines, line = [], ""
    for piece in filter(None, _PIECE.findall(text)):
        if line and width(line) + width(piece) > wide:
            lines.append(line)
            line = ""
        line += piece
        while width(line) > wide:
            stop = next(n for n in range(len(line), 0, -1) if width(line[:n]) <= wide)
            lines.append(line[:stop])
            line = line[stop:]
    return [*lines, line]


def ends_full(text: str, wide: int) -> bool:
    """True where the last line has no room for one more character: nothing then shows that it is the last."""
    return width(wrapped(text, wide)[-1]) + 2 > wide


class Page:
    """Lines as they are taken from a page; *chance* answers whether something happens."""

    def __init__(self, chance: Callable[[int], bool]) -> None:
        self.lines: list[str] = []
        self._chance = chance

    def row(self, *cells: list[str]) -> None:
        """The cells of a row, from left to right."""
        together: list[str] = []
        for cell in cells:
            if len(cell) == 1:
                together.append(cell[0])
                continue
            self._line(together)
            self.lines += cell
            if self._chance(50):
                self.lines.append("")
            together = []
        self._line(together)

    def _line(self, together: list[str]) -> None:
        if together:
            self.lines.append(" ".join(together))
            if self._chance(60):
                self.lines.append("")


def rendered(form: Form, widths: Widths, chance: Callable[[int], bool]) -> str:
    """A form of the Shanghai layout as broken text."""
    page = Page(chance)
    page.lines += ["", form.title, f"（{form.header.year}年度）", ""]
    page.row(["项目名称"], [form.header.project])
    page.row(["主管部门"], [form.header.department], ["实施单位"], [form.header.unit])
    page.row(["项目资金", "（万元）"])
    page.row(*([name] for name in ("年初预算数", "全年预算数", "全年执行数", "分数", "执行率(%)", "得分")))
    for line in form.funding:
        figures = (line.budget, line.adjusted, line.executed, line.points, line.rate, line.score)
        page.row(wrapped(line.label, widths.label), *([figure] for figure in figures))
    page.row(wrapped("年度总体目标", widths.side))
    page.row(["预期目标"], ["实际完成情况"])
    page.row(wrapped(form.goals.expected, widths.expected), wrapped(form.goals.actual, widths.achieved))
    page.row(
        *(
            wrapped(name, wide)
            for name, wide in (
                ("一级指标", widths.level1),
                ("二级指标", widths.level2),
                ("三级指标", widths.level3),
                ("年度指标值", widths.target),
                ("实际完成值", widths.actual),
                ("分值", 8),
                ("得分", 8),
                ("偏差原因分析及改进措施", widths.reason),
            )
        )
    )
    for number in range(len(form.indicators)):
        for cells in _indicator_cells(form.indicators, number, widths):
            page.row(*cells)
    page.row(["总分"], [form.total.points], [form.total.score])
    page.row(["评分等级"], [form.grade])
    return "\n".join(page.lines)


def _indicator_cells(rows: tuple[Indicator, ...], number: int, widths: Widths) -> Iterator[list[list[str]]]:
    """The cells of a row; a level that spans rows stands on lines of its own."""
    row, cells = rows[number], list[list[str]]()
    keys = [(r.level1,) for r in rows], [(r.level1, r.level2) for r in rows]
    for key, text, wide in zip(keys, (row.level1, row.level2), (widths.level1, widths.level2), strict=True):
        if number and key[number - 1] == key[number]:
            continue
        cells.append(wrapped(text, wide))
        if number + 1 < len(rows) and key[number + 1] == key[number]:
            yield cells
            cells = []
    cells += [wrapped(row.level3, widths.level3), wrapped(row.target.text, widths.target)]
    cells += [wrapped(row.actual, widths.actual), [row.points], [row.score]]
    if row.reason:
        cells.append(wrapped(row.reason, widths.reason))
    yield cells
