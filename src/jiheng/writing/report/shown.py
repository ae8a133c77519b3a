"""How figures stand in a report: exact, and a dash where there is none."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from decimal import Decimal

from jiheng.writing.distribution import share
from jiheng.writing.page import visible
from jiheng.writing.summary_figures import AMOUNTS, Line, Shown, Sum

ABSENT = "—"
AMOUNT_NAMES = dict(zip(AMOUNTS, ("年初预算数", "全年预算数", "全年执行数"), strict=True))


def number(value: Shown | int | None) -> str:
    """A figure with all its places; a text as it is printed."""
    if isinstance(value, Decimal):
        return f"{value:f}"
    return ABSENT if value is None or value == "" else text(str(value))


def percent(value: Decimal | None) -> str:
    """A figure in per cent."""
    return ABSENT if value is None else f"{value:f}%"


def part(value: Decimal | int | None, whole: Decimal | int | None) -> str:
    """A share in per cent, to two places."""
    return percent(share(value, whole))


def text(value: str) -> str:
    """A text as paper shows it, whatever ends its lines; a dash where there is none."""
    return "\n".join(visible(value).splitlines()).strip() or ABSENT


def amounts(of: Line | Sum) -> dict[str, str]:
    """The three amounts in 万元."""
    return dict(zip(AMOUNT_NAMES.values(), map(number, of.amounts), strict=True))


def joined(parts: Iterable[str]) -> str:
    """Remarks in one line."""
    return "；".join(part for part in parts if part)


def year(printed: str) -> str:
    """A year without 年 or 年度."""
    return printed.removesuffix("年度").removesuffix("年")


def units(texts: Iterable[str]) -> Iterator[str]:
    """What is printed, each once, in the order of its first coming."""
    return iter(dict.fromkeys(text(value) for value in texts if value.strip()))
