"""Days as forms print them: ``2021年12月31日``, ``12月底前``, ``2023年底``, ``2021-12-31``, 时间范围."""

from __future__ import annotations

import re
from calendar import monthrange
from dataclasses import dataclass
from datetime import date

from jiheng.terms.glossary import plain

_SEPARATED = r"(?P<y1>(?:19|20)\d{2})[-/.](?P<m1>\d{1,2})[-/.](?P<d1>\d{1,2})"
_MONTH = r"(?:(?P<y2>(?:19|20)\d{2})年)?(?P<m2>\d{1,2})月(?:(?P<d2>\d{1,2})[日号]|(?P<end2>底|末))?"
_YEAR = r"(?P<y3>(?:19|20)\d{2})年(?P<end3>底|末|度)?|(?P<bare>年底|年末)"
_DAY = re.compile(f"{_SEPARATED}|{_MONTH}|{_YEAR}")
_LEAD = re.compile(r"(?:于|在|截至|截止|至迟|不晚于|不迟于|至|-|~|—|到)+")
_TAIL = re.compile(r"(?:之前|以前|前|内)?(?:[^\d，,。;；%]{0,8})[。.]?")


@dataclass(frozen=True, slots=True)
class Day:
    """A printed day; ``day`` is None where no year is printed and none was given."""

    day: date | None


def last_day(text: str, year: int | None) -> Day | None:
    """The last day that *text* names, when days are all it names; a month or year stands for its last day."""
    rest, found = plain(text), None
    while True:
        rest = rest[match.end() :] if (match := _LEAD.match(rest)) else rest
        match = _DAY.match(rest)
        if match is None:
            break
        year = int(match["y1"] or match["y2"] or match["y3"] or 0) or year
        found, rest = match, rest[match.end() :]
    if found is None or not _TAIL.fullmatch(rest):
        return None
    return _day(found, year)


def _day(match: re.Match[str], year: int | None) -> Day | None:
    month = int(match["m1"] or match["m2"] or 12)
    if not 1 <= month <= 12:
        return None
    if year is None:
        return Day(None)
    printed = match["d1"] or match["d2"]
    day = int(printed) if printed else monthrange(year, month)[1]
    return Day(date(year, month, day)) if 1 <= day <= monthrange(year, month)[1] else None
