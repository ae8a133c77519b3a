"""Corrections of files, compared with what the chain tells of them: the last word on a value counts."""

from __future__ import annotations

from collections.abc import Iterator
from typing import Any

from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.files.models import Correction
from jiheng.web.running.verification.fault import Fault

Place = tuple[Any, ...]
Word = tuple[str, str, str]


def correction_faults() -> Iterator[Fault]:
    """Corrections that nobody made, that were changed, and those that are gone."""
    told = _told()
    stored = {
        (row.unit_id, row.sha256, row.number, row.path): (row.read, row.text, row.by.username)
        for row in Correction.objects.select_related("by").order_by()
    }
    for place in sorted(told.keys() | stored.keys(), key=str):
        if told.get(place) != stored.get(place):
            yield Fault(f"文件 {place[1][:16]} 第{place[2] + 1}份表中 {place[3]} 的更正与操作记录不符")


def _told() -> dict[Place, Word]:
    units = dict(ProjectForm.objects.order_by().values_list("pk", "unit_id"))
    found: dict[Place, Word] = {}
    entries = Entry.objects.filter(action="fill_from_file", detail__has_key="corrections")
    for entry in entries.order_by("number").iterator(chunk_size=500):
        unit = units.get(int(entry.subject.partition("/")[2]))
        for item in entry.detail["corrections"]:
            place = unit, entry.detail["sha256"], item["number"], item["path"]
            found.pop(place, None)
            if item["read"] != item["text"]:
                found[place] = item["read"], item["text"], entry.actor
    return found
