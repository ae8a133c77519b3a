"""What a corrected form says otherwise than the one before, in words."""

from __future__ import annotations

from collections.abc import Iterator

from jiheng.model import Form
from jiheng.model.paths import texts
from jiheng.terms import label, words

_BLOCKS = ("funding", "indicators", "notes")
_MOST = 20
_LONGEST = 40
# The parts of a target that follow from its whole.
_DERIVED = (".target.op", ".target.value", ".target.unit")


def changes(before: Form, after: Form) -> tuple[str, ...]:
    """One sentence a changed cell, the first twenty; of a block that has more or fewer rows only that."""
    found = list(_changes(before, after))
    more = len(found) - _MOST
    return (*found[:_MOST], f"另有{more}处") if more > 0 else tuple(found)


def _changes(before: Form, after: Form) -> Iterator[str]:
    moved = []
    for block in _BLOCKS:
        rows = len(getattr(before, block)), len(getattr(after, block))
        if rows[0] != rows[1]:
            moved.append(f"{block}[")
            name = label("table_notes" if block == "notes" else block)
            yield f"{name}由{rows[0]}行改为{rows[1]}行"
    had, has = dict(texts(before)), dict(texts(after))
    for path in dict.fromkeys((*had, *has)):
        was, now = had.get(path, ""), has.get(path, "")
        if was == now or path.startswith(tuple(moved)):
            continue
        whole, _, part = path.rpartition(".")
        if path.endswith(_DERIVED) and had.get(f"{whole}.text") != has.get(f"{whole}.text"):
            continue
        name = words(after, whole if part == "text" and whole.endswith(".target") else path)
        yield f"{name}由{_shown(was)}改为{_shown(now)}"


def _shown(text: str) -> str:
    if not text:
        return "空白"
    shown = " ".join(text.split())
    return f"“{shown if len(shown) <= _LONGEST else f'{shown[:_LONGEST]}…'}”"
