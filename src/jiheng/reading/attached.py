"""The data that came with a document beside what its pages print: the pages count, the data is compared.

Where both say the same, the data also has what paper does not show: spaces, line ends, the year in a
title. Where they differ, somebody changed one of the two: the form stays as it is printed, and the difference
is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace

from jiheng.model import Form, Location, Note, Problem, ProblemKind, TargetText
from jiheng.model.paths import texts
from jiheng.standards import Layout, for_layout
from jiheng.terms import bare, notation, plain, words

_YEAR = re.compile(r"^\d{4}年?度?")
_PATH = re.compile(r"(header|funding|goals|indicators|total|grade)(?:\[\d+\])?(?:\.(.+))?")
_WITH_COLUMNS = ("header", "funding", "goals", "indicators")
_EVERYWHERE = ("year", "label")  # in the line under the title, in front of a row
# What a form says of itself, and what is compared on its own.
_NOT_PRINTED = {"kind", "layout", "title"}
_SHOWN = 5
_FIX = "请向编制单位索取原件，两者以盖章的页面为准；jiheng check 逐处列出不同"


def compared(forms: Sequence[Form], attached: Sequence[Form]) -> tuple[tuple[Form, ...], tuple[Problem, ...]]:
    """The forms as printed, with ``attached`` set, and a Problem for every one that the data contradicts."""
    found: list[Form] = []
    problems: list[Problem] = []
    for form, data in _pairs(forms, attached):
        if form is None:
            problems.append(_only_in_data(data))
            continue
        told = _compared(form, data)
        found.append(told)
        if told.attached:
            problems.append(_contradicted(told))
    return tuple(found), tuple(problems)


def _pairs(forms: Sequence[Form], attached: Sequence[Form]) -> Iterator[tuple[Form | None, Form]]:
    """Every form with its data, empty where there is none; then what is in the data alone."""
    if len(forms) == len(attached):
        yield from zip(forms, attached, strict=True)
        return
    left = list(attached)
    for form in forms:
        number = next((n for n, data in enumerate(left) if _name(data) == _name(form)), None)
        yield form, Form() if number is None else left.pop(number)
    for data in left:
        yield None, data


def _name(form: Form) -> str:
    return plain(form.header.project)


def _compared(form: Form, data: Form) -> Form:
    layout = for_layout(form.layout).layout
    differ = dict(_differences(form, data, layout))
    return replace(form, attached=differ) if differ else _completed(form, data)


def _differences(form: Form, data: Form, layout: Layout) -> Iterator[tuple[str, str]]:
    """Every path at which the data says otherwise, with what it says.

    What the layout has no place for is printed in a line of its own, with others of its kind: it only has to
    stand somewhere.
    """
    printed, said = _printed(form), _printed(data)
    if not _is_title(form.title, data, layout):
        yield "title", data.title
    # A target in three cells says what the one cell said, in signs: ≥ 41 个 for 不低于41(个).
    in_parts = layout.column("indicators", "target") is None
    shown = plain("".join((*printed.values(), *_loose_texts(form))))
    for path in {**printed, **said}:
        here, there = plain(printed.get(path, "")), plain(said.get(path, ""))
        if here == there or (there in shown and not _has_place(path, layout)):
            continue
        if not (path.endswith(".target") and in_parts and notation.meant(here) == notation.meant(there)):
            yield path, said.get(path, "")
    yield from _other_notes(form.notes, data.notes, shown, _left_over(data, said, layout))


def _other_notes(
    printed: Sequence[Note], said: Sequence[Note], shown: str, left_over: Sequence[str]
) -> Iterator[tuple[str, str]]:
    """The notes that differ; those that hold what has no place of its own do not."""
    left = {number: note for number, note in enumerate(printed) if plain(note.text)}
    for note in said:
        text = plain(note.text)
        named = [number for number, other in left.items() if bare(other.label) == bare(note.label)]
        same = next((number for number in named if plain(left[number].text) == text), None)
        if same is not None:
            del left[same]
        elif named and text:
            yield f"notes[{named[0]}].text", note.text
            del left[named[0]]
        elif text not in shown:
            yield f"notes[{len(printed)}].text", note.text
    for number, note in left.items():
        if not _is_made_of(plain(note.text), left_over):
            yield f"notes[{number}].text", ""


def _loose_texts(form: Form) -> Iterator[str]:
    yield from (note.text for note in form.notes)
    yield from (loose.text for loose in form.unbound)


def _left_over(data: Form, said: Mapping[str, str], layout: Layout) -> list[str]:
    """What is printed of the data without a place of its own, and the names of rows in front of it."""
    rows = (
        text
        for row in data.indicators
        for text in (row.level1, row.level2, row.level3, _whole(row.target).text)
    )
    found = {
        *(text for path, text in said.items() if not _has_place(path, layout)),
        *_loose_texts(data),
        *rows,
        *(row.label for row in data.funding),
    }
    return sorted(filter(None, map(plain, found)), key=len, reverse=True)


def _is_made_of(text: str, parts: Sequence[str]) -> bool:
    for part in parts:
        text = text.replace(part, "")
    return not text.strip(":")


def _completed(form: Form, data: Form) -> Form:
    """The form with what the data that agrees with it has besides."""
    is_own = data.layout in ("", form.layout)
    is_numbered = len(data.notes) == len(form.notes)
    sources = {path: at for path, at in form.sources.items() if is_numbered or not path.startswith("notes")}
    return replace(
        data,
        kind=form.kind,
        layout=form.layout,
        title=data.title if is_own else form.title,
        unbound=form.unbound if is_own else data.unbound,
        confidence=form.confidence,
        sources=sources,
        attached={},
        extra=form.extra,
    )


def _printed(form: Form) -> dict[str, str]:
    """Every text of the form that paper shows, by path; a target is one, however many cells it has."""
    whole = replace(
        form,
        indicators=tuple(replace(row, target=_whole(row.target)) for row in form.indicators),
        notes=(),
        unbound=(),
    )
    return {
        path.removesuffix(".text") if path.endswith("target.text") else path: text
        for path, text in texts(whole)
        if path not in _NOT_PRINTED and plain(text)
    }


def _whole(target: TargetText) -> TargetText:
    return TargetText(target.text or f"{notation.operator(target.op)}{target.value}{target.unit}")


def _has_place(path: str, layout: Layout) -> bool:
    """True where the layout has a cell for what stands at *path*."""
    match = _PATH.fullmatch(path)
    if match is None:
        return True
    block, name = match.groups()
    if block == "total":
        return layout.column("indicators", name) is not None
    if block == "grade":
        return bool(layout.grade)
    if name in _EVERYWHERE:
        return True
    names = (name, f"{name}.value")
    return block in _WITH_COLUMNS and any(layout.column(block, field) for field in names)


def _is_title(printed: str, data: Form, layout: Layout) -> bool:
    """Pages are read without the year in front of a title; in another layout a form bears that one's."""
    titles = (data.title, layout.title.format(year=data.header.year))
    return any(_YEAR.sub("", plain(title)) == _YEAR.sub("", plain(printed)) for title in titles)


def _contradicted(form: Form) -> Problem:
    paths = list(form.attached or ())
    named = "、".join(words(form, path) for path in paths[:_SHOWN]) + ("等" if len(paths) > _SHOWN else "")
    what = f"“{form.header.project}”的页面与文件附带的数据有{len(paths)}处不同，可能被改动过：{named}"
    return Problem(ProblemKind.UNREADABLE, what, _FIX, form.at(paths[0]))


def _only_in_data(data: Form) -> Problem:
    what = f"文件附带的数据里有“{data.header.project}”，页面上没有这张表，可能被改动过"
    return Problem(ProblemKind.UNREADABLE, what, _FIX, Location())
