"""The colours of a form to be filled in, as rules: one for what is still missing, red for what is wrong."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any

from xlsxwriter import Workbook
from xlsxwriter.worksheet import Worksheet

from jiheng.writing.entry.formulas import at, in_row, is_number, number
from jiheng.writing.entry.plan import Entry, Plan

MAIN, WRONG = "#1F5C99", "#C00000"
_TINT, _PAPER = "#EEF4FA", "#FFFFFF"
_UNSEEN = {"font_color": _PAPER}
_MONEY = ("budget", "adjusted", "executed")
_WANTED = ("level1", "level2", "level3", "target", "target.value", "actual", "points", "score")


@dataclass(frozen=True, slots=True)
class Colours:
    """Puts the rules on a worksheet."""

    book: Workbook
    page: Worksheet
    plan: Plan

    def put(self) -> None:
        """All rules."""
        self._tint_what_is_missing()
        self._redden_what_is_no_number()
        cells = {name: entry for name in (*_WANTED, "reason") if (entry := self.plan.of_indicators(name))}
        self._compare_scores(cells)
        self._name_once([cells[name] for name in ("level1", "level2") if name in cells])

    def _rule(self, entry: Entry, criteria: str, look: Mapping[str, Any]) -> None:
        last = self.plan.foot - 1 if entry.block == "indicators" else entry.area[2]
        rule = {"type": "formula", "criteria": f"={criteria}", "format": self.book.add_format(dict(look))}
        self.page.conditional_format(*entry.area[:2], last, entry.area[3], rule)

    def _tint_what_is_missing(self) -> None:
        """Head, goals and scored funds; of a row of indicators, once it says anything."""
        scored = tuple(f"funding[{self.plan.total}].{name}" for name in _MONEY)
        for entry in self.plan.entries.values():
            if entry.block in ("header", "goals") or entry.path in scored:
                self._rule(entry, f"LEN(TRIM({at(entry, fixed=True)}))=0", {"bg_color": _TINT})
        cells = [cell for name in _WANTED if (cell := self.plan.of_indicators(name))]
        said = "&".join(in_row(cell) for cell in cells if cell.field not in ("level1", "level2"))
        for cell in cells:
            missing = f"AND(LEN(TRIM({said}))>0,LEN(TRIM({in_row(cell)}))=0)"
            self._rule(cell, missing, {"bg_color": _TINT})

    def _redden_what_is_no_number(self) -> None:
        for entry in self.plan.entries.values():
            if entry.field in (*_MONEY, "points", "score") and entry.is_first:
                self._rule(entry, f"NOT({is_number(entry)})", {"font_color": WRONG})

    def _compare_scores(self, cells: Mapping[str, Entry]) -> None:
        """A score above its points is wrong; one below them waits for its reason."""
        if "points" not in cells or "score" not in cells:
            return
        points, score = number(in_row(cells["points"])), number(in_row(cells["score"]))
        self._rule(cells["score"], f"IFERROR({score}>{points},FALSE)", {"font_color": WRONG})
        if "reason" in cells:
            blank = f"LEN(TRIM({in_row(cells['reason'])}))=0"
            less = f"AND({blank},IFERROR({score}<{points},FALSE))"
            self._rule(cells["reason"], less, {"bg_color": _TINT})

    def _name_once(self, levels: Sequence[Entry]) -> None:
        """A name in several rows is shown in the first, with no lines between: as if the cells were one."""
        for depth, entry in enumerate(levels):
            above, below = (_same(levels[: depth + 1], step) for step in (-1, 1))
            named = f'{in_row(entry)}<>""'
            for criteria, look in (
                (f"AND({named},NOT({above}),{below})", {"bottom_color": _PAPER}),
                (f"AND({named},{above},{below})", {"top_color": _PAPER, "bottom_color": _PAPER, **_UNSEEN}),
                (f"AND({named},{above},NOT({below}))", {"top_color": _PAPER, **_UNSEEN}),
            ):
                self._rule(entry, criteria, {"border": 1, **look})


def _same(levels: Sequence[Entry], step: int) -> str:
    pairs = (f"{in_row(level)}={in_row(level, step)}" for level in levels)
    return f"AND({','.join(pairs)})"
