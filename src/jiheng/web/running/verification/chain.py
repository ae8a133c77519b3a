"""The chain by itself: numbers, links, keyed hashes, its head, and the anchor outside of the database."""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from hmac import compare_digest

from jiheng.web.apps.audit.models import Entry, Head
from jiheng.web.apps.audit.services import hash_of
from jiheng.web.running.verification.anchor import Mark
from jiheng.web.running.verification.fault import Fault
from jiheng.web.running.verification.offices import Offices


class Chain:
    """What a walk along the chain learned.

    ``length`` and ``end`` are the number and the hash of the last entry, ``subjects`` the ids of what the
    entries tell of by kind (``form``), ``offices`` what they tell of organisations and people.
    """

    def __init__(self) -> None:
        self.length = 0
        self.end = ""
        self.subjects: dict[str, set[int]] = defaultdict(set)
        self.offices = Offices()

    def faults(self, mark: Mark, entries: Iterable[Entry]) -> Iterator[Fault]:
        """Walk along *entries*, which come by number."""
        found = False
        for entry in entries:
            yield from self._links(entry)
            found = found or (
                mark.anchor is not None
                and (entry.number, entry.hash) == (mark.anchor.number, mark.anchor.hash)
            )
            self.length, self.end = entry.number, entry.hash
            yield from self._learn(entry)
        yield from self._ends(mark, found=found)

    def _links(self, entry: Entry) -> Iterator[Fault]:
        if entry.number != self.length + 1:
            yield Fault(f"编号不连续，前一条是第{self.length}条，其间的记录被删除或改号", entry.number)
        if entry.previous != self.end:
            yield Fault("与前一条记录接不上，有记录被删除、插入或调换", entry.number)
        if not compare_digest(hash_of(entry), entry.hash):
            yield Fault("内容与校验码不符，记录被改动或伪造", entry.number)

    def _learn(self, entry: Entry) -> Iterator[Fault]:
        kind, _, number = entry.subject.partition("/")
        if not number.isdecimal():
            return
        self.subjects[kind].add(int(number))
        if kind in ("organisation", "user"):
            try:
                self.offices.hear(entry, int(number))
            except (LookupError, TypeError, AttributeError):
                yield Fault("缺少应有的内容", entry.number)

    def _ends(self, mark: Mark, *, found: bool) -> Iterator[Fault]:
        head = Head.objects.filter(pk=1).first()
        noted = (0, "") if head is None else (head.number, head.hash)
        if noted != (self.length, self.end):
            yield Fault("末尾与链首登记不符，末尾的记录被删除或添加")
        if mark.fault is not None:
            yield mark.fault
        elif mark.anchor is None:
            if self.length:
                yield Fault("缺少 anchor.json，无法确认末尾的记录是否完整")
        elif not found:
            yield Fault(
                f"库外登记的第{mark.anchor.number}条记录不在库中：末尾被截去，或换上了旧的或别的数据库"
            )
