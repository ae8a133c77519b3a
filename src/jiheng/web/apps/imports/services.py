"""Bringing a list in: received, its columns confirmed, and then all of it or nothing."""

from __future__ import annotations

import hashlib
from collections import Counter
from collections.abc import Mapping as MappingOf
from datetime import datetime, timedelta

from django.core.exceptions import PermissionDenied
from django.db import IntegrityError, transaction
from django.db.models import Q
from django.utils import timezone

from jiheng.model import Problem
from jiheng.web.apps.accounts.models import User
from jiheng.web.apps.audit.services import record
from jiheng.web.apps.evaluations.drafting import Draft, store
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.services import FUND_UNITS
from jiheng.web.apps.imports.fields import choices, lacking
from jiheng.web.apps.imports.lists import Lists
from jiheng.web.apps.imports.models import Import, Kind, Mapping, Stage
from jiheng.web.apps.imports.plan import Effect
from jiheng.web.apps.imports.selectors import importable_tasks, remembered
from jiheng.web.apps.imports.sheets import packed, read, table_of, unpacked
from jiheng.web.apps.tasks.models import Task

_GIVEN_UP = timedelta(minutes=10)  # a run that was killed is no longer waited for
_TOLD_EVERY = 100
_HELD_AT_ONCE = 500


class ListError(Exception):
    """A list that cannot be brought in as it is; the message says why and what to do, in Chinese."""


def receive(*, user: User, task: Task, kind: Kind, data: bytes, name: str, document: str = "") -> Import:
    """A file, read and kept; nothing is changed by it yet. PermissionDenied, or ListError."""
    if not importable_tasks(user).filter(pk=task.pk).exists():
        raise PermissionDenied("您的岗位不能为此任务导入清单")
    sheets = read(data, name)
    table = sheets if isinstance(sheets, Problem) else table_of(kind, sheets)
    if isinstance(sheets, Problem) or isinstance(table, Problem):
        raise ListError(str(table))
    known = remembered(table)
    units = table.money_units()
    guessed = {str(place): field for place, field in enumerate(table.guessed) if field}
    return Import.objects.create(
        task=task,
        kind=kind,
        by=user,
        name=name[-128:],
        digest=hashlib.sha256(data).hexdigest(),
        document=document.strip()[:64],
        lists=packed(sheets),
        columns=known.columns if known else guessed,
        fund_unit=known.fund_unit if known else next(iter(units)) if len(units) == 1 else "",
    )


@transaction.atomic
def confirm(*, user: User, given: Import, columns: MappingOf[str, str], fund_unit: str) -> Import:
    """The person says what each column is; it is remembered for files of this shape. ListError."""
    kind = Kind(given.kind)
    table = table_of(kind, unpacked(given.lists))
    if isinstance(table, Problem):
        raise ListError(str(table))
    chosen = {place: field for place, field in columns.items() if field}
    known = {choice.id: choice.name for choice in choices(kind)}
    if not set(chosen.values()) <= set(known) or any(int(place) >= len(table.header) for place in chosen):
        raise ListError("栏目的选择不对，请重新选择")
    twice = [known[field] for field, count in Counter(chosen.values()).items() if count > 1]
    if twice:
        raise ListError(f"“{twice[0]}”对应了两列，请只保留一列")
    if missing := lacking(kind, set(chosen.values())):
        raise ListError(f"还缺少栏目：{missing}")
    if fund_unit not in FUND_UNITS:
        raise ListError("请选择金额单位")
    if len(table.money_units()) > 1:
        raise ListError("标题行里有的金额是元、有的是万元，请改成同一单位后重新上传")
    settled = Import.objects.filter(pk=given.pk, stage__in=(Stage.COLUMNS, Stage.CHECKED))
    if not settled.update(columns=chosen, fund_unit=fund_unit, stage=Stage.CHECKED):
        raise ListError("这份清单正在导入或已经导入，不能再改栏目")
    Mapping.objects.update_or_create(
        kind=kind,
        shape=table.shape,
        defaults={"columns": chosen, "fund_unit": fund_unit, "by": user},
    )
    given.refresh_from_db()
    return given


def run(*, user: User, given: Import, leave_out: bool = False) -> Import:
    """Bring a list in, all of it or nothing; without the projects that have problems where *leave_out*.

    Everything is made ready before the database is held. Whoever comes second while it runs, or after it,
    changes nothing. ListError where there are problems.
    """
    begun = timezone.now()
    if not _begin(given, begun):
        given.refresh_from_db()
        return given
    try:
        lists = Lists(user, given)
        drafts, counts = _drafts(given, lists, leave_out=leave_out)
        with transaction.atomic():
            _finish(user, given, lists, drafts, counts)
    except IntegrityError:
        raise ListError("导入期间有人新建了同一项目，没有改动任何内容；请重新导入") from None
    finally:
        running = Import.objects.filter(pk=given.pk, stage=Stage.RUNNING, begun_at=begun)
        running.update(stage=Stage.CHECKED)
    given.refresh_from_db()
    return given


def _begin(given: Import, begun: datetime) -> bool:
    """True for the one who may run it now."""
    free = Q(stage=Stage.CHECKED) | Q(stage=Stage.RUNNING, begun_at__lt=timezone.now() - _GIVEN_UP)
    found = Import.objects.filter(free, pk=given.pk)
    given.begun_at = begun
    return bool(found.update(stage=Stage.RUNNING, begun_at=begun, progress=0, total=0))


def _drafts(given: Import, lists: Lists, *, leave_out: bool) -> tuple[list[Draft], Counter[str]]:
    """The forms as they will stand, and how many projects go which way."""
    mine = Import.objects.filter(pk=given.pk)
    mine.update(total=len(lists.wanted))
    counts: Counter[str] = Counter({Effect.REFUSED: lists.refused})
    drafts: list[Draft] = []
    problems = list(lists.problems)
    for number, plan in enumerate(lists.plans(), 1):
        counts[plan.effect] += 1
        if plan.problem is not None:
            problems.append(plan.problem)
        if plan.effect in (Effect.NEW, Effect.CHANGED) and (leave_out or not problems):
            drafts.append(lists.planner.draft(plan))
        if number % _TOLD_EVERY == 0:
            mine.update(progress=number)
    if problems and not leave_out:
        raise ListError(f"有{len(problems)}处问题，没有导入任何内容；请改正，或选择不导入有问题的项目")
    return drafts, counts


def _finish(user: User, given: Import, lists: Lists, drafts: list[Draft], counts: Counter[str]) -> None:
    """Store what was made ready; forms that others saved meanwhile are made ready again."""
    held = Import.objects.select_for_update().get(pk=given.pk)
    if held.stage != Stage.RUNNING or held.begun_at != given.begun_at:
        raise ListError("这份清单已在另一处重新导入")
    current = _current(lists, drafts, counts)
    done = store(actor=user.username, drafts=current)
    held.stage, held.progress = Stage.DONE, held.total
    held.summary = {**counts, "stored": done}
    held.save(update_fields=("stage", "progress", "summary"))
    if not done:
        return
    detail = {
        "kind": held.kind,
        "task": held.task_id,
        "name": held.name,
        "file": held.digest,
        "document": held.document,
        "counts": held.summary,
    }
    record(actor=user.username, action="import", subject=f"import/{held.pk}", detail=detail)


def _current(lists: Lists, drafts: list[Draft], counts: Counter[str]) -> list[Draft]:
    """The drafts, those whose form was saved by somebody else in the meantime made anew."""
    stored = [draft.form for draft in drafts if draft.form.pk is not None]
    stale: set[int] = set()
    for begin in range(0, len(stored), _HELD_AT_ONCE):
        some = {form.pk: form for form in stored[begin : begin + _HELD_AT_ONCE]}
        rows = ProjectForm.objects.select_for_update().filter(pk__in=list(some)).order_by("pk")
        for pk, version, state in rows.values_list("pk", "version", "state"):
            if (version + 1, state) != (some[pk].version, some[pk].state):
                stale.add(pk)
    kept = [draft for draft in drafts if draft.form.pk not in stale]
    for plan in lists.plans(only=stale) if stale else ():
        counts[Effect.CHANGED] -= 1
        counts[plan.effect] += 1
        if plan.effect is Effect.CHANGED:
            kept.append(lists.planner.draft(plan))
    return kept
