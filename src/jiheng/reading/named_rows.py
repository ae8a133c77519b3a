"""A field for which a table has no column, printed under the table behind the names of its rows.

``年初预算数 | 年度资金总额：63.65↵其中：当年财政拨款：63.65``. A table with one row has no need of names.
"""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import fields, replace
from typing import Any

from jiheng.model import FundingRow
from jiheng.reading.document import Cell
from jiheng.reading.draft import Draft
from jiheng.reading.labels import labelled

_FIELDS = {
    "funding": {field.name for field in fields(FundingRow)} - {"label", "extra"},
    "indicators": {"actual", "points", "score", "reason"},
}


def named_field(draft: Draft, block: str, cells: Sequence[Cell]) -> str:
    """The field of *block* that *cells* name for its rows, ``""`` where they are no such line."""
    meant = labelled(cells[0].text, "field", block) if block and len(cells) == 2 else None
    if meant is None or meant.field not in _FIELDS.get(block, ()) or (block, meant.field) in draft.columns:
        return ""
    return meant.field


def bind_named_rows(draft: Draft, block: str, cells: Sequence[Cell]) -> bool:
    """Give every row its value; False, and nothing done, where *cells* are not such a field of *block*."""
    field = named_field(draft, block, cells)
    if not field:
        return False
    found = _values(_names(draft, block), cells[1].text)
    for number, text in found.items():
        path = f"{block}[{number}].{field}"
        value: dict[str, Any] = {field: draft.note_source(path, cells[1], text)}
        if block == "funding":
            draft.funding[number] = replace(draft.funding[number], **value)
        else:
            draft.indicators[number] = replace(draft.indicators[number], **value)
    return bool(found)


def _names(draft: Draft, block: str) -> list[str]:
    if block == "funding":
        return [row.label for row in draft.funding]
    return [row.level3 or row.level2 or row.level1 for row in draft.indicators]


def _values(names: Sequence[str], text: str) -> Mapping[int, str]:
    """The value behind each name, in the order of the rows; a line without a name goes on with the last."""
    if len(names) == 1:
        return {0: text}
    found: dict[int, str] = {}
    last = -1
    for line in text.split("\n"):
        for number in range(last + 1, len(names)):
            lead = f"{names[number] or number + 1}："
            if line.startswith(lead):
                found[number], last = line.removeprefix(lead), number
                break
        else:
            if last < 0:
                return {}
            found[last] += f"\n{line}"
    return found
