"""Evidence and stamped scans: what comes in, what is taken out, each with its audit entry."""

from __future__ import annotations

import re

from django.core.exceptions import PermissionDenied
from django.db import transaction
from django.db.models import Sum
from django.utils import timezone

from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.accounts.selectors import roles_at
from jiheng.web.apps.audit.services import digest_of, record
from jiheng.web.apps.evaluations.marks import code_of
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import entries_of, steps
from jiheng.web.apps.evaluations.services import EDITORS, locked, may_edit
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.files import storage
from jiheng.web.apps.files.kinds import MIB, SCANS, Accepted, FileRefusedError, accepted
from jiheng.web.apps.files.models import Evidence, StampedScan

LARGEST_FORM = 200 * MIB
"""Bytes of all files of one form, removed ones too: they are kept."""

MOST_FILES = 200
SEALED_IN = (State.DRAFT, State.UNIT_REVIEW)
"""The paper is stamped by the unit, before the form leaves it."""

_CODE = re.compile(r"([0-9A-F]{4})\s*-?\s*([0-9A-F]{4})")
_DASHES = str.maketrans(dict.fromkeys("－—–−﹣‐‑", "-"))


def may_seal(user: User, form: ProjectForm) -> bool:
    """True where *user* may upload the stamped scan of *form* now."""
    return form.state in SEALED_IN and bool(roles_at(user, form.unit) & set(EDITORS))


def attach(*, user: User, form_id: int, path: str, name: str, data: bytes) -> Evidence:
    """Evidence for one indicator (``indicators[k3]``) or, with an empty *path*, for the whole form.

    The same content at the same place is not kept twice. PermissionDenied, FileRefusedError.
    """
    _require(may_edit(user, ProjectForm.objects.select_related("unit").get(pk=form_id)))
    file = accepted(name, data)
    sha256 = storage.keep(file.data)
    with transaction.atomic():
        form = locked(form_id)
        _require(may_edit(user, form))
        rows = {f"indicators[{row['key']}]" for row in form.document["indicators"]}
        if path and path not in rows:
            raise FileRefusedError("这一行指标已被删除，请刷新页面后重试")
        known = Evidence.objects.filter(form=form, path=path, sha256=sha256, removed_at=None).first()
        if known is not None:
            return known
        _require_room(form, file)
        made = Evidence.objects.create(path=path, **_columns(form, user, file, sha256))
        _record(user, form, "attach", made, path=path)
        return made


@transaction.atomic
def detach(*, user: User, form_id: int, evidence_id: int) -> Evidence:
    """Take evidence off the form; its content and its history stay. Evidence.DoesNotExist for any other."""
    form = locked(form_id)
    _require(may_edit(user, form))
    found = Evidence.objects.get(pk=evidence_id, form=form)
    if found.removed_at is None:
        found.removed_at, found.removed_by = timezone.now(), user
        found.save(update_fields=("removed_at", "removed_by"))
        _record(user, form, "detach", found, path=found.path)
    return found


def seal(*, user: User, form_id: int, code: str, name: str, data: bytes) -> StampedScan:
    """The stamped scan of the revision whose *code* was typed from the paper; it must be the present one.

    PermissionDenied, FileRefusedError.
    """
    seen = ProjectForm.objects.select_related("unit").get(pk=form_id)
    _require(may_seal(user, seen))
    _require_code(seen, code)
    file = accepted(name, data, SCANS)
    sha256 = storage.keep(file.data)
    with transaction.atomic():
        form = locked(form_id)
        _require(may_seal(user, form))
        present = _require_code(form, code)
        known = StampedScan.objects.filter(form=form, code=present, sha256=sha256).first()
        if known is not None:
            return known
        _require_room(form, file)
        made = StampedScan.objects.create(
            version=form.version, code=present, **_columns(form, user, file, sha256)
        )
        _record(user, form, "seal", made, code=present, digest=digest_of(form.document))
        return made


def _require(allowed: bool) -> None:  # noqa: FBT001 the name says what is required
    if not allowed:
        raise PermissionDenied("自评表当前不能增减附件：只有本单位人员在规定环节可以办理")


def _require_code(form: ProjectForm, typed: str) -> str:
    """The present code, which *typed* must be; FileRefusedError says whose code it is instead."""
    match = _CODE.search(typed.upper().translate(_DASHES))
    if match is None:
        raise FileRefusedError("请填写纸面页脚上的版本码，形如“7F3A-92C1”")
    code, present = f"{match[1]}-{match[2]}", code_of(form.document)
    if code == present:
        return present
    versions = [step.entry.version for step in steps(entries_of(form)) if code_of(step.document) == code]
    if not versions:
        raise FileRefusedError(f"没有哪一版的版本码是{code}，请对照纸面页脚核对")
    raise FileRefusedError(
        f"版本码{code}是第{versions[-1]}版的，现在是第{form.version}版（{present}），内容已经改动；"
        "请重新下载 PDF 打印、盖章后上传"
    )


def _require_room(form: ProjectForm, file: Accepted) -> None:
    kept = [model.objects.filter(form=form) for model in (Evidence, StampedScan)]
    size = sum(found.aggregate(size=Sum("size"))["size"] or 0 for found in kept)
    if size + len(file.data) > LARGEST_FORM:
        raise FileRefusedError(
            f"一份自评表的附件合计不能超过{LARGEST_FORM // MIB}MB（移除的也计入），请压缩后重试"
        )
    if sum(found.count() for found in kept) >= MOST_FILES:
        raise FileRefusedError(f"一份自评表最多{MOST_FILES}个附件（移除的也计入），请合并后重试")


def _columns(form: ProjectForm, user: User, file: Accepted, sha256: str) -> dict[str, object]:
    size = len(file.data)
    return {
        "form": form, "by": user, "name": file.name, "kind": file.kind, "size": size, "sha256": sha256
    }  # fmt: skip


def _record(user: User, form: ProjectForm, action: str, file: Evidence | StampedScan, **more: str) -> None:
    told = {"file": file.name, "sha256": file.sha256, "size": file.size, **more}
    record(actor=user.username, action=action, subject=form.subject, version=form.version, detail=told)
