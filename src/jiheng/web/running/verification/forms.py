"""Every form done again from the chain, and compared with what is stored."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

from jiheng.web.apps.audit.models import Entry
from jiheng.web.apps.evaluations.columns import set_columns
from jiheng.web.apps.evaluations.document import Document, PathError
from jiheng.web.apps.evaluations.models import ProjectForm
from jiheng.web.apps.evaluations.replay import ReplayError, steps
from jiheng.web.apps.evaluations.states import State
from jiheng.web.apps.review.transitions import BY_ID
from jiheng.web.running.verification.batches import with_entries
from jiheng.web.running.verification.chain import Chain
from jiheng.web.running.verification.fault import Fault

_SCORES = ("reviewed", "adopted")
# The numbers of errors and warnings are left out: with a new version of the checks they change by themselves.
_COLUMNS = {
    "project": "项目名称",
    "budget_fen": "预算数",
    "executed_fen": "执行数",
    "rate": "执行率",
    "self_total": "自评得分",
    "grade": "评分等级",
    "withheld": "不予公开",
}
_MALFORMED = (ReplayError, PathError, LookupError, TypeError, ValueError, AttributeError)


@dataclass(slots=True)
class Told:
    """A form as the chain tells of it."""

    document: Document | None = None
    version: int = 0
    state: str = State.DRAFT
    returned: bool = False
    approval: Any = None
    place: tuple[Any, Any, Any] = (None, None, None)
    scores: dict[str, int | None] = field(default_factory=lambda: dict.fromkeys(_SCORES))
    receipts: dict[str, tuple[int, str, int | None]] = field(default_factory=dict)

    def hear(self, entry: Entry, document: Document) -> None:
        """One entry more."""
        detail = entry.detail
        self.document = document
        self.version = max(self.version, entry.version)
        self.state = detail.get("to", self.state)
        if "to" in detail:
            self.returned = entry.action in BY_ID and BY_ID[entry.action].sends_back
        if entry.action == "create_form":
            self.place = (detail.get("task"), detail.get("unit"), detail.get("project_code"))
        if detail.get("approval") is not None:
            self.approval = detail["approval"]
        if detail.get("receipt"):
            self.receipts[detail["receipt"]] = (entry.version, entry.actor, detail.get("self_total"))
        for kind in _SCORES:
            if entry.action == f"{kind}_score":
                self.scores[kind] = detail["total"]


def form_faults(chain: Chain) -> Iterator[Fault]:
    """The faults of all forms, and the forms that are gone."""
    missing = set(chain.subjects["form"])
    rows = ProjectForm.objects.select_related("task", "unit").prefetch_related("receipts").order_by("pk")
    for form, entries in with_entries(rows, "form"):
        missing.discard(form.pk)
        last = entries[-1].number if entries else None
        for message in _messages(form, entries):
            yield Fault(f"自评表{form.pk}（{form.project}）{message}", last)
    for number in sorted(missing):
        yield Fault(f"自评表{number}有操作记录，但表已不在库中")


def _messages(form: ProjectForm, entries: list[Entry]) -> Iterator[str]:
    told = Told()
    try:
        for step in steps(entries):
            told.hear(step.entry, step.document)
    except _MALFORMED as error:
        yield f"无法按操作记录重演（{error}）"
        return
    if told.document is None:
        yield "没有操作记录"
        return
    stored = {
        "表格内容": (form.document, told.document),
        "任务、单位和项目代码": ((form.task_id, form.unit_id, form.project_code), told.place),
        "版本": (form.version, told.version),
        "状态": ((form.state, form.returned), (told.state, told.returned)),
        "批复": (form.approval, told.approval),
        "复核得分": (form.reviewed_total, told.scores["reviewed"]),
        "认定得分": (form.adopted_total, told.scores["adopted"]),
        "回执": (
            {row.number: (row.version, row.by, row.self_total) for row in form.receipts.all()},
            told.receipts,
        ),
    }
    for name, (have, should) in stored.items():
        if have != should:
            yield f"的{name}与操作记录不符"
    if form.document == told.document:
        yield from _columns(form)


def _columns(form: ProjectForm) -> Iterator[str]:
    """What is derived from the document must be derived from this one."""
    again = ProjectForm(task=form.task, unit=form.unit, document=form.document, project=form.project)
    set_columns(again)
    for column, name in _COLUMNS.items():
        if getattr(form, column) != getattr(again, column):
            yield f"列表中的{name}与表格内容不符"
