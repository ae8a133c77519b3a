"""Evidence and stamped scans: their rows compared with the chain, their contents with their hashes."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterator
from itertools import chain as chained

from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.files.models import Evidence, StampedScan
from jiheng.web.apps.files.storage import DamagedError, content
from jiheng.web.running.verification.fault import Fault

Facts = tuple[str, ...]

_ACTIONS = ("attach", "detach", "seal")


def attachment_faults() -> Iterator[Fault]:
    """Rows that do not agree with the chain, and contents that are gone or changed."""
    told = Counter(
        (entry.action, entry.subject, *(str(entry.detail.get(name, "")) for name in _named(entry.action)))
        for entry in Entry.objects.filter(action__in=_ACTIONS).iterator(chunk_size=500)
    )
    stored = Counter(chained(_evidence(), _scans()))
    for _, form, file, *_ in sorted((told - stored) + (stored - told)):
        yield Fault(f"{form} 的附件“{file}”与操作记录不符")
    for sha256 in sorted({*_hashes()}):
        try:
            content(sha256)
        except DamagedError:
            yield Fault(f"附件 {sha256[:16]} 的内容已被改动，或已不在 files 中")


def _named(action: str) -> Facts:
    return ("file", "sha256", "code" if action == "seal" else "path")


def _evidence() -> Iterator[Facts]:
    """Each is attached once, and detached where it was removed."""
    for row in Evidence.objects.order_by():
        facts = (f"form/{row.form_id}", row.name, row.sha256, row.path)
        yield ("attach", *facts)
        if row.removed_at is not None:
            yield ("detach", *facts)


def _scans() -> Iterator[Facts]:
    for row in StampedScan.objects.order_by():
        yield ("seal", f"form/{row.form_id}", row.name, row.sha256, row.code)


def _hashes() -> Iterator[str]:
    yield from Evidence.objects.order_by().values_list("sha256", flat=True)
    yield from StampedScan.objects.order_by().values_list("sha256", flat=True)
