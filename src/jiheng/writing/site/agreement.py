"""Whether the data of a published folder say what its pages say, read back as anybody would read them."""

from __future__ import annotations

import hashlib
import json
from collections.abc import Callable, Iterable, Iterator, Sequence
from pathlib import Path
from typing import TypeAlias

from jiheng.model import Form, Problem
from jiheng.model.paths import texts
from jiheng.terms import notation, of_kind, plain, words
from jiheng.writing.opendata import DESCRIPTION, csv_file
from jiheng.writing.opendata.rows import forms_of
from jiheng.writing.opendata.tables import TABLES
from jiheng.writing.site.catalogue import INDEX, Catalogue, kept, load
from jiheng.writing.site.crawl import Crawl
from jiheng.writing.site.data_page import DATA_FOLDER
from jiheng.writing.site.entry import Entry
from jiheng.writing.site.fault import Fault, FaultKind
from jiheng.writing.site.frame import HOME

Reader: TypeAlias = Callable[[Iterable[str]], Iterator[tuple[str, Sequence[Form]]]]
"""Gives the forms in each file, in the order of the files."""

# What says how a form is written down, and stands in no cell of a page.
_NOT_SHOWN = ("kind", "layout", "title", "fund_unit")
_MOVING = ("goals.", "notes[")
_TARGET = ".target.text"
_DERIVED = (".target.op", ".target.value", ".target.unit")


def check(folder: Path, read: Reader) -> tuple[list[Fault], int]:
    """All that is wrong with the site in *folder*, and how many files were looked at."""
    crawl = Crawl(folder)
    found = list(crawl.faults)
    catalogue = load(folder)
    if isinstance(catalogue, Problem):
        found.append(_differs(INDEX, catalogue.message))
    else:
        found += _entries(folder, catalogue, crawl)
        found += _contents(folder, catalogue, read)
        found += _open_data(folder, catalogue)
    return found, len(crawl.files)


def _differs(file: str, message: str) -> Fault:
    return Fault(FaultKind.DISAGREEMENT, file, message)


def _entries(folder: Path, catalogue: Catalogue, crawl: Crawl) -> Iterator[Fault]:
    """The catalogue against the files and the pages that it names."""
    for entry in catalogue.entries:
        for place in (entry.address, *entry.files.values()):
            if place not in crawl.files:
                yield Fault(FaultKind.MISSING, INDEX, f"目录所列的 {place} 不存在")
        page = crawl.pages.get(entry.address)
        if page is not None and page.meta.get("PubDate") != entry.published_at:
            yield _differs(entry.address, f"网页的日期与目录的“{entry.published_at}”不同")
        current = f"{entry.folder}/{HOME}"
        is_there = entry.is_latest and {entry.address, current} <= crawl.files
        if is_there and (folder / current).read_bytes() != (folder / entry.address).read_bytes():
            yield _differs(current, f"与现行的 {entry.address} 不同")
    listed = {place for entry in catalogue.entries for place in (entry.address, *entry.files.values())}
    for place in sorted(crawl.files):
        if place.count("/") == 3 and place not in listed and not place.endswith(f"/{HOME}"):
            yield _differs(place, "不在公开目录中")


def _contents(folder: Path, catalogue: Catalogue, read: Reader) -> Iterator[Fault]:
    """Every form as its JSON has it against what is read in its page, its PDF and its workbook."""
    asked = [
        (entry, place)
        for entry in catalogue.entries
        for place in (entry.address, entry.files["pdf"], entry.files["xlsx"])
        if (folder / place).is_file()
    ]
    data: dict[str, Form | Problem] = {entry.address: kept(folder, entry) for entry in catalogue.entries}
    for entry in catalogue.entries:
        found = data[entry.address]
        if isinstance(found, Problem):
            yield _differs(entry.files["json"], found.message)
    readings = read(str(folder / place) for _, place in asked)
    for (entry, place), (_, forms) in zip(asked, readings, strict=True):
        form = data[entry.address]
        if isinstance(form, Form):
            yield from _against(place, form, forms)


def _against(place: str, form: Form, forms: Sequence[Form]) -> Iterator[Fault]:
    if len(forms) != 1:
        yield _differs(place, f"应读出1张表，读出{len(forms)}张")
        return
    for path, said, shown in differences(form, forms[0]):
        name = words(form, path.removesuffix(".text") if path.endswith(_TARGET) else path)
        yield _differs(place, f"{name}为“{shown}”，JSON 数据中为“{said}”")


def differences(form: Form, seen: Form) -> Iterator[tuple[str, str, str]]:
    """Paths at which data and page disagree, with what each says.

    A value for which the layout has no column is printed under a name of its own, and may be read at another
    place: where one side is silent, and in goals and notes, it is enough that the other has every line of it.
    """
    said, shown = _cells(form), _cells(seen)
    of_form, of_page = _lines_of(form), _lines_of(seen)
    for path in dict.fromkeys((*said, *shown)):
        one, other = said.get(path, ""), shown.get(path, "")
        if plain(one) == plain(other) or (
            path.endswith(_TARGET) and notation.meant(one) == notation.meant(other)
        ):
            continue
        may_move = not one or not other or path.startswith(_MOVING)
        if not (may_move and _lines(one) <= of_page and _lines(other) <= of_form):
            yield path, one, other


def _cells(form: Form) -> dict[str, str]:
    return {
        path: text
        for path, text in texts(form)
        if text and path not in _NOT_SHOWN and not path.startswith("unbound") and not path.endswith(_DERIVED)
    }


def _lines(text: str) -> set[str]:
    """The lines of a text; a name stands apart from what follows it."""
    return {plain(part) for line in text.splitlines() for part in line.split("：")} - {""}


def _lines_of(form: Form) -> set[str]:
    """All lines of a form, the names of its fields, and the keys that are none of ours."""
    found = {plain(name) for term in of_kind("field") for name in term.labels}
    for path, text in texts(form):
        found |= _lines(text)
        found.add(plain(path.rpartition(".")[2]))
    return found


def _open_data(folder: Path, catalogue: Catalogue) -> Iterator[Fault]:
    """The open data against their description, and the tables against the forms that hold."""
    for description in sorted((folder / DATA_FOLDER).glob(f"*/{DESCRIPTION}")):
        yield from _described(folder, description)
    latest = {entry.folder: entry for entry in catalogue.latest()}
    for name, guarded in (("csv", False), ("excel", True)):
        place = f"{DATA_FOLDER}/{name}"
        if latest:
            yield from _tables(folder, place, latest, guarded=guarded)


def _described(folder: Path, description: Path) -> Iterator[Fault]:
    place = description.relative_to(folder).as_posix()
    try:
        resources = json.loads(description.read_bytes())["resources"]
        told = {str(item["path"]): str(item["hash"]) for item in resources}
    except (ValueError, KeyError, TypeError):
        yield _differs(place, "数据说明已损坏")
        return
    for name, digest in told.items():
        data = description.parent / name
        if not data.is_file():
            yield Fault(FaultKind.MISSING, place, f"数据说明所列的 {name} 不存在")
        elif digest != f"sha256:{hashlib.sha256(data.read_bytes()).hexdigest()}":
            yield _differs(
                f"{description.parent.relative_to(folder).as_posix()}/{name}", "与数据说明的校验值不同"
            )


def _tables(folder: Path, place: str, latest: dict[str, Entry], *, guarded: bool) -> Iterator[Fault]:
    try:
        rebuilt = forms_of(
            {
                each.id: csv_file.read(
                    each, (folder / place / f"{each.id}.csv").read_bytes(), guarded=guarded
                )
                for each in TABLES
            }
        )
    except (OSError, ValueError, LookupError, StopIteration):
        yield _differs(place, "数据表缺失或已损坏")
        return
    if isinstance(rebuilt, Problem):
        yield _differs(place, rebuilt.message)
        return
    for key in sorted({*rebuilt, *latest}):
        form = kept(folder, latest[key]) if key in latest else None
        if not isinstance(form, Problem) and rebuilt.get(key) != form:
            yield _differs(place, f"数据表中的 {key} 与公开的表不同")
