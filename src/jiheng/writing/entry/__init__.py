"""The form to be filled in: the printed blank form as a workbook that helps its user.

What is to be filled in is open, all else is locked, without a password. A bar over the form shows the points
so far; it and the lists are not printed, and reading passes them over (the name ``jiheng_aside``).
See ``docs/adr/0011-forms-are-filled-in-as-text.md``.
"""

from __future__ import annotations

from io import BytesIO

from jiheng.standards import Standard
from jiheng.writing import workbook
from jiheng.writing.entry.colours import Colours
from jiheng.writing.entry.formulas import helping
from jiheng.writing.entry.growing import growing
from jiheng.writing.entry.lists import level2_names
from jiheng.writing.entry.page import EntryPage
from jiheng.writing.entry.plan import plan

_NAME = "自评表"
_BAR, _HELP, _LISTS = 0, 1, 2  # rows above the form


def write(standard: Standard, year: int | None = None) -> bytes:
    """The workbook of the blank form of *standard*; the same bytes each time."""
    rules = standard.rules(year)
    seconds = level2_names(rules)
    made = BytesIO()
    book = workbook.new(made)
    planned = plan(standard, year, _LISTS + len(seconds) + 1)
    page = EntryPage(book, book.add_worksheet(_NAME), planned, rules, standard.layout)
    page.put_labels()
    page.put_help(helping(planned, rules, _HELP), _BAR)
    page.put_lists(seconds, _LISTS)
    page.put_entries()
    Colours(book, page.page, planned).put()
    page.close(_NAME)
    book.close()
    return growing(made.getvalue(), range(planned.heading + 1, planned.foot))
