"""Labels as they stand on a form: titles, years, units of money, and which block a label belongs to."""

from __future__ import annotations

import re
from collections.abc import Mapping
from functools import cache, lru_cache

from jiheng.terms import Term, bare, find, of_kind, plain

LONGEST_LABEL = 24
FEWEST_LABELS = {"indicators": 3, "funding": 3, "goals": 2}
"""So many labels of a block head its columns; fewer are words of some other row."""
TELLING_LABELS = {
    "indicators": {"level3", "target", "target_value", "actual"},
    "funding": {"budget", "adjusted", "executed"},
    "goals": {"expected", "goal_actual"},
}
"""One of these must be among them: the others stand in several blocks."""
_LONGEST_TITLE = 60
_TITLE_TAIL = re.compile(r"(?:\([^()]*\)|[\d一二三四五六七八九十])+$")
_REMARK = re.compile(r"\([^()]*\)$")
_FORMULA = re.compile(r"(?<=\D)(?:[A-Z]|\d{1,2})(?:[=/×*+\-÷]+(?:[A-Z]|\d{1,3}%?))*$|=.{1,12}$")
_OF_INDICATOR = re.compile(r"^指标(?=.{4})")
_YEAR_IN_FRONT = re.compile(r"^20\d{2}(?=年度)")
_PERIOD = re.compile(
    r"^(?:20\d{2}(?:年度?)?|\d{1,2}(?:-|—|~|至|到)\d{1,2}月份?|截至\d{1,2}月(?:底|末)?|[*★☆▲])+"
)
_YEAR = re.compile(r"\(?((?:19|20)\d{2})\)?年度?\)?|\(((?:19|20)\d{2})\)")
_BLANK_YEAR = "(年度)"
_REVISION = re.compile(r"版本码\s*[0-9A-F]{4}-[0-9A-F]{4}")
_LONGEST_REVISION = 90
_PAGE_MARK = re.compile(
    r"第\s*\d+\s*页.{0,12}|[-—–―~·]\s*\d{1,4}\s*[-—–―~·]|\d{1,4}\s*/\s*\d{1,4}|(?:Page|PAGE|page)\s*\d+.{0,12}"
)
_LONGEST_MARK = 30
_MONEY = re.compile(r"(?:[(:,]|单位)(万元|亿元|元)\)?(?:\([^()]{1,8}\))*$")


@cache
def _titles() -> Mapping[str, Term]:
    """The form that each title announces, the longest titles first."""
    named = {bare(name): item for item in of_kind("title") for name in item.labels}
    return {name: named[name] for name in sorted(named, key=len, reverse=True)}


@cache
def _title_ends() -> tuple[tuple[str, ...], frozenset[str]]:
    titles = tuple(_titles())
    return titles, frozenset(name[-1] for name in titles)


def title_in(text: str) -> str:
    """The title that a line or cell announces, without its year; ``""`` where it is none."""
    titles, ends = _title_ends()
    if len(text) > _LONGEST_TITLE or ends.isdisjoint(text):
        return ""
    title = _TITLE_TAIL.sub("", bare(_YEAR.sub("", bare(text)).rstrip("(（")))
    return title if title.endswith(titles) else ""


def form_titled(title: str) -> Term | None:
    """The kind of form that is printed under *title*; its ``field`` is ``Form.kind``."""
    return next((item for name, item in _titles().items() if title.endswith(name)), None)


def year_in(text: str) -> str:
    """The year that a short line such as ``（2024年度）`` names, else ``""``."""
    shown = plain(text) if len(text) <= _LONGEST_TITLE else ""
    match = _YEAR.search(shown)
    return (match[1] or match[2]) if match else ""


def is_year_line(text: str) -> bool:
    """True for a line that says the year, or leaves it blank, and nothing else."""
    if len(text) <= LONGEST_LABEL and plain(text) == _BLANK_YEAR:
        return True
    return bool(year_in(text)) and not _YEAR.sub("", plain(text)).strip("()")


def is_revision_mark(text: str) -> bool:
    """True for the line with the revision code at the foot of a printed form: it says nothing of the form."""
    return len(text) <= _LONGEST_REVISION and _REVISION.search(text) is not None


def is_page_mark(text: str) -> bool:
    """True for a line that numbers a page (``- 3 -``, ``第 1 页，共 4 页``) or bears a revision mark."""
    text = text.strip()
    if is_revision_mark(text):
        return True
    return len(text) <= _LONGEST_MARK and _PAGE_MARK.fullmatch(text) is not None


def money_unit(text: str) -> str:
    """万元 or 元 at the end of a label, else ``""``.

    As in ``项目资金（万元）``, ``单位：元`` and, with the points behind it, ``预算执行情况（元）（20分）``.
    """
    match = _MONEY.search(plain(text)) if len(text) <= LONGEST_LABEL else None
    return match[1] if match else ""


@lru_cache(maxsize=16384)
def labelled(text: str, kind: str, block: str = "") -> Term | None:
    """The term of *kind* (in *block*) whose label *text* is; long texts are none.

    Spaces, bracketed remarks, the letters and formulas of columns (``执行率③=②/①``) and a period in front
    (``1-7月执行数``) are no part of a label.
    """
    if not 0 < len(text) <= 2 * LONGEST_LABEL or len(plain(text)) > LONGEST_LABEL:
        return None
    return next((found for shown in _readings(text) if (found := find(shown, kind, block))), None)


@lru_cache(maxsize=8192)
def _readings(text: str) -> tuple[str, ...]:
    """A label as it is printed, then with less and less of what is written around it."""
    readings = [text]
    shown = bare(text)
    for pattern in (_REMARK, _REMARK, _FORMULA, _REMARK):
        shown = pattern.sub("", shown) or shown
        readings += [shown]
    readings += [pattern.sub("", shown) or shown for pattern in (_YEAR_IN_FRONT, _PERIOD, _OF_INDICATOR)]
    return tuple(dict.fromkeys(readings))
