"""Which row of the stored form a row of a file stands for."""

from __future__ import annotations

from collections.abc import Callable, Hashable, Iterable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from jiheng.model import Form, FundingRow, Indicator
from jiheng.terms import bare, find, plain
from jiheng.web.apps.evaluations.document import Document

Row = Mapping[str, Any]


@dataclass(slots=True)
class Matched:
    """``keys[block][n]`` is the key of the row for the file's row *n*.

    ``added`` are the keys of rows that the stored form lacks, each with the key of the row before it;
    ``emptied`` those of template rows that nothing in the file fills. ``unplaced`` are the file's rows for
    which there is none, by block and number.
    """

    keys: dict[str, dict[int, str]] = field(default_factory=dict)
    added: dict[str, str] = field(default_factory=dict)
    emptied: tuple[str, ...] = ()
    unplaced: list[tuple[str, int]] = field(default_factory=list)


def match(document: Document, found: Form, prefix: str, *, rows_fixed: bool) -> Matched:
    """Rows by their names, new ones behind the row that they follow in the file.

    New rows get keys that begin with *prefix*; where ``rows_fixed`` (they were approved) there are none.
    """
    made = Matched()
    made.keys["funding"] = _by_name(document["funding"], found.funding, lambda row: _fund(row.label))
    made.keys["notes"] = _by_name(document["notes"], found.notes, lambda note: bare(note.label))
    for block, rows in (("funding", found.funding), ("notes", found.notes)):
        made.unplaced += [(block, n) for n in range(len(rows)) if n not in made.keys[block]]
    _indicators(made, document["indicators"], found.indicators, prefix, rows_fixed=rows_fixed)
    return made


def _fund(label: str) -> str:
    known = find(label, "funding_row")
    return known.id if known else bare(label)


def _by_name(rows: Sequence[Row], found: Sequence[Any], name: Callable[[Any], str]) -> dict[int, str]:
    named = {(_fund if found and isinstance(found[0], FundingRow) else bare)(r.get("label", "")): r["key"]
             for r in reversed(rows)}  # fmt: skip
    matched: dict[int, str] = {}
    for number, row in enumerate(found):
        key = named.get(name(row))
        if key is not None and key not in matched.values():
            matched[number] = key
    return matched


def _indicators(
    made: Matched, rows: Sequence[Row], found: Sequence[Indicator], prefix: str, *, rows_fixed: bool
) -> None:
    """By level 3 (of the same level 2 first); then into blank rows of the same level 2; then as new rows."""
    keys = made.keys["indicators"] = {}
    named = [row for row in rows if row.get("level3")]
    _pair(keys, named, found, lambda level2, level3: (plain(level2), plain(level3)))
    _pair(keys, named, found, lambda _, level3: plain(level3))
    blank = [] if rows_fixed else [row for row in rows if _is_blank(row)]
    _pair(keys, blank, found, lambda level2, _: plain(level2))
    last = ""
    for number in range(len(found)):
        if number not in keys and rows_fixed:
            made.unplaced.append(("indicators", number))
            continue
        if number not in keys:
            keys[number] = f"{prefix}x{number}"
            made.added[keys[number]] = last
        last = keys[number]
    if found:
        made.emptied = tuple(row["key"] for row in blank if row["key"] not in keys.values())


def _pair(
    keys: dict[int, str],
    rows: Iterable[Row],
    found: Sequence[Indicator],
    name: Callable[[str, str], Hashable],
) -> None:
    """Pair what is not paired yet and bears the same name, in order."""
    free = [row for row in rows if row["key"] not in keys.values()]
    for number, line in enumerate(found):
        if number in keys:
            continue
        wanted = name(line.level2, line.level3)
        same = (row for row in free if name(row.get("level2", ""), row.get("level3", "")) == wanted)
        first = next(same, None)
        if first is not None:
            keys[number] = first["key"]
            free.remove(first)


def _is_blank(row: Row) -> bool:
    """A template row: nothing in it but its levels."""
    target = row.get("target") or {}
    said = (row.get("level3"), row.get("actual"), row.get("points"), row.get("reason"), *target.values())
    return not any(text.strip() for text in said if isinstance(text, str))
