"""Remarks, publications and tasks, compared with what the chain tells of them."""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from django.db.models import QuerySet

from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.audit.services import digest_of
from jiheng.web.apps.publication.models import Publication
from jiheng.web.apps.review.models import Remark
from jiheng.web.apps.tasks.models import Task
from jiheng.web.running.verification.batches import with_entries
from jiheng.web.running.verification.chain import Chain
from jiheng.web.running.verification.fault import Fault

Facts = Mapping[str, Any]


def record_faults(chain: Chain) -> Iterator[Fault]:
    """The faults of organisations and people, tasks, remarks and publications."""
    yield from chain.offices.faults()
    for kind, (name, rows, facts) in _KINDS.items():
        yield from _records(chain, kind, name, rows(), facts)


def _records(
    chain: Chain, kind: str, name: str, rows: QuerySet[Any], facts: Callable[[Any], Facts]
) -> Iterator[Fault]:
    missing = set(chain.subjects[kind])
    for row, entries in with_entries(rows, kind):
        missing.discard(row.pk)
        told = _told(entries)
        for fact, have in facts(row).items():
            if have != told.get(fact):
                yield Fault(f"{name}{row.pk}（{row}）与操作记录不符：{fact}", _last(entries))
    for number in sorted(missing):
        yield Fault(f"{name}{number}有操作记录，但已不在库中")


def _told(entries: list[Entry]) -> dict[str, Any]:
    """All that the entries say; what was said last counts."""
    told: dict[str, Any] = {}
    for entry in entries:
        told |= {"actor": entry.actor, "version": entry.version, **told, **entry.detail}
    return told


def _last(entries: list[Entry]) -> int | None:
    return entries[-1].number if entries else None


def _remark(row: Remark) -> Facts:
    return {"form": row.form_id, "path": row.path, "text": row.text, "actor": row.author.username} | (
        {"answer": row.answer} if row.resolved_at or row.answer else {}
    )


def _publication(row: Publication) -> Facts:
    return {
        "form": row.form_id,
        "version": row.version,
        "digest": digest_of(row.document),
        "note": row.note,
        "actor": row.published_by,
        "proposed_by": row.proposed_by,
        "total": row.total,
        "grade": row.grade,
    }


def _task(row: Task) -> Facts:
    return {
        "year": row.year,
        "name": row.name,
        "standard": row.standard,
        "digest": row.digest,
        "deadline": row.deadline.isoformat(),
        "units": sorted(unit.code for unit in row.units.all()),
    }


_KINDS: dict[str, tuple[str, Callable[[], QuerySet[Any]], Callable[[Any], Facts]]] = {
    "task": ("任务", lambda: Task.objects.prefetch_related("units"), _task),
    "remark": ("意见", lambda: Remark.objects.select_related("author"), _remark),
    "publication": ("公开", Publication.objects.order_by, _publication),
}
