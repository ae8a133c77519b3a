"""Chosen cells as edits of the stored form: those that follow by themselves are left to follow."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from jiheng.standards import Standard
from jiheng.terms import notation, plain
from jiheng.web.apps.evaluations.document import Document, value_at, with_value
from jiheng.web.apps.evaluations.edits import Edit, apply
from jiheng.web.apps.evaluations.following import follow
from jiheng.web.apps.files.matching import Matched


def same(path: str, one: str, other: str) -> bool:
    """True where two texts of the cell at *path* say the same: spaces aside, numbers by value."""
    if plain(one) == plain(other):
        return True
    if path.endswith(".rate"):
        return any(a.value == b.value for a in notation.rates(one) for b in notation.rates(other))
    first, second = notation.number(one), notation.number(other)
    return first is not None and second is not None and first.value == second.value


def taken(
    document: Document, matched: Matched, chosen: Mapping[str, str], standard: Standard
) -> tuple[list[Edit], Document]:
    """The edits that take the *chosen* cells (path → text), and the document that they lead to.

    A score or rate that follows from the line by itself needs no edit; one that differs is typed.
    """
    results = {path: text for path, text in chosen.items() if path.endswith((".score", ".rate"))}
    typed = {path: text for path, text in chosen.items() if path not in results}
    edits = [*_rows(document, matched, chosen), *_cells(document, matched, typed)]
    after = apply(document, edits).document
    followed, _ = follow(document, after, standard)
    for path, text in results.items():
        if not same(path, value_at(followed, path), text):
            edit = Edit(path, value_at(after, path), text)
            edits.append(edit)
            after = with_value(after, edit.path, edit.new)
    shown, _ = follow(document, after, standard)
    return edits, shown


def _rows(document: Document, matched: Matched, chosen: Mapping[str, str]) -> Iterator[Edit]:
    """Template rows that stay empty go, rows that the form lacks come, each with its chosen cells."""
    if not any(path.startswith("indicators[") for path in chosen):
        return
    for key in matched.emptied:
        yield Edit(f"indicators[{key}]", value_at(document, f"indicators[{key}]"), None)
    placed = {row["key"] for row in document["indicators"]} - set(matched.emptied)
    for key, after in matched.added.items():
        path = f"indicators[{key}]"
        given = {
            name.removeprefix(f"{path}."): text
            for name, text in chosen.items()
            if name.startswith(f"{path}.") and not name.endswith(".score")
        }
        if not given:
            continue
        target = given.pop("target", None)
        before = _before(after, matched, placed)
        yield Edit(path, None, {**given, **({} if target is None else {"target": {"text": target}})}, before)
        placed.add(key)


def _before(after: str, matched: Matched, placed: set[str]) -> str:
    """The nearest row in front that is really there: one of which nothing was chosen is not."""
    while after and after not in placed:
        after = matched.added.get(after, "")
    return after


def _cells(document: Document, matched: Matched, typed: Mapping[str, str]) -> Iterator[Edit]:
    for path, text in typed.items():
        key = path.partition("[")[2].partition("]")[0]
        if not (path.startswith("indicators[") and key in matched.added):
            yield Edit(path, value_at(document, path), text)
