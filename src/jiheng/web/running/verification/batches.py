"""Rows together with what the chain tells of them, some at a time: neither is ever all in memory."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from itertools import islice
from typing import TypeVar

from django.db.models import Model, QuerySet

from jiheng.web.apps.audit.models import Entry

Row = TypeVar("Row", bound=Model)

_AT_ONCE = 100


def with_entries(rows: QuerySet[Row], kind: str) -> Iterator[tuple[Row, list[Entry]]]:
    """Each row with the entries of its subject, oldest first (``form/12``)."""
    stream = rows.iterator(chunk_size=_AT_ONCE)
    while batch := list(islice(stream, _AT_ONCE)):
        names = {row.pk: f"{kind}/{row.pk}" for row in batch}
        entries = _entries(names.values())
        for row in batch:
            yield row, entries[names[row.pk]]


def _entries(subjects: Iterable[str]) -> dict[str, list[Entry]]:
    found: dict[str, list[Entry]] = defaultdict(list)
    for entry in Entry.objects.filter(subject__in=list(subjects)).order_by("number"):
        found[entry.subject].append(entry)
    return found
