"""Edits ``(path, old, new)``: taken where the old value still stands, otherwise both values are shown."""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import asdict, dataclass
from typing import Any

from jiheng.web.apps.audit.services import canonical
from jiheng.web.apps.evaluations.document import (
    ROWS,
    Document,
    PathError,
    fields_of,
    value_at,
    with_value,
)

LONGEST_CELL = 5000
MOST_ROWS = 300
MOST_EDITS = 2000
LONGEST_FORM = 200_000  # characters, some hundred pages: more would take minutes to be printed
MOST_CELLS = 40
_UNPRINTABLE = re.compile("[\x00-\x08\x0b\x0c\x0e-\x1f\x7f\ud800-\udfff]")
_KEY = re.compile(r"k\w{1,31}")


class EditError(Exception):
    """An edit that cannot be meant; the message says why, in Chinese."""


@dataclass(frozen=True, slots=True)
class Edit:
    """One change: a cell (``old`` and ``new`` are texts) or a row (objects; None where there is no row).

    ``after`` is the key of the row before it, for a row that is put in. ``auto`` marks what the program
    filled in by itself, such as a score that follows from the line.
    """

    path: str
    old: Any
    new: Any
    after: str = ""
    auto: bool = False

    def to_json(self) -> dict[str, Any]:
        """As it is kept in the audit chain."""
        return {
            name: value for name, value in asdict(self).items() if value or name in ("path", "old", "new")
        }


@dataclass(frozen=True, slots=True)
class Conflict:
    """An edit that was not taken, since somebody else has put ``theirs`` there."""

    path: str
    old: Any
    theirs: Any
    yours: Any


@dataclass(frozen=True, slots=True)
class Applied:
    """A document after some edits: those taken, and those in conflict."""

    document: Document
    taken: tuple[Edit, ...]
    conflicts: tuple[Conflict, ...]


def edit_from_json(data: Any) -> Edit:
    """An edit as a program sent it; EditError where it has not that shape."""
    if not isinstance(data, Mapping) or not isinstance(data.get("path"), str):
        raise EditError("修改的格式不对")
    after = data.get("after") or ""
    new: Any = printable(data.get("new"))
    made = Edit(data["path"], printable(data.get("old")), new, after)
    is_row = made.path.endswith("]")
    wanted: tuple[type, ...] = (Mapping, type(None)) if is_row else (str,)
    if not isinstance(made.new, wanted) or not isinstance(made.old, wanted):
        raise EditError("修改的格式不对")
    keys = [made.path.partition("[")[2].rstrip("]")] if is_row else []
    if not all(isinstance(key, str) and _KEY.fullmatch(key) for key in (*keys, after or "k0")):
        raise EditError("行的标识不对")
    if is_row and new is not None and (unknown := set(new) - fields_of(made.path)):
        raise EditError(f"行中没有“{min(unknown)[:32]}”这一栏")
    for text in _texts(made.new):
        if not isinstance(text, str):
            raise EditError("一行中每一格都应是文本")
        if len(text) > LONGEST_CELL:
            raise EditError(f"一格最多{LONGEST_CELL}字，这里有{len(text)}字")
    return made


def printable(value: Any) -> Any:
    """Text, or JSON with text in it, without the signs that no database keeps and no printer prints."""
    if isinstance(value, Mapping):
        return {printable(name): printable(item) for name, item in value.items()}
    if isinstance(value, list | tuple):
        return [printable(item) for item in value]
    return _UNPRINTABLE.sub("", value) if isinstance(value, str) else value


def _texts(value: Any) -> Iterator[Any]:
    """The text of a cell, or those of a row, whose target may be in parts."""
    if not isinstance(value, Mapping):
        yield from () if value is None else (value,)
        return
    if len(value) > MOST_CELLS:
        raise EditError("一行的栏目过多")
    for name, item in value.items():
        if name == "target" and isinstance(item, Mapping):
            yield from item.values()
        else:
            yield item


def apply(document: Document, edits: Iterable[Edit]) -> Applied:
    """All *edits* that still fit, in order; an edit whose new value stands already is neither."""
    taken: list[Edit] = []
    conflicts: list[Conflict] = []
    for edit in edits:
        try:
            current = value_at(document, edit.path)
            if _same(current, edit.new):
                continue
            if not _same(current, edit.old):
                conflicts.append(Conflict(edit.path, edit.old, current, edit.new))
                continue
            document = with_value(document, edit.path, edit.new, edit.after)
        except PathError as error:
            raise EditError(f"表中没有“{error}”这一格") from None
        taken.append(edit)
    if any(len(document[block]) > MOST_ROWS for block in ROWS):
        raise EditError(f"最多{MOST_ROWS}行")
    if taken and len(canonical(document).decode()) > LONGEST_FORM:
        raise EditError(f"全表最多{LONGEST_FORM // 10_000}万字，请精简文字，较长的说明作为佐证材料上传")
    return Applied(document, tuple(taken), tuple(conflicts))


def _same(one: Any, other: Any) -> bool:
    return bool(_bare(one) == _bare(other))


def _bare(value: Any) -> Any:
    """Rows are the same where the same cells are filled."""
    if isinstance(value, Mapping):
        return {name: inner for name, item in value.items() if (inner := _bare(item))}
    return value.replace("\r\n", "\n") if isinstance(value, str) else value
