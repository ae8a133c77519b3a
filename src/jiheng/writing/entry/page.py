"""The worksheet of a form to be filled in."""

from __future__ import annotations

from collections.abc import Mapping

from xlsxwriter import Workbook
from xlsxwriter.format import Format
from xlsxwriter.utility import xl_range_abs
from xlsxwriter.worksheet import Worksheet

from jiheng.standards import Layout, Rules
from jiheng.writing import workbook
from jiheng.writing.entry.colours import MAIN, WRONG
from jiheng.writing.entry.formulas import Help, bar, in_row, is_wrong, shown
from jiheng.writing.entry.lists import validation
from jiheng.writing.entry.plan import Entry, Plan
from jiheng.writing.xlsx import LOOKS, put_grid

_ASIDE = "jiheng_aside"
_BAR_HEIGHT = 24
_FREE_COLUMNS = 9
_LEFT_TO_USERS = ("insert_rows", "delete_rows", "format_rows", "format_columns", "format_cells")


class EntryPage:
    """Puts a plan on a worksheet, part by part."""

    def __init__(self, book: Workbook, page: Worksheet, plan: Plan, rules: Rules, layout: Layout) -> None:
        self.book, self.page, self.plan, self.rules, self.layout = book, page, plan, rules, layout
        self.help = Help(0, {}, {})
        self.choices: Mapping[str, str] = {}
        self._formats: dict[tuple[str, bool, str], Format] = {}

    def _look(self, look: str, *, is_open: bool, number_format: str = "@") -> Format:
        wanted = look, is_open, number_format
        if wanted not in self._formats:
            own = {"locked": not is_open, "num_format": number_format}
            self._formats[wanted] = workbook.text_format(self.book, {**LOOKS[look], **own})
        return self._formats[wanted]

    def put_labels(self) -> None:
        """All that the form says itself; the columns beside it are free for the user's own."""
        put_grid(self.page, self.plan.grid)
        width = len(self.plan.grid.widths)
        self.page.set_column(width, width + _FREE_COLUMNS, None, self.book.add_format({"locked": False}))
        for spot in self.plan.labels:
            workbook.put(self.page, spot.area, spot.text, self._look(spot.look, is_open=False))

    def put_help(self, help_: Help, row: int) -> None:
        """The bar in sight, and under it, hidden, what it and the form's own formulas are made from."""
        self.help = help_
        lined = {"font_color": MAIN, "num_format": "General", "bottom": 2, "bottom_color": MAIN}
        look = workbook.text_format(self.book, lined)
        last = len(self.plan.grid.widths) - 1
        self.page.set_row(row, _BAR_HEIGHT)
        self.page.merge_range(row, 0, row, last, "", look)
        self.page.write_formula(row, 0, f"={bar(self.plan, help_, self.rules)}", look, "")
        wrong = self.book.add_format({"font_color": WRONG})
        rule = {"type": "formula", "criteria": f"={is_wrong(help_, self.rules)}", "format": wrong}
        self.page.conditional_format(row, 0, row, last, rule)
        for name, formula in help_.cells.items():
            self.page.write_formula(help_.row, help_.column(name), f"={formula}", None, "")
        for name, formula in help_.sums.items():
            column = help_.column(name)
            self.page.write_array_formula(help_.row, column, help_.row, column, f"{{={formula}}}", None, 0)
        self.page.set_row(help_.row, None, None, {"hidden": True})
        self.page.freeze_panes(row + 1, 0)

    def put_lists(self, seconds: Mapping[str, tuple[str, ...]], top: int) -> None:
        """The level-2 names behind their level-1 name, one of these a row; all of them in the row below."""
        everything = tuple(dict.fromkeys(name for names in seconds.values() for name in names))
        lists = [*seconds.values(), everything]
        for row, (first, names) in enumerate(zip((*seconds, ""), lists, strict=True), start=top):
            for column, name in enumerate((first, *names)):
                if name:
                    self.page.write_string(row, column, name)
            self.page.set_row(row, None, None, {"hidden": True})
        ranges = [xl_range_abs(row, 1, row, len(names)) for row, names in enumerate(lists, start=top)]
        firsts = xl_range_abs(top, 0, top + len(seconds) - 1, 0)
        self.choices = {"level1": f"={firsts}", "level2": self._by_first(firsts, ranges)}

    def _by_first(self, firsts: str, ranges: list[str]) -> str:
        """The list under the level-1 name in the same row; all names while there is none."""
        first = self.plan.of_indicators("level1")
        if first is None:
            return f"={ranges[-1]}"
        number = f"IFERROR(MATCH({in_row(first)},{firsts},0),{len(ranges)})"
        return f"=CHOOSE({number},{','.join(ranges)})"

    def put_entries(self) -> None:
        """Every cell to be filled in, with what it holds yet and how it is asked for."""
        for entry in self.plan.entries.values():
            formula = shown(entry, self.plan, self.help, self.rules)
            if formula:
                self._put_formula(entry, formula)
            else:
                workbook.put(self.page, entry.area, entry.text, self._look(entry.look, is_open=True))
            if entry.is_first:
                self._ask(entry)

    def _put_formula(self, entry: Entry, formula: str) -> None:
        """A formula of ours. What is typed over it shows two places, or, for a rate, what was typed."""
        is_text = entry.field == "rate" or entry.path == "grade"
        look = self._look(entry.look, is_open=True, number_format="General" if is_text else "0.00")
        if entry.area[:2] != entry.area[2:]:
            self.page.merge_range(*entry.area, "", look)
        self.page.write_formula(*entry.area[:2], f"={formula}", look, "")

    def _ask(self, entry: Entry) -> None:
        """The question of a cell; of an indicator's, that of its whole column."""
        is_line = entry.block == "indicators"
        choices = self.choices.get(entry.field, "") if is_line else ""
        last = self.plan.foot - 1 if is_line else entry.area[0]
        asked = validation(entry, choices, self.rules, self.layout)
        self.page.data_validation(*entry.area[:2], last, entry.area[1], dict(asked))

    def close(self, sheet: str) -> None:
        """What is printed, what is locked, and what is none of the form."""
        grid = self.plan.grid
        self.page.print_area(grid.top, 0, grid.end - 1, len(grid.widths) - 1)
        is_landscape = self.layout.orientation == "landscape"
        workbook.set_up_page(self.page, landscape=is_landscape, pages_high=1 if grid.is_one_page else 0)
        self.page.protect("", dict.fromkeys(_LEFT_TO_USERS, True))
        aside = xl_range_abs(0, 0, grid.top - 1, len(grid.widths) + _FREE_COLUMNS)
        self.book.define_name(_ASIDE, f"={sheet}!{aside}")
