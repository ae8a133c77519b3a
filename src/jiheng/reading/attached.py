"""The data that came with a document beside what its pages print: the pages count, the data is compared.

Where both say the same, the data also has what paper does not show: spaces, line ends, the year in a
title. Where they differ, somebody changed one of the two: the form stays as it is printed, and the difference
is kept with it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import replace

from jiheng.model import Form, Location, Problem, ProblemKind, TargetText
from jiheng.model.paths import texts
from jiheng.standards import Layout, for_layout
from jiheng.terms import notation, plain, words

_YEAR = re.compile(r"^\d{4}年?度?")
_PATH = re.compile(r"(header|funding|goals|indicators|total|grade|notes)(?:\[\d+\])?(?:\.(.+))?")
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
    shown = plain("".join((*printed.values(), *(loose.text for loose in form.unbound))))
    for path in {**printed, **said}:
        here, there = plain(printed.get(path, "")), plain(said.get(path, ""))
        must_agree = _has_place(path, layout, is_own=data.layout in ("", form.layout))
        if here == there or (not must_agree and there in shown):
            continue
        if not (path.endswith(".target") and in_parts and _parts(here) == _parts(there)):
            yield path, said.get(path, "")


def _completed(form: Form, data: Form) -> Form:
    """The form with what the data that agrees with it has besides."""
    is_own = data.layout in ("", form.layout)
    has_places = len(data.notes) == len(form.notes)
    sources = {path: at for path, at in form.sources.items() if has_places or not path.startswith("notes")}
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
        notes=tuple(note for note in form.notes if plain(note.text)),
        unbound=(),
    )
    return {
        path.removesuffix(".text") if path.endswith("target.text") else path: text
        for path, text in texts(whole)
        if path not in _NOT_PRINTED and plain(text)
    }


def _whole(target: TargetText) -> TargetText:
    return TargetText(target.text or f"{notation.operator(target.op)}{target.value}{target.unit}")


def _has_place(path: str, layout: Layout, *, is_own: bool) -> bool:
    """True where the layout has a cell for what stands at *path*."""
    match = _PATH.fullmatch(path)
    if match is None:
        return True
    block, name = match.groups()
    if block == "total":
        return layout.column("indicators", name) is not None
    if block == "grade":
        return bool(layout.grade)
    if block == "notes":
        return is_own
    if name in _EVERYWHERE:
        return True
    names = (name, f"{name}.value")
    return block in _WITH_COLUMNS and any(layout.column(block, field) for field in names)


def _parts(text: str) -> tuple[str, str, str]:
    target = notation.split_target(text)
    return notation.operator(target.op), plain(target.value), plain(target.unit).strip("()")


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
