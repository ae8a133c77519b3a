"""Forms that programs bring: a form that is missing is begun, and then filled as from a file."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from django.db import transaction

from jiheng.model import Form, Problem
from jiheng.model.serial import form_from_json, form_to_json
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.api.errors import UnusableError
from jiheng.web.apps.api.starting import start_form
from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.selectors import visible_forms
from jiheng.web.apps.files.filling import comparison, fill_from_file
from jiheng.web.apps.files.models import FormFile
from jiheng.web.apps.files.names import safe_name

Json = dict[str, Any]


@dataclass(frozen=True, slots=True)
class Brought:
    """A form that was brought: begun or not, how many cells were filled, and what was left out and why."""

    form: ProjectForm
    is_new: bool
    filled: int
    left_out: tuple[str, ...]


@transaction.atomic
def bring_forms(*, user: User, task_id: int, unit: str, doc: str, forms: list[Json]) -> list[Brought]:
    """All of *forms* into *task_id*, or none; each by the codes in its head, *unit* where that has none.

    UnusableError, PermissionDenied, ValidationError, EditError.
    """
    understood = [_understood(data, f"forms[{number}]") for number, data in enumerate(forms)]
    name = safe_name(doc or "接口.json")
    return [
        _bring(user, task_id, form.header.unit_code or unit, form, name, f"forms[{number}]")
        for number, form in enumerate(understood)
    ]


def _understood(data: Json, path: str) -> Form:
    found = form_from_json(data)
    if isinstance(found, Problem):
        raise UnusableError(found.message, f"{path}.{found.at.path}".rstrip("."), found.fix)
    for field, words in (("project_code", "项目代码"), ("project", "项目名称")):
        if not getattr(found.header, field).strip():
            raise UnusableError(f"缺少{words}", f"{path}.header.{field}", "请在表头中写明")
    return found


def _bring(user: User, task_id: int, unit: str, form: Form, name: str, path: str) -> Brought:
    code = form.header.project_code.strip()
    row = visible_forms(user).filter(task_id=task_id, unit__code=unit, project_code=code).first()
    is_new = row is None
    if row is None:
        row = start_form(
            user=user, task_id=task_id, unit=unit, project_code=code, project=form.header.project
        )
    data = form_to_json(form)
    file = FormFile.objects.create(
        form=row, by=user, name=name, sha256=digest_of(data), forms=[data], problems=[]
    )
    compared = comparison(row, file, 0)
    left = (f"{item.name}：{item.why}" for item in compared.of("locked"))
    chosen = {item.path: item.found for item in compared.of("take")}
    if not chosen:
        file.delete()
        return Brought(row, is_new, 0, (*left, *compared.unplaced))
    done = fill_from_file(user=user, form_id=row.pk, file=file, number=0, version=row.version, chosen=chosen)
    return Brought(done.form, is_new, done.count, (*left, *compared.unplaced, *done.otherwise))
