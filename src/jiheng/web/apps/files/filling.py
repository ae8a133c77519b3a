"""Filling a form from a file: read it apart, compare, take what was chosen as one revision."""

from __future__ import annotations

import hashlib
from collections.abc import Mapping
from dataclasses import dataclass
from difflib import SequenceMatcher
from typing import Any

from django.db import transaction

from jiheng.model import Form, Problem
from jiheng.model.serial import form_from_json, form_to_json
from jiheng.reading.sandbox import look_safely
from jiheng.standards import load
from jiheng.terms import plain
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.evaluations.document import value_at
from jiheng.web.apps.evaluations.edits import LONGEST_CELL, EditError, printable
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import locked_for, require_editable, save
from jiheng.web.apps.files.comparing import Comparison, compare
from jiheng.web.apps.files.corrections import corrections_of, remember
from jiheng.web.apps.files.facsimile import packed
from jiheng.web.apps.files.kinds import FileRefusedError, refuse_harmful
from jiheng.web.apps.files.models import FormFile
from jiheng.web.apps.files.names import safe_name
from jiheng.web.apps.files.taking import same, taken

MOST_FORMS = 50


@dataclass(frozen=True, slots=True)
class Filled:
    """A form after it was filled: how many cells were typed, and the chosen ones that show another value."""

    form: ProjectForm
    count: int
    otherwise: tuple[str, ...]


def read_for(*, user: User, row: ProjectForm, name: str, data: bytes) -> FormFile:
    """What is found in a file, the form most like *row* first. PermissionDenied, FileRefusedError."""
    require_editable(user, row)
    name = safe_name(name)
    refuse_harmful(name, data)
    seen = look_safely(data, name)
    reading = seen.reading
    problems = [_in_words(problem) for problem in reading.problems]
    if not reading.forms:
        raise FileRefusedError(f"“{name}”：{'；'.join(problems)}")
    forms = sorted(enumerate(reading.forms), key=lambda item: _likeness(item[1], row), reverse=True)
    if len(forms) > MOST_FORMS:
        problems.append(f"文件中有{len(forms)}份自评表，只列出最接近的{MOST_FORMS}份")
    with transaction.atomic():
        FormFile.objects.filter(form=row, by=user).delete()
        return FormFile.objects.create(
            form=row,
            by=user,
            name=name,
            sha256=hashlib.sha256(data).hexdigest(),
            forms=[printable(form_to_json(form)) for _, form in forms[:MOST_FORMS]],
            numbers=[number for number, _ in forms[:MOST_FORMS]],
            problems=problems,
            facsimile=packed(seen.facsimile),
        )


def _in_words(problem: Problem) -> str:
    return "，".join(text for text in (str(problem.at), problem.message, problem.fix) if text)


def _likeness(form: Form, row: ProjectForm) -> tuple[bool, bool, bool, float]:
    """The same code, the same name, the same year, and else how much of the names is alike."""
    name, wanted = plain(form.header.project), plain(row.project)
    same_code = bool(form.header.project_code) and form.header.project_code == row.project_code
    same_year = form.header.year == str(row.task.year)
    return same_code, name == wanted, same_year, SequenceMatcher(None, name, wanted).ratio()


def found_form(file: FormFile, number: int) -> Form:
    """The form *number* in a file that was read; IndexError where there is none."""
    found = form_from_json(file.forms[number])
    if isinstance(found, Problem):
        raise IndexError(found.message)
    return found


def comparison(row: ProjectForm, file: FormFile, number: int) -> Comparison:
    """The form *number* of the file beside the stored form."""
    return compare(
        row,
        found_form(file, number),
        f"kf{file.pk}n{number}",
        load(row.task.standard),
        corrections_of(row, file, number),
    )


@transaction.atomic
def fill_from_file(
    *, user: User, form_id: int, file: FormFile, number: int, version: int, chosen: Mapping[str, str]
) -> Filled:
    """Take the *chosen* cells (path → text, corrected by hand where needed) as one revision.

    What was corrected is remembered with the content of the file.

    PermissionDenied; EditError where the form was changed since *version*, or nothing can be taken.
    """
    row = locked_for(user, form_id)
    if row.version != version:
        raise EditError("自评表刚刚有新的修改，请核对下面的现值后再填入")
    long = [text for text in chosen.values() if len(text) > LONGEST_CELL]
    if long:
        raise EditError(f"一格最多{LONGEST_CELL}字，这里有{len(long[0])}字")
    compared = comparison(row, file, number)
    names = {item.path: item.name for item in compared.of("take")}
    wanted = {path: text for path, text in chosen.items() if path in names}
    edits, _ = taken(row.document, compared.matched, wanted, load(row.task.standard))
    if not edits:
        raise EditError("没有选中要填入的内容")
    told: dict[str, Any] = {"file": file.name, "sha256": file.sha256}
    corrected = {
        item.source: (item.read, wanted[item.path])
        for item in compared.of("take")
        if item.path in wanted and plain(wanted[item.path]) != plain(item.found)
    }
    if corrected:
        told["corrections"] = remember(user=user, row=row, file=file, number=number, corrected=corrected)
    saved = save(actor=user.username, form=row, edits=edits, action="fill_from_file", detail=told)
    if saved.conflicts:
        raise EditError("自评表刚刚有新的修改，请核对下面的现值后再填入")
    file.delete()
    document = saved.form.document
    otherwise = (
        f"{names[path]}现为{value_at(document, path) or '空'}"
        for path, text in wanted.items()
        if not same(path, value_at(document, path) or "", text)
    )
    return Filled(saved.form, len(wanted), tuple(otherwise))
