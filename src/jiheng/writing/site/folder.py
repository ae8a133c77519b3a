"""Publishing into a folder, once and again: what was published stays at its address."""

from __future__ import annotations

import hashlib
import shutil
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import replace
from itertools import chain
from pathlib import Path

from jiheng.model import Form, Problem, ProblemKind
from jiheng.standards import Standard, for_layout, load, standard_ids
from jiheng.writing import WRITERS, data
from jiheng.writing.address import address_of
from jiheng.writing.site import catalogue as catalogues
from jiheng.writing.site import pages
from jiheng.writing.site.catalogue import INDEX, Catalogue, kept
from jiheng.writing.site.changes import changes
from jiheng.writing.site.data_page import DATA_FOLDER, data_files
from jiheng.writing.site.entry import FILES, Entry, Named
from jiheng.writing.site.figures import listed
from jiheng.writing.site.frame import HOME, STYLE_SHEET, style
from jiheng.writing.site.outcome import Published, Wish


def publish(
    forms: Sequence[tuple[Form, Standard]], folder: Path, wish: Wish, withheld: Sequence[Form] = ()
) -> Published | Problem:
    """Forms that may be published, each under its standard, into *folder*; *withheld* ones leave it.

    A form that stands there already and says something else now gets a new version, and the old one keeps its
    address. The same forms into the same folder change nothing.
    """
    known = catalogues.load(folder)
    if isinstance(known, Problem):
        return known
    done = Published()
    entries = {entry.address: entry for entry in known.entries}
    _withdraw(withheld, folder, entries, done)
    asked: dict[str, Form] = {}
    for form, standard in forms:
        place = str(address_of(form))
        twin = asked.setdefault(place.casefold(), form)
        if twin is not form:
            if twin != form:
                done.problems.append(_same_address(form))
            continue
        refusal = _add(form, standard, place, folder, wish, entries, done)
        if refusal is not None:
            done.problems.append(refusal)
    title = wish.title or known.title or f"{wish.publisher or known.publisher}绩效自评公开"
    now = Catalogue(
        title,
        wish.publisher or known.publisher,
        wish.licence or known.licence,
        tuple(sorted(entries.values(), key=lambda e: (e.folder, e.number))),
    )
    return _rendered(now, folder, wish.date) or done


def _withdraw(withheld: Sequence[Form], folder: Path, entries: dict[str, Entry], done: Published) -> None:
    for place in {str(address_of(form)) for form in withheld}:
        gone = [entry for entry in entries.values() if entry.folder == place]
        for entry in gone:
            del entries[entry.address]
        if gone:
            shutil.rmtree(folder / place)
            done.withdrawn.append(gone[-1])


def _add(
    form: Form, standard: Standard, place: str, folder: Path, wish: Wish, entries: dict[str, Entry],
    done: Published,
) -> Problem | None:  # fmt: skip
    """Publish one form where it is new or says something else."""
    standing = [entry for entry in entries.values() if entry.folder == place]
    before = max(standing, key=lambda entry: entry.number, default=None)
    content = data.write([form], place)
    number = 1
    told: tuple[str, ...] = ()
    if before is not None:
        was = kept(folder, before)
        if isinstance(was, Problem):
            return was
        if was == form:
            done.unchanged += 1
            return None
        number, told = before.number + 1, changes(was, form)
    entry = _entry(form, standard, f"{place}/{number}", number, wish, content)
    if before is not None:
        entry = replace(entry, note=wish.note, changes=told)
    files = _made(form, standard, entry, content)
    if isinstance(files, Problem):
        return files
    for address, made in files.items():
        _put(folder / address, made)
    if before is not None:
        entries[before.address] = before.replaced()
    entries[entry.address] = entry
    (done.new if before is None else done.corrected).append(entry)
    return None


def _entry(form: Form, standard: Standard, stem: str, number: int, wish: Wish, content: bytes) -> Entry:
    head, shown = form.header, listed(form)
    return Entry(
        address=f"{stem}.html",
        files={kind: f"{stem}.{kind}" for kind in FILES},
        number=number,
        is_latest=True,
        published_at=wish.date,
        department=Named("", head.department),
        unit=Named(head.unit_code, head.unit or head.department),
        project=Named(head.project_code, head.project or form.title),
        annual_budget=shown["annual_budget"],
        executed=shown["executed"],
        rate=shown["rate"],
        total=shown["total"],
        grade=shown["grade"],
        standard=Named(standard.id, standard.digest),
        digest=hashlib.sha256(content).hexdigest(),
    )


def _made(form: Form, standard: Standard, entry: Entry, content: bytes) -> Mapping[str, bytes] | Problem:
    """The files beside the page of a publication."""
    made = {entry.files["json"]: content}
    for kind in FILES:
        if kind != "json":
            written = WRITERS[kind]([form], [standard.layout], [pages.mark_of(entry)], "")
            if isinstance(written, Problem):
                return written
            made[entry.files[kind]] = written
    return made


def _rendered(now: Catalogue, folder: Path, today: str) -> Problem | None:
    """Everything that follows from the catalogue: pages, data, style; the index the last."""
    forms: dict[str, Form] = {}
    for entry in now.entries:
        form = kept(folder, entry)
        if isinstance(form, Problem):
            return form
        forms[entry.address] = form
    latest = list(now.latest())
    offered = (
        data_files(now, [forms[e.address] for e in latest], [e.folder for e in latest]) if latest else {}
    )
    if isinstance(offered, Problem):
        return offered
    common = {STYLE_SHEET: style(), HOME: pages.home(now, today), INDEX: now.dumped()}
    for address, made in chain(offered.items(), _pages(now, forms), common.items()):
        _put(folder / address, made)
    _sweep(folder, {DATA_FOLDER if latest else "", *(entry.unit_folder for entry in latest)})
    return None


def _pages(now: Catalogue, forms: Mapping[str, Form]) -> Iterator[tuple[str, bytes]]:
    for place, versions in now.versions().items():
        for entry in versions:
            made = pages.form(
                now, versions, entry, forms[entry.address], _standard(entry, forms[entry.address])
            )
            yield entry.address, made
            if entry.is_latest:
                yield f"{place}/{HOME}", made
    by_unit: dict[str, list[Entry]] = {}
    for entry in now.latest():
        by_unit.setdefault(entry.unit_folder, []).append(entry)
    for place, entries in by_unit.items():
        yield f"{place}/{HOME}", pages.unit(now, entries)


def _standard(entry: Entry, form: Form) -> Standard:
    """The rules it was published under, as they are now."""
    known = entry.standard.code
    return load(known) if known in standard_ids() else for_layout(form.layout)


def _sweep(folder: Path, places: set[str]) -> None:
    """Take away the list of a unit, or the data, once the last form was withdrawn."""
    for index in (*folder.glob(f"*/*/{HOME}"), folder / DATA_FOLDER / HOME):
        if index.exists() and index.parent.relative_to(folder).as_posix() not in places:
            shutil.rmtree(index.parent)


def _put(place: Path, made: bytes) -> None:
    """Write where something changes; whoever reads meanwhile finds the old file or the new one."""
    if place.is_file() and place.read_bytes() == made:
        return
    place.parent.mkdir(parents=True, exist_ok=True)
    beside = place.with_name(f"{place.name}.new")
    beside.write_bytes(made)
    beside.replace(place)


def _same_address(form: Form) -> Problem:
    what = f"“{form.header.unit}”有两张不同的表，年度、单位和项目都是“{form.header.project}”"
    fix = "请填写项目代码以区分，或只留一张"
    return Problem(ProblemKind.UNREADABLE, what, fix)
