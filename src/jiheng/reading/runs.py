"""Figures printed without separators, taken apart where arithmetic leaves one way only.

``202010100.00%10`` below five labels is 20, 20, 10, 100.00% and 10, because 20 ÷ 20 is 100.00 % and
10 × 20 ÷ 20 is 10, and no other cut agrees with both. Digits stay in their order; none is added or dropped.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from jiheng.reading.arithmetic import funding_row
from jiheng.terms import notation

_PART = re.compile(r"(?:0|[1-9]\d*)(?:\.\d+)?%?")
_RUN = re.compile(r"[0-9][0-9.%]+")
_HIGHEST_RATE = 1000
_SHORTEST, _LONGEST = 6, 48
_MOST_TRIES = 10_000


def is_run(text: str) -> bool:
    """True for digits, points and per cent signs that can hardly be one figure."""
    if not _SHORTEST <= len(text) <= _LONGEST or not _RUN.fullmatch(text):
        return False
    figure = notation.number(text)
    return figure is None or (text.endswith("%") and figure.value > _HIGHEST_RATE)


def split_run(text: str, fields: Sequence[str]) -> tuple[str, ...]:
    """The figures of one funding row in *text*, one for each of *fields*.

    Empty where not exactly one cut agrees with every constraint that the fields allow. A rate of zero
    agrees with too much to count.
    """
    asked = funding_row(dict.fromkeys(fields, "1")).checked
    if not asked:
        return ()
    found: list[tuple[str, ...]] = []
    for tries, parts in enumerate(_cuts(text, len(fields))):
        agreement = funding_row(dict(zip(fields, parts, strict=True)), as_shown=True)
        if agreement.is_sound and agreement.checked == asked and _says_something(fields, parts):
            found.append(parts)
        if tries > _MOST_TRIES or len(found) > 1:
            return ()
    return found[0] if found else ()


def _says_something(fields: Sequence[str], parts: Sequence[str]) -> bool:
    rate = notation.number(parts[fields.index("rate")]) if "rate" in fields else None
    return rate is None or rate.value != 0


def _cuts(text: str, count: int) -> Iterator[tuple[str, ...]]:
    """Every way to cut *text* into *count* figures."""
    if count == 1:
        if _PART.fullmatch(text):
            yield (text,)
        return
    for stop in range(1, len(text) - count + 2):
        if _PART.fullmatch(text, 0, stop) and text[stop].isdigit():
            for rest in _cuts(text[stop:], count - 1):
                yield text[:stop], *rest
